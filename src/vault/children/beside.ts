import type * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";

/** A vault, for what stands beside it. */
export interface Beside {
  /** The component's name. */
  readonly name: string;
  readonly vault: recoveryservices.Vault;
  /** Known in preview; it waits for nothing. */
  readonly vaultName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly location: pulumi.Input<string> | undefined;
  /** Options of a child; one that retains stays in Azure where the vault does. */
  readonly options: (child: { readonly retains: boolean }) => pulumi.CustomResourceOptions;
}
