import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange, type Change } from "../component/beforeChange";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { deletesItemsOf } from "../component/deletedItems";
import { existsError, namesIn } from "../component/existing";
import { type LaterRegistered, laterAlias, registerLater } from "../component/laterApi";
import { retryOnError } from "../component/retry";
import { repeatsSecretOf, secretInputs } from "../component/secrets";
import { backupVaultRules } from "./argumentRules";
import { vaultProperties } from "./arm";
import type { BackupVaultArgs } from "./backupVaultArgs";
import { assignRoles, guardVault, lockVault } from "./children/access";
import type { VaultContext } from "./children/context";
import { routeAlerts, sendLogs } from "./children/monitoring";
import { addPrivateEndpoints } from "./children/privateEndpoint";
import { declareVault } from "./declaredVaults";
import { defaultStorageRedundancy, type StorageRedundancy, VaultOnDestroy } from "./facts";
import { guardNotices } from "./guardNotices";
import { immutabilityNotices } from "./immutabilityNotices";
import { irreversibleVaultChange, vaultChangeNotices } from "./irreversibleChanges";
import { laterVaultApi } from "./laterFacts";
import { apiVersionNotice, laterArgumentsIn } from "./laterNotice";
import { vaultReplacementError } from "./vaultReplacement";

/**
 * A Recovery Services vault, in which Azure Backup keeps the backups of virtual machines. (Not the "Backup vault" of
 * Microsoft.DataProtection, which does not support VMs.) By default it is protected against deletion: see onDestroy.
 * https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault
 *
 * @example
 * ```ts
 * new BackupVault("bank-vault", {
 *   resourceGroupName: group.name,
 *   location: "westeurope",
 *   softDelete: { retentionDays: 30 },
 * });
 * ```
 */
export class BackupVault extends pulumi.ComponentResource {
  /** Azure id of the vault. */
  readonly vaultId: pulumi.Output<string>;
  /** Name of the vault; known in preview. */
  readonly vaultName: pulumi.Output<string>;
  /** Resource group of the vault. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** Storage redundancy of the vault. */
  readonly storageRedundancy: pulumi.Output<StorageRedundancy>;

