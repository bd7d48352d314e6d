import { join } from "node:path";
import type { Command } from "commander";
import { type AssessOptions, reportOf, withAssessment } from "../assess/command";
import { exitCodes, Failure } from "../failure";
import { writeWhole } from "../files";
import { planOf } from "./plan";
import { refuseProject } from "./project";
import { typescriptProject } from "./typescript";
import { yamlProject } from "./yaml";

interface Options extends AssessOptions {
  readonly output: string;
  readonly language: string;
  readonly name: string;
  readonly policyTag?: string;
  readonly newVaults?: boolean;
}

const languages = { typescript: typescriptProject, yaml: yamlProject } as const;

/** `azure-vm-backup generate`. */
export function addGenerate(program: Command): void {
  withAssessment(program.command("generate"))
    .description(
      "Writes a Pulumi project that protects the VMs that are ready to be, and leaves all others alone.",
    )
    .requiredOption(
      "--output <folder>",
      "a new or empty folder; of several subscriptions each gets a folder of its own in it",
    )
    .option("--language <language>", Object.keys(languages).join(" or "), "typescript")
    .option(
      "--name <name>",
      "of the project, and what the names of new vaults and policies begin with",
      "backup",
    )
    .option("--policy-tag <tag>", "the VMs' tag whose value says the policy (default: one policy for all)")
    .option("--new-vaults", "a new vault in every region (default: the vault that a region has)")
    .addHelpText("after", "\nExit codes: 0 written, 2 could not run.")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const { output, name, policyTag, newVaults = false } = options;
  const write = languages[options.language as keyof typeof languages];
  if (write === undefined)
    throw new Failure(
      `--language: got "${options.language}"; allowed: ${Object.keys(languages).join(", ")}.`,
    );
  refuseProject({ output, name });
  const { subscriptions } = await reportOf(options);
  const withReady = subscriptions.filter(({ vms }) => vms.some(({ verdict }) => verdict === "ready"));
  if (withReady.length === 0) throw new Failure("No VM is ready to be protected: assess says why.");
  const plans = withReady.map((of) =>
    planOf(of, { name, newVaults, ...(policyTag !== undefined && { policyTag }) }),
  );
  for (const plan of plans) {
    const folder = plans.length === 1 ? output : join(output, plan.subscriptionId);
    for (const [file, text] of Object.entries(write(plan))) writeWhole(join(folder, file), [text]);
    process.stdout.write(`${folder}: ${plan.vms.length} VMs, ${plan.leftOut.length} left out\n`);
  }
  return exitCodes.ready;
}
