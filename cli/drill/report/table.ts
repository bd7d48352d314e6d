import Table from "cli-table3";
import { printable } from "../../failure";
import type { DrillReport } from "./report";
import { checksText, objectiveText, outcomeText, regionText, summary } from "./shared";

export function* table({ drills, head }: DrillReport): Iterable<string> {
  const grid = new Table({
    head: ["VM", "outcome", "started", "recovery", "age of point", "checks"],
    style: { head: [], border: [] },
  });
  for (const drill of drills) {
    const { rtoSeconds, recoverySeconds, rpoSeconds, pointAgeSeconds } = drill.objectives;
    const row = [
      [drill.vm.name, regionText(drill)].filter(Boolean).join(", "),
      ...[outcomeText(drill), drill.startedAt],
      ...[
        objectiveText(recoverySeconds, rtoSeconds),
        objectiveText(pointAgeSeconds, rpoSeconds),
        checksText(drill),
      ],
    ];
    grid.push(row.map(printable));
  }
  yield `${grid.toString()}\n${summary(drills)}\nHead of the evidence: ${head}\n`;
  for (const { vm, reasons } of drills.filter((one) => one.reasons.length > 0))
    yield `${printable(`${vm.name}: ${reasons.join("; ")}`)}\n`;
}