  /**
   * Creates a Recovery Services vault and the resources that belong to it: private endpoints, alerts, logs, roles, a
   * lock.
   * See docs/components/backup-vault.md in this package.
   *
   * @param name Pulumi name; also the vault's name in Azure, unless args.vaultName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupVault "${name}"`,
      args,
      { vaultName: name },
      { fields: argumentsOf("BackupVault"), rules: backupVaultRules },
    );
    const refuseOtherVault = beforeChange(
      `vault-place:${name}`,
      async ({ before, after, outputs, secrets }) => {
        // A component that an alias renamed keeps the vault that its old name created.
        const old = { ...before, vaultName: before.vaultName ?? outputs.vaultName };
        const secretPlaces = [...secrets].flatMap((path) =>
          [old, after].map((place: Inputs) => ({ path, value: place[path] })),
        );
        return vaultReplacementError(name, await withRegion(name, old, after, this), after, secretPlaces);
      },
    );
    super(
      "azure-vm-backup:index:BackupVault",
      name,
      args,
      pulumi.mergeOptions({ hooks: { beforeUpdate: refuseOtherVault } }, opts),
    );

    const { location, tags, identity, onDestroy = VaultOnDestroy.Refuse } = checked;
    const { crossRegionRestore, crossSubscriptionRestore, softDelete, encryption, immutability } = checked;
    const { immutabilityDays, threatDetection, costDetail } = checked;
    const needLaterApi = laterArgumentsIn(checked as object as Record<string, unknown>);
    const { actionGroupIds = [], ...alerts } = checked.alerts ?? {};
    const diagnostics = checked.diagnostics ?? {};
    const resourceGroupName = pulumi.output(checked.resourceGroupName);
    declareVault({ vaultName: checked.vaultName, resourceGroupName, immutability, immutabilityDays });
    const settings = pulumi.output({
      storageRedundancy: pulumi
        .output(checked.storageRedundancy)
        .apply((redundancy) => redundancy ?? defaultStorageRedundancy),
      ...{ crossRegionRestore, crossSubscriptionRestore, softDelete, encryption, immutability },
      ...{ immutabilityDays, threatDetection, costDetail },
      publicNetworkAccess: checked.publicNetworkAccess,
      resourceGuardOperationRequests: checked.resourceGuardOperationRequests,
      alerts,
    });
    const reportChange = beforeChange(
      `vault:${name}`,
      reportVaultChange(name, this, args, needLaterApi, () => later),
    );
    const isRetained = onDestroy === VaultOnDestroy.Retain;
    const vaultArgs = {
      vaultName: checked.vaultName,
      resourceGroupName,
      ...(location !== undefined && { location }),
      ...(identity !== undefined && { identity: identity as recoveryservices.VaultArgs["identity"] }),
      sku: { name: "RS0", tier: "Standard" },
      properties: settings.apply(vaultProperties),
      ...(tags !== undefined && { tags }),
    };
    const options = childOptions(this, {
      ...(onDestroy === VaultOnDestroy.Refuse && { protect: true }),
      ...(isRetained && { retainOnDelete: true }),
      hooks: {
        beforeCreate: reportChange,
        beforeUpdate: reportChange,
        onError: retryOnError(`BackupVault:${name}`, { itemsLeave: deletesItemsOf(checked.vaultName) }),
      },
    });
    const later =
      needLaterApi.length > 0
        ? registerLater(this, { api: laterVaultApi, type: "Vault", name, args: vaultArgs, options })
        : undefined;
    const vault =
      later?.resource ??
      new recoveryservices.Vault(name, vaultArgs, {
        ...options,
        aliases: [laterAlias(laterVaultApi, "Vault")],
      });

    const context: VaultContext = {
      ...{ name, vault, vaultName: checked.vaultName, resourceGroupName, location },
      options: ({ staysWithVault }) =>
        childOptions(this, { ...(staysWithVault && isRetained && { retainOnDelete: true }) }),
    };
    const endpoints = addPrivateEndpoints(context, checked.privateEndpoints ?? {});
    assignRoles(context, checked.roleAssignments ?? {});
    if (actionGroupIds.length > 0) routeAlerts(context, actionGroupIds);
    if (Object.values(diagnostics).some((destination) => destination !== undefined))
      sendLogs(context, diagnostics);
    if (checked.resourceGuardId !== undefined) guardVault(context, checked.resourceGuardId);
    if (checked.lock !== undefined) lockVault(context, checked.lock);

    // Only one level of Outputs: in a plugin, Outputs of Outputs that depend on a refused argument never resolve.
    this.vaultId = pulumi.all([vault.id, ...endpoints]).apply(([id]) => id as string);
    // Known in preview, and still depends on the vault. `vault.name` would be unknown in preview.
    this.vaultName = pulumi
      .all([checked.vaultName, vault.urn, ...endpoints])
      .apply(([vaultName]) => vaultName as string);
    this.resourceGroupName = resourceGroupName;
    this.storageRedundancy = settings.storageRedundancy;
    this.registerOutputs({
      vaultId: this.vaultId,
      vaultName: this.vaultName,
      resourceGroupName: this.resourceGroupName,
      storageRedundancy: this.storageRedundancy,
    });
  }
}

/** Warns in preview about changes that cannot be undone, and refuses those that Azure would refuse. */
const reportVaultChange =
  (
    name: string,
    component: pulumi.Resource,
    args: BackupVaultArgs,
    needLaterApi: readonly string[],
    later: () => LaterRegistered | undefined,
  ) =>
  async (change: Change): Promise<string | undefined> => {
    const secrets = await secretInputs(args);
    const repeatsSecret = repeatsSecretOf(secrets.map(({ value }) => value));
    const isGuarded = (args.resourceGuardId ?? undefined) !== undefined;
    const versionNotice = apiVersionNotice(needLaterApi, change.outputs.azureApiVersion);
    for (const notice of [
      ...vaultChangeNotices(change),
      ...immutabilityNotices(change),
      ...(isGuarded ? guardNotices(change) : []),
      ...(versionNotice === undefined ? [] : [versionNotice]),
    ])
      await pulumi.log.warn(`BackupVault "${name}": ${repeatsSecret(notice) ? secretNotice : notice}`);
    const names = () => namesIn(change.after, "resourceGroupName", "vaultName");
    return (
      irreversibleVaultChange(change, secrets) ??
      (change.isNew ? await later()?.placeError() : undefined) ??
      existsError(name, change, () => recoveryservices.getVault(names(), { parent: component }))
    );
  };

const secretNotice =
  "A setting changes in a way that Azure may refuse or that cannot be undone. Its value is secret, so it is not shown.";

type Inputs = Change["before"];

/** The old arguments, with the vault's region from Azure if they have none and the new arguments do. */
async function withRegion(
  name: string,
  before: Inputs,
  after: Inputs,
  component: pulumi.Resource | undefined,
): Promise<Inputs> {
  const { resourceGroupName } = before;
  const vaultName = before.vaultName ?? name;
  if (before.location !== undefined || typeof after.location !== "string") return before;
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return before;
  try {
    const { location } = await recoveryservices.getVault(
      { vaultName, resourceGroupName },
      component === undefined ? {} : { parent: component },
    );
    return { ...before, location };
  } catch {
    return before;
  }
}
