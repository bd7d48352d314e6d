/**
 * Runs the benches named on the command line, or all that take less than some minutes, and prints ratios, which compare across machines.
 * `--write` puts the results into docs/performance.md: the whole table, or the rows of the benches named.
 */
import { benchAssess } from "./assess";
import { benchConsumer } from "./consumer";
import { benchCrashes } from "./crashes";
import { benchDeferred } from "./deferred";
import { benchEgress } from "./egress";
import { benchPage } from "./page";
import { benchPolicies } from "./policies";
import { missedBudgets, writePage } from "./report";
import { benchRules } from "./rules";
import { benchLargestUp, benchStacks } from "./stacks";

const benches: Record<string, () => Promise<void> | void> = {
  rules: benchRules,
  egress: benchEgress,
  deferred: benchDeferred,
  consumer: benchConsumer,
  policies: benchPolicies,
  assess: benchAssess,
  page: benchPage,
  stacks: benchStacks,
};

/** These take minutes each, so they run on request only. The crashes are not about speed. */
const onRequest = { largest: benchLargestUp, crashes: benchCrashes };

async function main(): Promise<void> {
  const chosen = process.argv.slice(2).filter((argument) => argument !== "--write");
  const all: typeof benches = { ...benches, ...onRequest };
  for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
    const run = all[name];
    if (run === undefined) throw new Error(`no bench "${name}"; there are ${Object.keys(all).join(", ")}`);
    await run();
  }
  if (process.argv.includes("--write")) writePage("docs/performance.md", chosen.length === 0);
  process.exitCode = missedBudgets() > 0 ? 1 : 0;
}

void main();
