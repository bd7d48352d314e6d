/** The main job from end to end, by the real Pulumi engine against simulated Azure. */
import { join } from "node:path";
import { Listr } from "listr2";
import { createStack, type Outcome, type Stack } from "../engine";
import { repositoryDir } from "../engine/cache";
import { exampleConfig } from "./exampleConfig";
import { protectionTable } from "./table";

const policyPacks = [join(repositoryDir, "policies")];
const say = (text = "") => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  say(
    folded(
      "Azure is simulated on this machine: no account is used, nothing is created in any subscription.\n",
    ),
  );
  const bank = await createStack({
    projectDir: repositoryDir,
    config: { ...exampleConfig, disposable: "true" },
  });
  const refused = await createStack({
    projectDir: join(repositoryDir, "examples/refused"),
    azureDir: bank.azureDir,
    config: exampleConfig,
  });
  try {
    await protect(bank);
    await changeNothing(bank);
    await refuse(refused);
    await destroy(bank);
  } finally {
    bank.remove();
    refused.remove();
  }
  say("\nEach step did what it should.");
}

async function protect(bank: Stack): Promise<void> {
  const up = await step("pulumi up: a network, three VMs, a vault, a policy, three protected items", () =>
    bank.up({ policyPacks }),
  );
  expect(up.ok, "a successful up", up);
  expect(Object.keys(up.outputs.protectedItems ?? {}).length === 3, "three protected items", up);
  say(`${changesOf(up)}\n${protectionTable(up.outputs, new Date())}\n`);
}

async function changeNothing(bank: Stack): Promise<void> {
  const up = await step("pulumi up again", () => bank.up({ policyPacks }));
  expect(up.ok && Object.keys(up.changes).join() === "same", "no change", up);
  say(`${changesOf(up)}\n`);
}

async function refuse(refused: Stack): Promise<void> {
  const up = await step("pulumi up of a VM with 33 data disks and of a CoreOS VM", () =>
    // As for a person: `up` previews first, and goes no further than a mandatory policy's finding.
    refused.up({ policyPacks, args: ["--skip-preview=false"] }),
  );
  const policies = up.policyViolations.map((violation) => violation.policy);
  expect(!up.ok, "a refusal", up);
  expect(
    policies.includes("vm-data-disk-limit") && policies.includes("vm-os-supported"),
    "both findings",
    up,
  );
  const { resources = [] } = await refused.exportState();
  expect(
    resources.every(({ custom }) => custom !== true),
    "nothing created",
    up,
  );
  say("refused before anything was created:");
  const mandatory = up.policyViolations.filter(({ level }) => level === "mandatory");
  const list = (violations: typeof mandatory) => {
    for (const { policy, message } of violations) say(folded(`- ${policy}: ${message}`));
  };
  list(mandatory);
  say("advised besides:");
  list(up.policyViolations.filter(({ level }) => level !== "mandatory"));
  say("");
}

async function destroy(bank: Stack): Promise<void> {
  const destroyed = await step("pulumi destroy", () => bank.destroy());
  const { resources = [] } = await bank.exportState();
  expect(destroyed.ok && resources.length === 0, "an empty stack", destroyed);
  say(`${changesOf(destroyed)}, nothing is left`);
}

/** A step turns on a terminal while it lasts; elsewhere it is one line when it begins. */
async function step(title: string, task: () => Promise<Outcome>): Promise<Outcome> {
  if (!process.stdout.isTTY) {
    say(`${title} ...`);
    return task();
  }
  let outcome: Outcome | undefined;
  const run = async () => {
    outcome = await task();
  };
  await new Listr([{ title, task: run }]).run();
  return outcome as unknown as Outcome;
}

/** On a terminal of 80 columns no word is cut; every line but the first is indented. */
const folded = (text: string): string =>
  text.replace(/\n/g, "\n  ").replace(/(?=.{80})(.{1,77}) /g, "$1\n  ");

/** Ends the demo where a step did not do what it should. */
function expect(condition: boolean, what: string, outcome: Outcome): void {
  if (!condition) throw new Error(`Expected ${what}, but:\n${outcome.log}`);
}

const changesOf = ({ changes, seconds }: Outcome): string =>
  `${Object.entries(changes)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")} (${seconds.toFixed(1)} s)`;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
