import type { Evidence } from "../../../src/drill/evidence";
import { csvLine } from "../../csv";
import type { DrillReport } from "./report";
import { checksText } from "./shared";

const columns: readonly (readonly [name: string, value: (drill: Evidence) => unknown])[] = [
  ["drillId", (drill) => drill.drillId],
  ["vm", (drill) => drill.vm.name],
  ["vmId", (drill) => drill.vm.id],
  ["outcome", (drill) => drill.outcome],
  ["simulated", (drill) => drill.simulated],
  ["startedAt", (drill) => drill.startedAt],
  ["endedAt", (drill) => drill.endedAt],
  ["recoveryPointTime", (drill) => drill.recoveryPoint?.time],
  ["pointAgeSeconds", (drill) => drill.objectives.pointAgeSeconds ?? undefined],
  ["rpoSeconds", (drill) => drill.objectives.rpoSeconds ?? undefined],
  ["recoverySeconds", (drill) => drill.objectives.recoverySeconds ?? undefined],
  ["rtoSeconds", (drill) => drill.objectives.rtoSeconds ?? undefined],
  ["recoveryType", (drill) => drill.target.recoveryType ?? undefined],
  ["checks", checksText],
  ["cleanedUp", (drill) => drill.cleanUp.complete],
  ["reasons", (drill) => drill.reasons.join("; ")],
  ["by", (drill) => drill.by ?? undefined],
  ["secondaryRegion", (drill) => drill.target.secondaryRegion ?? undefined],
];

export function* csv({ drills }: DrillReport): Iterable<string> {
  yield csvLine(columns.map(([name]) => name));
  for (const drill of drills) yield csvLine(columns.map(([, value]) => value(drill)));
}
