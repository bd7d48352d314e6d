import { sameText, textOf } from "../core/values";
import type { Arm } from "./arm";
import { type Polling, pause } from "./backupNow";
import { AzureError } from "./request";

/** The first version with deleted vaults: https://github.com/Azure/azure-rest-api-specs, recoveryservices, DeletedVaults.tsp, 2026-11-30. */
const apiVersion = "2025-08-01";
const providersVersion = "2021-04-01";

interface Provider {
  readonly registrationState?: string;
  readonly resourceTypes?: readonly {
    readonly resourceType?: string;
    readonly locations?: readonly string[];
  }[];
}

/**
 * The regions that can have deleted vaults of a subscription, as Azure spells them: those of the type, or of vaults if Azure does not list it.
 * https://learn.microsoft.com/rest/api/resources/providers/get
 *
 * @throws AzureError also if the subscription is not registered for Azure Backup: then Azure lists nothing.
 */
export async function regionsOfDeletedVaults(arm: Arm, subscriptionId: string): Promise<readonly string[]> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.RecoveryServices`;
  const provider = await arm.get<Provider>(path, providersVersion);
  if (sameText(textOf(provider?.registrationState), "NotRegistered"))
    throw new AzureError("The subscription is not registered for Microsoft.RecoveryServices.");
  const regionsOf = (type: string) =>
    provider?.resourceTypes?.find(({ resourceType = "" }) => sameText(resourceType, type))?.locations;
  const regions = regionsOf("locations/deletedVaults") ?? regionsOf("vaults");
  if (regions === undefined || regions.length === 0)
    throw new AzureError("Azure does not say in which regions it has Azure Backup.");
  return regions;
}

/** The deleted vaults of a region in Azure's form, also those that are purged already. @throws AzureError */
export const deletedVaultsIn = (arm: Arm, subscriptionId: string, region: string): Promise<unknown[]> =>
  arm.list(
    `/subscriptions/${subscriptionId}/providers/Microsoft.RecoveryServices/locations/${region}/deletedVaults`,
    apiVersion,
  );

const maxPolls = 120;

/**
 * Brings a deleted vault back, and waits until Azure has done it.
 * https://github.com/Azure/azure-rest-api-specs, recoveryservices, DeletedVaults_Undelete.json, 2026-11-30; azure-cli, too, names the group
 * that the vault had.
 *
 * @param groupId The resource group that the vault had.
 * @param polling Omitted: as long as Azure asks to wait, or 30 seconds.
 * @throws AzureError if Azure refuses it.
 */
export async function undeleteVault(
  arm: Arm,
  deletedVaultId: string,
  groupId: string,
  polling?: Polling,
): Promise<void> {
  const body = { properties: { recoveryResourceGroupId: groupId } };
  const response = await arm.send("POST", `${deletedVaultId}/undelete`, apiVersion, body);
  if (response.status === 200) return;
  const operation = response.header("azure-asyncoperation") ?? response.header("location") ?? "";
  const name = /\/([^/?]+)(\?.*)?$/.exec(operation)?.[1];
  if (name === undefined)
    throw new AzureError("Azure accepted the request but returned no operation to follow.");
  const asked = Number(response.header("retry-after"));
  const pauseSeconds =
    polling?.pauseSeconds ?? (response.header("retry-after") !== undefined && asked >= 0 ? asked : 30);
  // Ids of operations may be Base64, and links have them escaped.
  const path = `${deletedVaultId}/operations/${decodeURIComponent(name)}`;
  for (let polls = 0; polls < maxPolls; polls++) {
    const found = await arm.get<Operation>(path, apiVersion);
    if (found?.status === "Succeeded") return;
    if (found?.status === undefined || /^(Failed|Cancell?ed)$/i.test(found.status))
      throw new AzureError(
        `The operation is ${found?.status ?? "not known to Azure"}: ${found?.error?.message ?? "Azure gives no reason"}`,
      );
    await pause(pauseSeconds);
  }
  throw new AzureError("Azure accepted the request, but has not brought the vault back yet.");
}

interface Operation {
  readonly status?: string;
  readonly error?: { readonly message?: string };
}
