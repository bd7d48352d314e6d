import { type AssessedVm, isBlocking, type VmVerdict } from "../../../src/assess/assessment";

/** A share in whole percent, rounded down: "20 %". A dash if the whole is 0. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${Math.floor((100 * part) / whole)} %`;

const verdictOrder: readonly VmVerdict[] = ["blocked", "stopped", "ready", "protected"];

/** Sorts blocked VMs first and protected VMs last. */
export const byVerdict = (a: AssessedVm, b: AssessedVm): number =>
  verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) || (a.id < b.id ? -1 : 1);

const hasBlockingFinding = ({ findings }: AssessedVm): boolean => findings.some(isBlocking);

/** The VMs that are not protected or have a blocking finding, sorted by verdict. */
export const vmsToFix = (vms: readonly AssessedVm[]): AssessedVm[] =>
  vms.filter((vm) => vm.verdict !== "protected" || hasBlockingFinding(vm)).sort(byVerdict);

/** Which vault can protect an unprotected VM. */
export const vaultHint = ({ vaultInRegion, location }: AssessedVm): string =>
  vaultInRegion === undefined
    ? `needs a vault in ${location || "its region"}`
    : `can use vault ${vaultInRegion}`;

/** The state of a stopped backup; for any other VM, which vault can protect it. */
export const statusText = (vm: AssessedVm): string =>
  vm.verdict === "stopped" ? `${vm.protection?.state} in ${vm.protection?.vaultName}` : vaultHint(vm);
