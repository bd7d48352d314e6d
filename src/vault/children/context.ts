import type * as pulumi from "@pulumi/pulumi";

/** What the vault's companion resources need to know about the vault. */
export interface VaultContext {
  /** The component's name. */
  readonly name: string;
  /** Not typed as azure-native's Vault: those types would become part of ours, and half of the type check of every program. */
  readonly vault: pulumi.CustomResource;
  /** Known in preview. It does not wait for the vault. */
  readonly vaultName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly location: pulumi.Input<string> | undefined;
  /** Options of a child. `staysWithVault`: if the vault is retained on destroy, so is the child. */
  readonly options: (child: { readonly staysWithVault: boolean }) => pulumi.CustomResourceOptions;
}
