import { type NotRead, NotReadValue } from "../core/coverage";
import { type Inventory, judgeEach, type Subject } from "../core/inventory";
import { cite } from "../core/limits";
import { perInventory } from "../core/perInventory";
import { onInventory, supportMatrix } from "../core/requirement";
import { idKey } from "../core/resourceId";
import { missing, named, noFindings, type Rule } from "../core/rule";
import { wholeNumber } from "../core/settings";
import { vmType } from "../vm/arm";
import { itemLinksIn } from "./inventory/links";
import { isStopped } from "./inventory/subjects/backups";

/** The type under which an inventory has the evidence of restore drills. Azure has no such resource. */
export const drillEvidenceType = "azure-vm-backup/drillEvidence";

/** Incomplete: nothing failed, and not everything was proved. */
export type DrillOutcome = "passed" | "failed" | "incomplete";

/** A restore drill of a VM. */
export interface RestoreDrill {
  readonly vmId: string;
  readonly outcome: DrillOutcome;
  /** As ISO 8601. */
  readonly endedAt: string;
}

/** The evidence that was read. */
export interface DrillEvidence {
  readonly drills: readonly RestoreDrill[];
  /** When it was read, as ISO 8601. */
  readonly readAt: string;
  /** Why drills may be missing. Undefined: the evidence is whole. */
  readonly gap?: NotRead;
}

/** What the evidence says of a protected VM. */
interface DrilledVm extends LastDrills {
  readonly vmName: string;
  readonly evidence: DrillEvidence;
}

const page = {
  source: "https://learn.microsoft.com/security/benchmark/azure/mcsb-backup-recovery",
  asOf: "2026-11-30",
} as const;

/** A quarter, as safeguard 11.5 of the CIS controls asks for. */
const quarterDays = 92;

/** The path of a finding about a drill that failed, in contrast to one about a drill that is missing. */
export const failedDrillPath = "outcome";

const dayMs = 86_400_000;

/** The last restore drill of a VM did not fail, and a successful one is not older than `days`. */
const restoreIsDrilled = (days: number): Rule<DrilledVm> =>
  named("restoreIsDrilled", ({ vmName, last, lastSuccess, evidence: { readAt, gap } }) => {
    const fix = "run azure-vm-backup drill for it";
    if (last?.outcome === "failed")
      return missing({
        path: failedDrillPath,
        message: `The last restore drill of virtual machine ${vmName} failed on ${dayOf(last.endedAt)}`,
        fix: `correct the cause that its evidence names, then ${fix}`,
        ...cite(page),
      });
    const ageDays = (Date.parse(readAt) - Date.parse(lastSuccess?.endedAt ?? "")) / dayMs;
    if (ageDays <= days) return noFindings;
    if (gap !== undefined) throw new NotReadValue(gap);
    return missing({
      path: "",
      message:
        lastSuccess === undefined
          ? `The evidence has no successful restore drill of virtual machine ${vmName}`
          : `The last successful restore drill of virtual machine ${vmName} was on ${dayOf(lastSuccess.endedAt)}, ${Math.floor(ageDays)} days ago, and the setting days is ${days}`,
      fix,
      ...cite(page),
    });
  });

const dayOf = (time: string): string => time.slice(0, 10);

/** The drills of a VM that count. */
export interface LastDrills {
  readonly last?: RestoreDrill;
  readonly lastSuccess?: RestoreDrill;
}

/** The last drills of each VM by its id in lower case. Undefined: no evidence was read. */
export const lastDrillsIn = perInventory((inventory): ReadonlyMap<string, LastDrills> | undefined => {
  const evidence = evidenceIn(inventory);
  if (evidence === undefined) return undefined;
  const lastSuccess = newestByVm(evidence.drills.filter(({ outcome }) => outcome === "passed"));
  return new Map(
    [...newestByVm(evidence.drills)].map(([vm, last]) => {
      const success = lastSuccess.get(vm);
      return [vm, { last, ...(success && { lastSuccess: success }) }];
    }),
  );
});

const evidenceIn = (inventory: Inventory): DrillEvidence | undefined =>
  inventory.of<DrillEvidence>(drillEvidenceType)[0]?.inputs;

/** The last drills of each VM with a backup. @throws NotReadValue if no evidence was read. */
function drilledVms(inventory: Inventory): Subject<DrilledVm>[] {
  const evidence = evidenceIn(inventory);
  const drills = lastDrillsIn(inventory);
  if (evidence === undefined || drills === undefined)
    throw new NotReadValue({
      what: "the evidence of restore drills",
      fix: "Add --drills with the folder of the evidence",
    });
  return itemLinksIn(inventory).flatMap(({ item, vm }): Subject<DrilledVm>[] => {
    if (vm?.resource === undefined || isStopped(item)) return [];
    const { urn } = vm.resource;
    return [{ urn, of: { vmName: vm.name, evidence, ...drills.get(idKey(urn)) } }];
  });
}

function newestByVm(drills: readonly RestoreDrill[]): Map<string, RestoreDrill> {
  const newest = new Map<string, RestoreDrill>();
  for (const drill of drills) {
    const other = newest.get(idKey(drill.vmId));
    if (other === undefined || Date.parse(drill.endedAt) > Date.parse(other.endedAt))
      newest.set(idKey(drill.vmId), drill);
  }
  return newest;
}

/** The requirement on evidence of restore drills. A program does not show it, so that the policy pack does not have it. */
export const drillRequirement = onInventory({
  name: "vm-restore-drilled",
  displayName: "Restore is drilled",
  description:
    "The last restore drill of a VM with a backup did not fail, and a successful one is not older than days.",
  why: "A backup that was never restored may not be restorable, or not in time.",
  notSeen: "Drills whose evidence is elsewhere.",
  level: "advisory",
  severity: "medium",
  needs: vmType,
  settings: {
    days: wholeNumber(
      quarterDays,
      { min: 1, max: 3650 },
      "Largest number of days since the last successful restore drill.",
    ),
  },
  judge: (inventory, { days }) => {
    try {
      return judgeEach(drilledVms(inventory), [restoreIsDrilled(days)]);
    } catch (unknown) {
      if (!(unknown instanceof NotReadValue)) throw unknown;
      return { findings: [], unknown };
    }
  },
  remediation: "Run azure-vm-backup drill for the VM, and keep its evidence.",
  page,
  framework: supportMatrix("Restore"),
});
