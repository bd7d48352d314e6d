import { AzureError, invalidBackupRequest } from "../azureError";
import { azureTime } from "../azureTime";
import { childrenOf } from "../children";
import { equalIgnoringCase, type Json, listAt, textAt } from "../json";
import { shorterRetention } from "../retentionChange";
import type { Azure, PutRequest } from "../service";
import type { Resource } from "../store";
import { parentOf } from "./parent";

/*
 * Multi-user authorization: a change that weakens the protection in a guarded vault needs a request of the vault's resource guard; any
 * other change needs none. A deletion names no request, and must be unlocked before. Recorded in the tests of azure-powershell
 * (TestAzureVMMUA, 2025-05): https://github.com/Azure/azure-powershell, 2026-11-29. No source gives the code of a refusal; its message is
 * that of hashicorp/terraform-provider-azurerm#31887. Simulated Azure knows no rights on the guard: to name a request is enough.
 */

const items = "backupFabrics/protectionContainers/protectedItems";

/** The guarded operations of a vault, each with the kind of request that its guard's owner approves. */
export const guardedOperations = {
  [`${items}/delete`]: "deleteProtectedItemRequests",
  [`${items}/write`]: "updateProtectedItemRequests",
  "backupPolicies/write": "updateProtectionPolicyRequests",
  "backupResourceGuardProxies/delete": "deleteResourceGuardProxyRequests",
  "backupSecurityPIN/action": "getBackupSecurityPINRequests",
  "backupconfig/write": "disableSoftDeleteRequests",
  [`${items}/write#stopProtectionWithRetainData`]: "stopProtectionWithRetainDataRequests",
  "write#reduceImmutabilityState": "reduceImmutabilityStateRequests",
  "registeredIdentities/delete": "deleteMABIdentityRequests",
} as const;

const unlinking = "backupResourceGuardProxies/delete";
const unlockedMinutes = 30;

/** The request that a vault's guard demands for an operation. Undefined: the vault has no guard, or its owner excluded the operation. */
function requestFor(azure: Azure, vaultId: string, operation: string): string | undefined {
  const guardId = textAt(linkOf(azure, vaultId)?.properties, "properties.resourceGuardResourceId");
  if (guardId === undefined) return undefined;
  const guard = azure.store.find(guardId);
  const excluded = listAt(guard?.properties, "properties.vaultCriticalOperationExclusionList").map(String);
  const isExcluded = excluded.some((one) =>
    equalIgnoringCase(one, `Microsoft.RecoveryServices/vaults/${operation}`),
  );
  // The removal of the guard cannot be excluded.
  if (isExcluded && operation !== unlinking) return undefined;
  return `${guardId}/${guardedOperations[operation as keyof typeof guardedOperations]}/default`;
}

const linkOf = (azure: Azure, vaultId: string): Resource | undefined =>
  childrenOf(azure, vaultId, "recoveryservices:ResourceGuardProxy")[0];

function checkRequest(azure: Azure, vaultId: string, operation: string, requests: readonly unknown[]): void {
  const needed = requestFor(azure, vaultId, operation);
  if (needed === undefined || requests.some((one) => equalIgnoringCase(String(one), needed))) return;
  throw invalidBackupRequest(
    `ResourceGuard Operation requestid is either null or empty: resourceGuardOperationRequests must name ${needed}.`,
  );
}

const requestsIn = (body: Json): unknown[] => listAt(body, "properties.resourceGuardOperationRequests");

/** Stopping and suspending are guarded, and so is a policy with shorter retention. @throws AzureError */
export function checkGuardedItem(request: PutRequest, stoppedStates: readonly string[]): void {
  const { azure, id, body, current } = request;
  const vault = parentOf(azure, id, "backupFabrics");
  if (current === undefined || vault === undefined) return;
  const before = textAt(current.properties, "properties.protectionState");
  const state = textAt(body, "properties.protectionState");
  const stops =
    stoppedStates.some((one) => equalIgnoringCase(one, state)) && !equalIgnoringCase(state, before);
  const policyOf = (properties: Json) =>
    azure.store.find(textAt(properties, "properties.policyId") ?? "")?.properties;
  const [policyBefore, policy] = [policyOf(current.properties), policyOf(body)];
  if (stops) checkRequest(azure, vault.id, `${items}/write#stopProtectionWithRetainData`, requestsIn(body));
  if (policy !== undefined && shorterRetention(policyBefore, policy) !== undefined)
    checkRequest(azure, vault.id, `${items}/write`, requestsIn(body));
}

/** Shorter retention is guarded. @throws AzureError */
export function checkGuardedPolicy({ azure, id, body, current }: PutRequest): void {
  const vault = parentOf(azure, id, "backupPolicies");
  if (vault === undefined || shorterRetention(current?.properties, body) === undefined) return;
  checkRequest(azure, vault.id, "backupPolicies/write", requestsIn(body));
}

/** The vault must not become less immutable. @throws AzureError */
export function checkGuardedImmutability({ azure, id, body }: PutRequest): void {
  checkRequest(azure, id, "write#reduceImmutabilityState", requestsIn(body));
}

/** A guarded deletion of an item, or of the link to the guard, must be unlocked. @throws AzureError */
export function checkGuardedDelete(azure: Azure, { id }: Resource): void {
  const vault = id.replace(/\/(backupFabrics|backupResourceGuardProxies)\/.*$/i, "");
  const operation = /\/backupFabrics\//i.test(id) ? `${items}/delete` : unlinking;
  if (requestFor(azure, vault, operation) === undefined) return;
  const until = azure.store.unlockedUntil(id);
  if (until !== undefined && new Date(until) > new Date()) return;
  throw invalidBackupRequest(
    `ResourceGuard Operation requestid is either null or empty: unlock the deletion of ${id} with unlockDelete of its vault's VaultProxy.`,
  );
}

/** Unlocks the deletion that the body names, or without a name that of the link itself. @throws AzureError */
export function unlockDelete(azure: Azure, linkId: string, body: Json): { unlockDeleteExpiryTime: string } {
  const vaultId = linkId.replace(/\/backupResourceGuardProxies\/.*$/i, "");
  const link = azure.store.find(linkId);
  if (link === undefined)
    throw new AzureError(404, "ResourceNotFound", `The vault ${vaultId} has no resource guard.`);
  const toBeDeleted = textAt(body, "resourceToBeDeleted") ?? link.id;
  const operation = equalIgnoringCase(toBeDeleted, link.id) ? unlinking : `${items}/delete`;
  checkRequest(azure, vaultId, operation, listAt(body, "resourceGuardOperationRequests"));
  const unlockDeleteExpiryTime = azureTime(new Date(Date.now() + unlockedMinutes * 60_000));
  azure.store.unlock(toBeDeleted, unlockDeleteExpiryTime);
  return { unlockDeleteExpiryTime };
}
