import { invalidBackupRequest } from "../azureError";
import { equalIgnoringCase, type Json, objectAt, textAt } from "../json";

/** Days of time-based immutability: https://github.com/microsoft/mcp, 2026-11. */
const durationInDays = { min: 30, max: 36135 };

/** Checks what later API versions know of a vault. No source gives the codes. @throws AzureError */
export function checkLaterSettings(body: Json): void {
  const security = objectAt(body, "properties.securitySettings");
  checkDuration(objectAt(security, "immutabilitySettings.configuration"));
  checkScan(objectAt(security, "sourceScanConfiguration"), textAt(body, "identity.type") ?? "None");
}

/** The duration is required with TimeBased, and omitted with AsPerPolicy: azure-sdk-for-net, ImmutabilityConfiguration. */
function checkDuration(configuration: Json): void {
  const { type, durationInDays: days } = configuration;
  if (type === undefined) return;
  const { min, max } = durationInDays;
  const isDuration = typeof days === "number" && Number.isInteger(days) && days >= min && days <= max;
  if (equalIgnoringCase(String(type), "TimeBased") && !isDuration)
    throw invalidBackupRequest(
      `durationInDays is ${days}: TimeBased takes whole days from ${min} to ${max}.`,
    );
}

function checkScan(scan: Json, vaultIdentity: string): void {
  if (!equalIgnoringCase(textAt(scan, "state"), "Enabled")) return;
  const kind = textAt(scan, "sourceScanIdentity.operationIdentityType") ?? "";
  if (kind !== "" && vaultIdentity.toLowerCase().includes(kind.toLowerCase())) return;
  throw invalidBackupRequest("The source scan needs a managed identity of the vault.");
}
