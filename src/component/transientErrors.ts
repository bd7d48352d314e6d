/** Azure's codes of transient errors, besides throttling and errors of the service. */
export const transientCodes = {
  value: {
    BMSUserErrorObjectLocked: "another operation holds the item",
    AnotherOperationInProgress: "another operation is in progress",
  } as Readonly<Record<string, string>>,
  source: "https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot",
  asOf: "2026-11-26",
} as const;

/** Azure's codes of errors that are transient only while items are being deleted. */
export const codesWhileItemsLeave = {
  value: {
    BMSUserErrorPolicyObjectInUse: "the policy still has items",
    ServiceResourceNotEmptyWithBackendMessage: "the vault still has items",
    BMSUserErrorVaultDeletionNotAllowed: "the vault still has items",
  } as Readonly<Record<string, string>>,
  source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/8351",
  asOf: "2026-11-26",
  note: "After a deletion an item may answer for minutes, as users report; also pulumi/pulumi-azure-native#3832.",
} as const;

/**
 * The start of azure-native's error for a request that left nothing in Azure. A create that Azure accepted and that failed later has
 * another text: repeating it would leave a resource in Azure that the stack does not have.
 */
const leftNothing = /^(Status=\d|cannot check existence of resource)/;

/**
 * Why a failed operation may succeed if it is retried; undefined for a permanent error.
 *
 * @param itemsLeave Whether items of the resource are being deleted.
 */
export function transientReason(operation: string, error: string, itemsLeave: boolean): string | undefined {
  if (operation === "create" && !leftNothing.test(error)) return undefined;
  const codes = { ...transientCodes.value, ...(itemsLeave && codesWhileItemsLeave.value) };
  const code = Object.keys(codes).find((one) => error.includes(one));
  if (code !== undefined) return codes[code];
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
