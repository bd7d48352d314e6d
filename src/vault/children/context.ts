import type * as pulumi from "@pulumi/pulumi";

/** A vault, for what stands beside it. */
export interface VaultContext {
  /** The component's name. */
  readonly name: string;
  /** Named no closer: types of azure-native would reach whoever imports ours, and half of their type check. */
  readonly vault: pulumi.CustomResource;
  /** Known in preview; it waits for nothing. */
  readonly vaultName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly location: pulumi.Input<string> | undefined;
  /** Options of a child; one that retains stays in Azure where the vault does. */
  readonly options: (child: { readonly retains: boolean }) => pulumi.CustomResourceOptions;
}
