/** The main job from end to end, by the real Pulumi engine against simulated Azure. */
import { join } from "node:path";
import { Listr } from "listr2";
import { createStack, type Outcome, type Stack } from "../engine";
import { repositoryDir } from "../engine/cache";
import { protectionTable } from "./table";

const policyPacks = [join(repositoryDir, "policies")];
const say = (text = "") => process.stdout.write(`${text}\n`);

/** Ends the demo where a step did not do what it should. */
function expect(condition: boolean, what: string, outcome: Outcome): void {
  if (condition) return;
  throw new Error(`Expected ${what}, but:\n${outcome.log}`);
}

const changesOf = ({ changes }: Outcome): string =>
  Object.entries(changes)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ") || "nothing";

const isUnchanged = ({ changes }: Outcome): boolean =>
  Object.entries(changes).every(([kind, count]) => kind === "same" || count === 0);

async function main(): Promise<void> {
  say("Azure is simulated on this machine: no account is used and nothing is created in any subscription.\n");
  const bank = await createStack({ projectDir: repositoryDir, config: { disposable: "true" } });
  const refused = await createStack({
    projectDir: join(repositoryDir, "examples/refused"),
    azureDir: bank.azureDir,
  });
  try {
    await steps(bank, refused);
  } finally {
    bank.remove();
    refused.remove();
  }
  say("\nAll four steps did what they should.");
}

async function steps(bank: Stack, refused: Stack): Promise<void> {
  const renderer = process.stdout.isTTY ? "default" : "simple";
  await new Listr(
    [
      {
        title: "pulumi up: a network, three VMs, a vault, a policy, three protected items",
        task: async (_, task) => {
          const first = await bank.up({ policyPacks });
          expect(
            first.ok && first.policyViolations.every((v) => v.level !== "mandatory"),
            "a clean up",
            first,
          );
          task.title += ` (${changesOf(first)})\n${protectionTable(first.outputs, new Date())}`;
        },
      },
      {
        title: "pulumi up again: nothing changes",
        task: async (_, task) => {
          const second = await bank.up({ policyPacks });
          expect(second.ok && isUnchanged(second), "no change", second);
          task.title += ` (${changesOf(second)})`;
        },
      },
      {
        title: "pulumi up of a VM with 33 data disks and a CoreOS VM: the policy pack refuses both",
        task: async (_, task) => {
          const blocked = await refused.up({ policyPacks, args: ["--skip-preview=false"] });
          const by = blocked.policyViolations.map((violation) => violation.policy);
          expect(!blocked.ok, "a refusal", blocked);
          expect(
            by.includes("vm-data-disk-limit") && by.includes("vm-os-supported"),
            "both policies",
            blocked,
          );
          const { resources = [] } = await refused.exportState();
          expect(
            resources.every(({ custom }) => custom !== true),
            "nothing created",
            blocked,
          );
          task.title += `\n${blocked.policyViolations.map((v) => `  ${v.policy}: ${v.message}`).join("\n")}`;
        },
      },
      {
        title: "pulumi destroy: nothing stays",
        task: async (_, task) => {
          const destroyed = await bank.destroy();
          const { resources = [] } = await bank.exportState();
          expect(destroyed.ok && resources.length === 0, "an empty stack", destroyed);
          task.title += ` (${changesOf(destroyed)})`;
        },
      },
    ],
    { renderer },
  ).run();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
