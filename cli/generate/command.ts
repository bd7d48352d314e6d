import { join } from "node:path";
import type { Command } from "commander";
import { type AssessmentOptions, reportOf, withAssessmentOptions } from "../assess/command";
import { exitCodes, Failure } from "../failure";
import { writeAtomically } from "../files";
import { counted } from "../format";
import { choiceOption } from "../options";
import { mayNeedBackup } from "../selection";
import { planOf } from "./plan";
import { assertNewProject, assertSubscription, defaultProjectName } from "./project";
import { typescriptProject } from "./typescript";
import { yamlProject } from "./yaml";

interface Options extends AssessmentOptions {
  readonly output: string;
  readonly language: keyof typeof languages;
  readonly name: string;
  readonly policyTag?: string;
  readonly newVaults?: boolean;
}

const languages = { typescript: typescriptProject, yaml: yamlProject } as const;

/** `azure-vm-backup generate`. */
export function addGenerate(program: Command): void {
  withAssessmentOptions(program.command("generate"))
    .description(
      "Writes a Pulumi project that protects the VMs that are ready to be protected. It does not change other VMs.",
    )
    .requiredOption(
      "--output <folder>",
      "a new or empty folder; with several subscriptions, each gets a subfolder",
    )
    .addOption(
      choiceOption("--language <language>", "language of the program", Object.keys(languages), "typescript"),
    )
    .option(
      "--name <name>",
      "name of the project, and prefix of the names of new vaults and policies",
      defaultProjectName,
    )
    .option(
      "--policy-tag <tag>",
      "tag of the VMs whose value names the policy (default: one policy for all VMs)",
    )
    .option("--new-vaults", "create a vault in every region (default: use the existing vault of the region)")
    .addHelpText("after", "\nExit codes: 0 project written, 2 could not run.")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const { output, name, policyTag, newVaults = false } = options;
  assertNewProject({ output, name });
  const { subscriptions } = await reportOf(options);
  const withVms = subscriptions.filter(({ vms }) => vms.some(mayNeedBackup));
  if (withVms.length === 0) throw new Failure("No VM is ready to be protected. Run assess to see why.");
  for (const { name } of subscriptions.filter((one) => !withVms.includes(one)))
    process.stderr.write(`${name}: no VM is ready to be protected\n`);
  const plans = withVms.map((subscription) =>
    planOf(subscription, { name, newVaults, ...(policyTag !== undefined && { policyTag }) }),
  );
  for (const { subscriptionId } of plans) assertSubscription(subscriptionId);
  for (const plan of plans) {
    const folder = plans.length === 1 ? output : join(output, plan.subscriptionId);
    for (const [file, text] of Object.entries(languages[options.language](plan)))
      writeAtomically(join(folder, file), [text]);
    const doubts = plan.unsure.length === 0 ? "" : `, ${plan.unsure.length} of them to check`;
    process.stdout.write(
      `${folder}: ${counted(plan.vms.length, "VM")}${doubts}, ${plan.leftOut.length} left out\n`,
    );
  }
  return exitCodes.done;
}
