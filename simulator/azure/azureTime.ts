/**
 * Times as Azure Backup writes them, in the recorded tests of its clients: https://github.com/Azure/azure-cli (test_backup_softdelete),
 * https://github.com/Azure/azure-powershell (TestAzureVMRedoProtection), 2026-11-29.
 */

/** A moment with seven digits after the second, e.g. `2025-10-24T10:02:13.4550000Z`. */
export const azureTime = (date: Date): string => date.toISOString().replace("Z", "0000Z");

/** A duration in the form of a .NET TimeSpan, e.g. `13.23:59:42.9730000`. Days and fraction are left out if they are zero. */
export function timeSpan(milliseconds: number): string {
  const total = Math.max(0, milliseconds);
  const [days, rest] = [Math.floor(total / 86_400_000), total % 86_400_000];
  const clock = new Date(rest).toISOString().slice(11, 19);
  const fraction = rest % 1000 === 0 ? "" : `.${String(rest % 1000).padStart(3, "0")}0000`;
  return `${days === 0 ? "" : `${days}.`}${clock}${fraction}`;
}

/** A timestamp of a request as Azure answers it: zeros after the second are dropped, `+00:00` stays. */
export const withoutZeroFraction = (time: string): string =>
  time.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.0+(?=Z$|\+00:00$)/, "$1");
