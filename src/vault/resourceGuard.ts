import * as dataprotection from "@pulumi/azure-native/dataprotection";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { resourceGuardRules } from "./resourceGuardRules";

/** Arguments of a ResourceGuard. */
export interface ResourceGuardArgs {
  /** Name of the resource group that holds the guard. Best in a subscription in which the administrators of the vault have no rights. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the guard in Azure. Omitted: the component's own name. */
  resourceGuardName?: pulumi.Input<string>;
  /** Region of the guard. It must be the region of the vaults that it guards. Omitted: the resource group's region. */
  location?: pulumi.Input<string>;
  /** Operations that need no approval, e.g. "Microsoft.RecoveryServices/vaults/backupPolicies/write". Omitted: none, the guard covers all operations that Azure can guard. */
  unguardedOperations?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tags of the guard. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * A resource guard for multi-user authorization. To weaken a vault that names the guard (BackupVault's resourceGuardId), an account also
 * needs rights on the guard. Create it with a provider for the security team's subscription, so that no single account has both.
 * https://learn.microsoft.com/azure/backup/multi-user-authorization-concept
 *
 * @example
 * ```ts
 * const guard = new ResourceGuard("guard", { resourceGroupName: "security", location: "westeurope" });
 * new BackupVault("bank-vault", { resourceGroupName: group.name, resourceGuardId: guard.resourceGuardId });
 * ```
 */
export class ResourceGuard extends pulumi.ComponentResource {
  /** Azure id of the guard, for BackupVault's resourceGuardId. */
  readonly resourceGuardId: pulumi.Output<string>;

  /**
   * Creates a resource guard. Pass its resourceGuardId to the vaults that it protects.
   * See docs/components/resource-guard.md in this package.
   *
   * @param name Pulumi name; also the guard's name in Azure, unless args.resourceGuardName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: ResourceGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `ResourceGuard "${name}"`,
      args,
      { resourceGuardName: name },
      { fields: argumentsOf("ResourceGuard"), rules: resourceGuardRules },
    );
    super("azure-vm-backup:index:ResourceGuard", name, args, opts);

    const { location, tags, unguardedOperations } = checked;
    const guard = new dataprotection.ResourceGuard(
      name,
      {
        resourceGroupName: checked.resourceGroupName,
        resourceGuardsName: checked.resourceGuardName,
        ...(location !== undefined && { location }),
        properties: {
          ...(unguardedOperations !== undefined && {
            vaultCriticalOperationExclusionList: unguardedOperations,
          }),
        },
        ...(tags !== undefined && { tags }),
      },
      childOptions(this),
    );

    this.resourceGuardId = guard.id;
    this.registerOutputs({ resourceGuardId: this.resourceGuardId });
  }
}
