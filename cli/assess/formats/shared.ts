import {
  type AssessedVm,
  isBlocking,
  type ManagedVm,
  type Totals,
  vmVerdicts,
} from "../../../src/assess/assessment";
import type { Judged } from "../../../src/assess/judging";
import { nameIn } from "../../../src/core/resourceId";
import { counted } from "../../format";
import type { NamedAssessment } from "../report";

/** A share in whole percent, rounded down: "20 %". A dash if the whole is 0. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${Math.floor((100 * part) / whole)} %`;

/** Sorts failing VMs first and protected VMs last. */
export const byVerdict = (a: AssessedVm, b: AssessedVm): number =>
  vmVerdicts.indexOf(a.verdict) - vmVerdicts.indexOf(b.verdict) || (a.id < b.id ? -1 : 1);

const hasBlockingFinding = ({ findings }: AssessedVm): boolean => findings.some(isBlocking);

/** The VMs that are not protected or have a blocking finding, sorted by verdict. */
export const vmsToFix = (vms: readonly AssessedVm[]): AssessedVm[] =>
  vms.filter((vm) => vm.verdict !== "protected" || hasBlockingFinding(vm)).sort(byVerdict);

/** The reason before the fix: who does not know what is wrong cannot judge what to do. */
export const reasonAndFix = ({ reason, fix }: Judged): string =>
  fix === "" ? reason : `${reason} Fix: ${fix}.`;

/** Which vault can protect an unprotected VM. */
export const vaultHint = ({ vaultInRegion, location }: AssessedVm): string =>
  vaultInRegion === undefined
    ? `needs a vault in ${location || "its region"}`
    : `can use vault ${vaultInRegion}`;

/** What enabling vault backup may cost a VM with Basic VM protection. */
const basicProtectionHint = ({ basicProtection }: AssessedVm): string =>
  basicProtection === true
    ? "; it has Basic VM protection, and enabling vault backup may delete its restore points"
    : "";

/** Why a VM has its verdict or, if it is ready, which vault can protect it. */
export function statusText(vm: AssessedVm): string {
  const { verdict, protection, softDeletedIn, notRead = [], failure, findings } = vm;
  switch (verdict) {
    case "failing":
      return failure ?? "its backups fail";
    case "unknown":
      return `not read: ${notRead.map(({ what }) => what).join("; ")}`;
    case "stopped":
      return protection === undefined
        ? `soft-deleted in ${softDeletedIn}: undelete it there, or use the argument adopt`
        : `${protection.state} in ${protection.vaultName}`;
    case "exempt":
      return findings.flatMap(({ exempt }) => exempt?.reason ?? []).join("; ");
    default:
      return protection === undefined ? vaultHint(vm) + basicProtectionHint(vm) : "";
  }
}

/** How to read what was not read, each way once. */
const waysToRead = (vms: readonly AssessedVm[]): string[] => [
  ...new Set(vms.flatMap(({ notRead = [] }) => notRead.map(({ fix }) => fix))),
];

/** The VMs by verdict in words, e.g. `3 protected, 1 stopped`, without verdicts that no VM has. */
export const verdictsText = (totals: Totals): string =>
  [...vmVerdicts]
    .reverse()
    .filter((verdict) => totals[verdict] > 0)
    .map((verdict) => `${totals[verdict]} ${verdict}`)
    .join(", ") || "no VM";

/** What to know of a subscription besides its VMs: a title and names. Empty lists are left out. */
export function otherLists({
  inSeveralVaults,
  softDeleted,
  withoutVm,
  managed,
  vms,
}: Pick<NamedAssessment, "inSeveralVaults" | "softDeleted" | "withoutVm" | "managed" | "vms">): (readonly [
  title: string,
  names: readonly string[],
])[] {
  const inVault = ({ vmName, vaultName }: { readonly vmName: string; readonly vaultName: string }) =>
    `${vmName} in ${vaultName}`;
  const failed = vms.filter(({ provisioningState }) => provisioningState === "Failed");
  return (
    [
      ["VMs in more than one vault", inSeveralVaults],
      ["Soft-deleted", softDeleted.map(inVault)],
      ["Items whose VM does not exist", withoutVm.map(inVault)],
      ["VMs that Azure could not provision", failed.map(({ name }) => name)],
      ["To read what was not read", waysToRead(vms)],
      ["VMs that a service of Azure manages, left out", managedText(managed)],
    ] as const
  ).filter(([, names]) => names.length > 0);
}

/** One text for each service. */
const managedText = (managed: readonly ManagedVm[]): string[] =>
  [...new Set(managed.map(({ service }) => service))].map((service) => {
    const names = managed.filter((vm) => vm.service === service).map(({ id }) => nameIn(id));
    return `${counted(names.length, "VM")} of ${service} (${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""})`;
  });
