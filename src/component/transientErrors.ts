/** Codes of Azure's for what passes with time, beyond a throttled or a broken service. */
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
 * How azure-native begins the error of a request that left nothing behind. Of a create that Azure took and that failed later
 * it tells otherwise: to repeat that would leave a resource that Azure has and the stack does not know.
 */
const leftNothing = /^(Status=\d|cannot check existence of resource)/;

/** Why a failed operation may succeed a little later; undefined for what fails for good. */
export function transientReason(operation: string, error: string): string | undefined {
  if (operation === "create" && !leftNothing.test(error)) return undefined;
  const code = Object.keys(transientCodes.value).find((one) => error.includes(one));
  if (code !== undefined) return transientCodes.value[code];
  const status = Number(/(?:^Status=|status code )(\d{3})/.exec(error)?.[1]);
  if (status === 429) return "Azure is throttling";
  return status >= 500 && status <= 599 ? "Azure's service has trouble" : undefined;
}

/** Pauses before each new attempt, in parts of the first one. azure-native itself has tried for minutes before. */
const pauses = [1, 2, 4, 8];

/** Most new attempts. */
export const maxRetries = pauses.length;

/** How long to wait after a number of failures, in seconds; undefined where it is enough. */
export const pauseSeconds = (failures: number, firstSeconds: number): number | undefined => {
  const factor = pauses[failures - 1];
  return factor === undefined ? undefined : factor * firstSeconds;
};
