import { type AssessedVm, isBlocking, type VmVerdict } from "../../../src/assess/assessment";

/** A share in whole percent; of nothing there is none. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${Math.floor((100 * part) / whole)} %`;

const order: readonly VmVerdict[] = ["blocked", "stopped", "ready", "protected"];

/** Those that ask for most attention first. */
export const byVerdict = (a: AssessedVm, b: AssessedVm): number =>
  order.indexOf(a.verdict) - order.indexOf(b.verdict) || (a.id < b.id ? -1 : 1);

const hasFault = ({ findings }: AssessedVm): boolean => findings.some(isBlocking);

/** The VMs that ask for attention, those that can be protected last: all but the ones that are protected and faultless. */
export const attention = (vms: readonly AssessedVm[]): AssessedVm[] =>
  vms.filter((vm) => vm.verdict !== "protected" || hasFault(vm)).sort(byVerdict);

/** Where an unprotected VM should go. */
export const whereTo = ({ vaultInRegion, location }: AssessedVm): string =>
  vaultInRegion === undefined ? `needs a vault in ${location || "its region"}` : `to vault ${vaultInRegion}`;
