/**
 * Runs the benchmarks named on the command line, or those of docs/performance.md, and prints ratios: times alone say nothing.
 * `--write` puts what was measured into that page.
 */
import { benchAssess } from "./assess";
import { benchConsumer } from "./consumer";
import { benchCrashes } from "./crashes";
import { benchEgress } from "./egress";
import { benchLate } from "./late";
import { benchPolicies } from "./policies";
import { missedBudgets, writePage } from "./report";
import { benchRules } from "./rules";
import { benchStacks } from "./stacks";

const benches: Record<string, () => Promise<void> | void> = {
  rules: benchRules,
  egress: benchEgress,
  late: benchLate,
  consumer: benchConsumer,
  policies: benchPolicies,
  assess: benchAssess,
  stacks: benchStacks,
};

/** Not about speed, and twice as long as all the others. */
const onRequest = { crashes: benchCrashes };

async function main(): Promise<void> {
  const chosen = process.argv.slice(2).filter((argument) => argument !== "--write");
  const all: typeof benches = { ...benches, ...onRequest };
  for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
    const run = all[name];
    if (run === undefined) throw new Error(`no bench "${name}"; there are ${Object.keys(all).join(", ")}`);
    await run();
  }
  if (process.argv.includes("--write")) writePage("docs/performance.md");
  process.exitCode = missedBudgets() > 0 ? 1 : 0;
}

void main();
