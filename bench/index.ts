/** Runs the benchmarks named on the command line, or all of them, and prints ratios: times alone say nothing. */
import { benchAssess } from "./assess";
import { benchCrashes } from "./crashes";
import { benchEgress } from "./egress";
import { benchLate } from "./late";
import { benchPolicies } from "./policies";
import { missedBudgets } from "./report";
import { benchStacks } from "./stacks";

const benches: Record<string, () => Promise<void> | void> = {
  assess: benchAssess,
  crashes: benchCrashes,
  egress: benchEgress,
  late: benchLate,
  policies: benchPolicies,
  stacks: benchStacks,
};

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  for (const [name, run] of Object.entries(benches)) {
    if (chosen.length === 0 || chosen.includes(name)) await run();
  }
  process.exitCode = missedBudgets() > 0 ? 1 : 0;
}

void main();
