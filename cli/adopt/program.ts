import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { vaultShape } from "../../src/vault/arm";
import { Immutability } from "../../src/vault/facts";
import { projectAround } from "../generate/project";
import { key, literal, text } from "../generate/typescript";
import type { AdoptedVault, AdoptedVm } from "./read";

/** A project whose program says of vaults, policies and protected items what Azure has. */
export function adoptedProject(
  name: string,
  subscriptionId: string,
  vaults: readonly AdoptedVault[],
): Readonly<Record<string, string>> {
  const location = textField(vaults[0]?.payload.location);
  return projectAround({ name, subscriptionId, location }, program(vaults));
}

const textField = (value: unknown): string => (typeof value === "string" ? value : "");

function program(vaults: readonly AdoptedVault[]): string {
  const lines = [
    "// Written by azure-vm-backup adopt: what Azure has of these vaults. `azure-vm-backup repair --yes` takes it into the stack.",
    'import { BackupVault, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";',
    ...vaults.flatMap((vault, i) => ["", ...vaultLines(vault, vaults.length === 1 ? "" : String(i + 1))]),
  ];
  return `${lines.join("\n")}\n`;
}

function vaultLines(vault: AdoptedVault, suffix: string): string[] {
  const { vaultName, resourceGroupName, policies, vms, tags, leftOut } = vault;
  const [own, variable] = [`vault${suffix}`, (i: number) => `policy${suffix}${suffix && "_"}${i + 1}`];
  const inVault = [`  resourceGroupName: ${own}.resourceGroupName,`, `  vaultName: ${own}.vaultName,`];
  const policyId = new Map(policies.map(({ name }, i) => [name.toLowerCase(), `${variable(i)}.policyId`]));
  const [first] = policyId.values();
  return [
    `const ${own} = new BackupVault(${text(vaultName)}, {`,
    `  resourceGroupName: ${text(resourceGroupName)},`,
    ...fieldsOf(settingsOf(vault), "  "),
    ...(Object.keys(tags).length > 0 ? fieldsOf({ tags }, "  ") : []),
    "});",
    ...policies.flatMap(({ name, settings, archive }, i) => [
      `const ${variable(i)} = new VmBackupPolicy(${text(`${vaultName}-${name}`)}, {`,
      ...inVault,
      `  policyName: ${text(name)},`,
      ...fieldsOf({ ...policyOf(settings), ...(archive && { archive }) }, "  "),
      '  onDestroy: "Retain",',
      "});",
    ]),
    ...(vms.length === 0 || first === undefined
      ? []
      : [
          `new ProtectedVms(${text(vaultName)}, {`,
          ...inVault,
          `  policyId: ${first},`,
          "  vms: {",
          ...vms.flatMap((vm) => vmLines(vm, policyId, first)),
          "  },",
          "});",
        ]),
    ...leftOut.map((why) => `// Left out: ${why}`),
  ];
}

function vmLines(vm: AdoptedVm, policyId: ReadonlyMap<string, string>, first: string): string[] {
  const own = policyId.get(vm.policy?.toLowerCase() ?? "");
  return [
    `    ${key(vm.key)}: {`,
    `      vmId: ${text(vm.vmId)},`,
    `      vmName: ${text(vm.vmName)},`,
    `      resourceGroupName: ${text(vm.resourceGroupName)},`,
    ...(own === undefined || own === first ? [] : [`      policyId: ${own},`]),
    ...(vm.protectionState === undefined ? [] : [`      protectionState: ${text(vm.protectionState)},`]),
    ...(vm.disks === undefined ? [] : fieldsOf({ disks: vm.disks }, "      ")),
    "    },",
  ];
}

/** A vault's settings as arguments of BackupVault. */
function settingsOf({ payload }: AdoptedVault): object | undefined {
  const { location, storageRedundancy, crossRegionRestore, immutability, publicNetworkAccess, ...seen } =
    vaultShape.view(payload);
  const { retentionDays } = seen.softDelete ?? {};
  const properties = payload.properties as AnyProperties;
  const alerts = properties?.monitoringSettings;
  const on = (state: string | undefined) => (state === undefined ? undefined : state === "Enabled");
  const identity =
    seen.identity?.type === undefined || seen.identity.type === "None"
      ? undefined
      : identityOf(seen.identity);
  const { keyUri, useSystemAssignedIdentity, userAssignedIdentity } = seen.encryption ?? {};
  return defined({
    ...{ location, storageRedundancy, crossRegionRestore: crossRegionRestore === true ? true : undefined },
    softDelete: defined({
      state: properties?.securitySettings?.softDeleteSettings?.softDeleteState,
      retentionDays,
    }),
    crossSubscriptionRestore:
      properties?.restoreSettings?.crossSubscriptionRestoreSettings?.crossSubscriptionRestoreState,
    ...{ immutability, publicNetworkAccess, identity },
    acknowledgesLock: immutability === Immutability.Locked ? true : undefined,
    encryption:
      keyUri === undefined
        ? undefined
        : defined({
            ...{ keyUri, useSystemAssignedIdentity, userAssignedIdentity },
            infrastructureEncryption: payload.properties?.encryption?.infrastructureEncryption,
          }),
    alerts: defined({
      jobFailures: on(alerts?.azureMonitorAlertSettings?.alertsForAllJobFailures),
      criticalOperations: on(alerts?.classicAlertSettings?.alertsForCriticalOperations),
    }),
  });
}

interface AnyProperties {
  readonly securitySettings?: { readonly softDeleteSettings?: { readonly softDeleteState?: string } };
  readonly restoreSettings?: {
    readonly crossSubscriptionRestoreSettings?: { readonly crossSubscriptionRestoreState?: string };
  };
  readonly monitoringSettings?: {
    readonly azureMonitorAlertSettings?: { readonly alertsForAllJobFailures?: string };
    readonly classicAlertSettings?: { readonly alertsForCriticalOperations?: string };
  };
}

function identityOf({
  type,
  userAssignedIdentities,
}: {
  readonly type?: string;
  readonly userAssignedIdentities?: unknown;
}): object {
  const ids = Object.keys((userAssignedIdentities ?? {}) as object);
  return { type, ...(ids.length > 0 && { userAssignedIdentities: ids }) };
}

/** A policy's settings as arguments of VmBackupPolicy. */
function policyOf({
  tier,
  timeZone,
  schedule,
  retention,
  instantRestoreDays,
  instantRestoreResourceGroup,
  crashConsistentOnly,
}: BackupPolicy): object | undefined {
  return defined({
    ...{ tier, timeZone, schedule: plain(schedule), retention: plain(retention), instantRestoreDays },
    instantRestoreResourceGroup: plain(instantRestoreResourceGroup),
    crashConsistentOnly: crashConsistentOnly === true ? true : undefined,
  });
}

/** A view as data, without what is not there. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return defined(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])));
}

function defined(value: object): object | undefined {
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** The fields of an object as lines of a program. */
function fieldsOf(value: object | undefined, indent: string): string[] {
  return Object.entries(value ?? {}).flatMap(([name, inner]) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? [`${indent}${key(name)}: {`, ...fieldsOf(inner, `${indent}  `), `${indent}},`]
      : [`${indent}${key(name)}: ${literal(inner)},`],
  );
}
