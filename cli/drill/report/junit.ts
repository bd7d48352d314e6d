import { printable } from "../../failure";
import type { DrillReport } from "./report";
import { outcomeText, regionText } from "./shared";

/** JUnit's XML, as pipelines read it. An incomplete drill is a failure: it did not prove what was asked. */
export function* junit({ drills }: DrillReport): Iterable<string> {
  const failures = drills.filter(({ outcome }) => outcome !== "passed").length;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="restore drills" tests="${drills.length}" failures="${failures}">\n`;
  for (const drill of drills) {
    const { vm, outcome, reasons, objectives, drillId } = drill;
    const name = [vm.name, regionText(drill)].filter(Boolean).join(", ");
    const open = `<testcase name="${xml(name)}" classname="${xml(`restore drill ${drillId}`)}" time="${objectives.recoverySeconds ?? 0}"`;
    yield outcome === "passed"
      ? `${open}/>\n`
      : `${open}><failure message="${xml(outcomeText(drill))}">${xml(reasons.join("\n"))}</failure></testcase>\n`;
  }
  yield "</testsuite>\n</testsuites>\n";
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const xml = (text: string): string => printable(text).replace(/[&<>"]/g, (char) => entities[char] ?? char);
