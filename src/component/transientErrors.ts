/** Azure's codes of transient errors, besides throttling and errors of the service. */
export const transientCodes = {
  value: {
    BMSUserErrorObjectLocked: "another operation holds the item",
    AnotherOperationInProgress: "another operation is in progress",
    BMSUserErrorPolicyObjectInUse: "the policy still has items",
    ServiceResourceNotEmptyWithBackendMessage: "the vault still has items",
    BMSUserErrorVaultDeletionNotAllowed: "the vault still has items",
  } as Readonly<Record<string, string>>,
  source: "https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot",
  asOf: "2026-11-26",
  note: "After a deletion an item may answer for minutes, as users report: pulumi/pulumi-azure-native#3832, hashicorp/terraform-provider-azurerm#8351.",
} as const;

/**
 * The start of azure-native's error for a request that left nothing in Azure. A create that Azure accepted and that failed later has
 * another text: repeating it would leave a resource in Azure that the stack does not have.
 */
const leftNothing = /^(Status=\d|cannot check existence of resource)/;

/** Why a failed operation may succeed if it is retried; undefined for a permanent error. */
export function transientReason(operation: string, error: string): string | undefined {
  if (operation === "create" && !leftNothing.test(error)) return undefined;
  const code = Object.keys(transientCodes.value).find((one) => error.includes(one));
  if (code !== undefined) return transientCodes.value[code];
  const status = Number(/(?:^Status=|status code )(\d{3})/.exec(error)?.[1]);
  if (status === 429) return "Azure is throttling";
  return status >= 500 && status <= 599 ? "Azure's service has an error" : undefined;
}

/** The pause before each retry, in multiples of the first one. Before, azure-native itself has retried for minutes. */
const pauses = [1, 2, 4, 8];

/** Most retries. */
export const maxRetries = pauses.length;

/** How long to wait after a number of failures, in seconds; undefined if there are no more retries. */
export const pauseSeconds = (failures: number, firstSeconds: number): number | undefined => {
  const factor = pauses[failures - 1];
  return factor === undefined ? undefined : factor * firstSeconds;
};
