/**
 * `npm run demo`: protects three VMs, changes nothing on the second run, refuses two VMs and destroys everything, with the real Pulumi
 * engine on simulated Azure.
 */
import { join } from "node:path";
import { Listr } from "listr2";
import { createStack, type Outcome, type Stack } from "../engine";
import { repositoryDir } from "../engine/cache";
import { exampleConfig } from "./exampleConfig";
import { protectionTable } from "./table";

const policyPacks = [join(repositoryDir, "policies")];
const printLine = (text = "") => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  printLine("Azure is simulated on this machine: this uses no account and changes no\nsubscription.\n");
  const quickstart = await createStack({
    projectDir: repositoryDir,
    config: { ...exampleConfig, disposable: "true" },
  });
  const unprotectable = await createStack({
    projectDir: join(repositoryDir, "examples/refused"),
    azureDir: quickstart.azureDir,
    config: exampleConfig,
  });
  try {
    await protectVms(quickstart);
    await changeNothing(quickstart);
    await refuseVms(unprotectable);
    await destroyEverything(quickstart);
  } finally {
    quickstart.remove();
    unprotectable.remove();
  }
  printLine("\nEach step did what it should.");
}

async function protectVms(stack: Stack): Promise<void> {
  const up = await step("pulumi up: a network, three VMs, a vault, a policy, three protected items", () =>
    stack.up({ policyPacks }),
  );
  expect(up.ok, "a successful up", up);
  expect(Object.keys(up.outputs.protectedItems ?? {}).length === 3, "three protected items", up);
  printLine(`${formatChanges(up)}\n${protectionTable(up.outputs, new Date())}\n`);
}

async function changeNothing(stack: Stack): Promise<void> {
  const up = await step("pulumi up again", () => stack.up({ policyPacks }));
  expect(up.ok && Object.keys(up.changes).join() === "same", "no change", up);
  printLine(`${formatChanges(up)}\n`);
}

async function refuseVms(stack: Stack): Promise<void> {
  const up = await step("pulumi up of a VM with 33 data disks and of a CoreOS VM", () =>
    // With a preview first, the default of `pulumi up`, a mandatory finding stops it before anything is created.
    stack.up({ policyPacks, args: ["--skip-preview=false"] }),
  );
  const policies = up.policyViolations.map(({ policy }) => policy);
  expect(!up.ok, "a refusal", up);
  for (const policy of ["vm-data-disk-limit", "vm-os-supported"])
    expect(policies.includes(policy), `a finding of ${policy}`, up);
  const { resources = [] } = await stack.exportState();
  expect(!resources.some(({ custom }) => custom === true), "nothing created", up);
  const isMandatory = ({ level }: { level: string }) => level === "mandatory";
  printLine("The policy pack stopped the deployment, and nothing was created:");
  printFindings(up.policyViolations.filter(isMandatory));
  printLine("It also reported findings that do not stop a deployment:");
  printFindings(up.policyViolations.filter((violation) => !isMandatory(violation)));
  printLine();
}

function printFindings(violations: Outcome["policyViolations"]): void {
  for (const { policy, message } of violations) printLine(wrap(`- ${policy}: ${message}`));
}

async function destroyEverything(stack: Stack): Promise<void> {
  const destroyed = await step("pulumi destroy", () => stack.destroy());
  const { resources = [] } = await stack.exportState();
  expect(destroyed.ok && resources.length === 0, "an empty stack", destroyed);
  printLine(`${formatChanges(destroyed)}. The stack is empty.`);
}

/** Runs a step. A terminal shows a spinner until it ends; anywhere else its title is printed when it begins. */
async function step(title: string, task: () => Promise<Outcome>): Promise<Outcome> {
  if (!process.stdout.isTTY) {
    printLine(`${title} ...`);
    return task();
  }
  let outcome: Outcome | undefined;
  const run = async () => {
    outcome = await task();
  };
  await new Listr([{ title, task: run }]).run();
  return outcome as unknown as Outcome;
}

/** Wraps text at 80 columns between words. Every line but the first is indented. */
const wrap = (text: string): string => text.replace(/\n/g, "\n  ").replace(/(?=.{80})(.{1,77}) /g, "$1\n  ");

/** Ends the demo if a step had another result than expected. */
function expect(condition: boolean, expected: string, outcome: Outcome): void {
  if (!condition) throw new Error(`Expected ${expected}, but:\n${outcome.log}`);
}

/** The words of Pulumi's own summary. */
const changeWords: Readonly<Record<string, string>> = {
  create: "created",
  delete: "deleted",
  same: "unchanged",
};

const formatChanges = ({ changes, seconds }: Outcome): string => {
  const counts = Object.entries(changes).map(([kind, count]) => `${count} ${changeWords[kind] ?? kind}`);
  return `${counts.join(", ")} (${seconds.toFixed(1)} s)`;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
