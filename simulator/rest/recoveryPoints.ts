import { AzureError } from "../azure/azureError";
import { azureTime } from "../azure/azureTime";
import { equalIgnoringCase, type Json, listAt, objectAt, textAt, valueAt } from "../azure/json";
import type { Azure } from "../azure/service";
import { backupPhases, jobType } from "./backupJob";
import { itemPath } from "./paths";
import type { Route } from "./request";

/** Recovery points that are stored as they are, e.g. by a test that needs one of last month. */
export const recoveryPointType =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints";

/** Azure's 30 days of an on-demand backup. */
const retentionMs = 30 * 86_400_000;

/** The recovery points of an item. https://learn.microsoft.com/rest/api/backup/recovery-points */
export const recoveryPointRoutes: readonly Route[] = [
  {
    method: "GET",
    path: new RegExp(`^(${itemPath})/recoveryPoints/?$`, "i"),
    handle: (azure, { query }, [itemId = "", vaultId = ""]) => {
      const isSecondary = query.get("api-version") === secondaryVersion;
      const value = isSecondary ? secondaryPointsOf(azure, itemId, vaultId) : recoveryPointsOf(azure, itemId);
      return { status: 200, body: { value } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^(${itemPath})/recoveryPoints/([^/]+)$`, "i"),
    handle: (azure, _, [itemId = "", , , name = ""]) => ({
      status: 200,
      body: findPoint(azure, itemId, name),
    }),
  },
];

/** This version of the API lists the points of the secondary region: azure-cli and Microsoft's SDK use it for nothing else. */
const secondaryVersion = "2021-11-15";

/**
 * The points that are in the vault, if it has cross-region restore. Azure needs up to 36 hours to copy one; here all are there at once.
 * https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault
 */
export function secondaryPointsOf(azure: Azure, itemId: string, vaultId: string): Json[] {
  if (!hasCrossRegionRestore(azure, vaultId)) return [];
  return recoveryPointsOf(azure, itemId).flatMap((point) => {
    const properties = objectAt(point, "properties");
    const tiers = listAt(properties, "recoveryPointTierDetails");
    const vaultTiers = tiers.filter((tier) => textAt(tier, "type") === "HardenedRP");
    if (!vaultTiers.some((tier) => textAt(tier, "status") === "Valid")) return [];
    return [{ ...point, properties: { ...properties, recoveryPointTierDetails: vaultTiers } }];
  });
}

export const hasCrossRegionRestore = (azure: Azure, vaultId: string): boolean =>
  equalIgnoringCase(
    textAt(azure.store.find(vaultId)?.properties, "properties.redundancySettings.crossRegionRestore"),
    "Enabled",
  );

/** @throws AzureError if the item has no such recovery point. The service's code for it is not recorded. */
export function findPoint(azure: Azure, itemId: string, name: string): Json {
  const point = recoveryPointsOf(azure, itemId).find((one) => equalIgnoringCase(textAt(one.name), name));
  if (point !== undefined) return point;
  throw new AzureError(
    404,
    "NotFound",
    `Recovery point ${name} does not exist. (Simulated: the service's code for this is not known.)`,
  );
}

/** The stored points of an item, and one for each of its completed backups. */
function recoveryPointsOf(azure: Azure, itemId: string): Json[] {
  const stored = azure.store
    .below(itemId)
    .filter(({ type }) => type === recoveryPointType)
    .map(({ id, name, type, properties }) => ({ id, name, type, properties }));
  const ofJobs = [...azure.store.ofType(jobType)]
    .filter(({ properties }) => equalIgnoringCase(textAt(properties.itemId), itemId))
    .filter(({ properties }) => properties.restore === undefined && isCompleted(properties))
    .map(({ name, properties }) => ({
      id: `${itemId}/recoveryPoints/${name}`,
      name,
      type: recoveryPointType,
      properties: pointOfBackup(azure, itemId, new Date(Number(properties.startedMs))),
    }));
  return [...stored, ...ofJobs];
}

/** A backup that failed has no recovery point. */
const isCompleted = ({ done, endedMs }: Json): boolean =>
  Number(done) === backupPhases.length && endedMs !== undefined;

/** A point in the form that azure-cli and azure-powershell recorded (test_backup_restore, 2022-05; TestAzureCrossZonalRestore, 2023-04). */
function pointOfBackup(azure: Azure, itemId: string, time: Date): Json {
  const item = azure.store.find(itemId);
  const vm = azure.store.find(textAt(item?.properties, "properties.sourceResourceId") ?? "");
  const expiry = azureTime(new Date(time.getTime() + retentionMs)).replace(/Z$/, "");
  return {
    objectType: "IaasVMRecoveryPoint",
    recoveryPointType: "FileSystemConsistent",
    recoveryPointTime: azureTime(time),
    recoveryPointAdditionalInfo: "",
    isSourceVMEncrypted: false,
    isInstantIlrSessionActive: false,
    recoveryPointTierDetails: [
      { type: "InstantRP", status: "Valid" },
      { type: "HardenedRP", status: "Valid" },
    ],
    isManagedVirtualMachine: true,
    virtualMachineSize: textAt(vm?.properties, "hardwareProfile.vmSize") ?? "",
    originalStorageAccountOption: false,
    osType: osTypeOf(vm?.properties),
    recoveryPointProperties: { expiryTime: expiry, isSoftDeleted: false },
  };
}

/** Windows if the VM says so, else Linux. */
export const osTypeOf = (vm: unknown): string =>
  textAt(vm, "storageProfile.osDisk.osType") ??
  (valueAt(vm, "osProfile.windowsConfiguration") === undefined ? "Linux" : "Windows");
