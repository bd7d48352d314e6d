import { join } from "node:path";
import type { Command } from "commander";
import { type AssessmentOptions, reportOf, withAssessmentOptions } from "../assess/read";
import { exitCodes, Failure } from "../failure";
import { counted } from "../format";
import { withHelp } from "../help";
import { note } from "../notes";
import { choiceOption } from "../options";
import { assertProjectName, assertSubscription, defaultProjectName } from "../program/project";
import { assertFolder, type Files, writeProject } from "../program/write";
import { type FilterOptions, filterOf, filtersOf, filtersWithoutVm } from "./filter";
import { type Plan, planOf } from "./plan";
import { presetsBy, tagsOf } from "./policies";
import { typescriptProject } from "./typescript";
import { yamlProject } from "./yaml";

interface Options extends AssessmentOptions, FilterOptions {
  readonly output: string;
  readonly language: keyof typeof languages;
  readonly name: string;
  readonly policyTag?: string;
  readonly policy?: readonly string[];
  readonly newVaults?: boolean;
  readonly force?: boolean;
}

const languages = { typescript: typescriptProject, yaml: yamlProject } as const;

/** `azure-vm-backup generate`. */
export function addGenerate(program: Command): void {
  const command = withAssessmentOptions(program.command("generate"))
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
    .option(
      "--policy <preset...>",
      "preset of all policies, or <value of the tag>=<preset> for one (default: dailyForAMonth)",
    )
    .option("--exclude <vm...>", "VMs to leave out: names, globs of names, group/name, or ids")
    .option("--tag <tag...>", "only VMs with these tags: a name, or <name>=<value>")
    .option("--resource-group <group...>", "only VMs of these resource groups: names, or globs of names")
    .option("--force", "replace files in a folder that is not empty")
    .option("--new-vaults", "create a vault in every region (default: use the existing vault of the region)")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --output bank-backup --name bank",
      "--output bank-backup --policy-tag backup --policy azureDefaultPolicy gold=grandfatherFatherSon",
      "--from rows.json --output bank-backup --language yaml --resource-group 'bank-*' --exclude 'test-*'",
    ],
  });
}

async function run(options: Options): Promise<number> {
  const { output, name, policyTag, policy = [], newVaults = false, force = false } = options;
  assertProjectName(name);
  assertFolder(output, force);
  const [presetOf, isConsidered] = [presetsBy(policy), filterOf(options)];
  const { subscriptions, assessedAt } = await reportOf(options);
  for (const { subscriptionId } of subscriptions) assertSubscription(subscriptionId);
  const settings = { name, newVaults, presetOf, assessedAt, filters: filtersOf(options) };
  const plans = subscriptions.flatMap((subscription) => {
    const considered = { ...subscription, vms: subscription.vms.filter(isConsidered) };
    const plan = planOf(considered, { ...settings, ...(policyTag !== undefined && { policyTag }) });
    if (plan === undefined && subscriptions.length > 1)
      note(`${subscription.name}: no VM is ready to be protected`);
    return plan ?? [];
  });
  const vms = subscriptions.flatMap((one) => one.vms);
  for (const filter of filtersWithoutVm(options, vms)) note(`${filter}: no VM that was read matches it`);
  const usedTags = new Set(plans.flatMap(({ policies }) => policies.map(({ tag }) => tag)));
  for (const tag of tagsOf(policy).filter((one) => !usedTags.has(one)))
    note(`--policy ${tag}=…: no VM of the program has this value in the tag of --policy-tag`);
  if (plans.length === 0) throw new Failure("No VM is ready to be protected. Run assess to see why.");
  const folderOf = ({ subscriptionId }: Plan) => (plans.length === 1 ? "" : `${subscriptionId}/`);
  const files = plans.flatMap((plan) =>
    Object.entries(languages[options.language](plan)).map(([file, text]) => [
      `${folderOf(plan)}${file}`,
      text,
    ]),
  );
  writeProject(output, Object.fromEntries(files) as Files, force);
  for (const plan of plans) process.stdout.write(summaryOf(plan, join(output, folderOf(plan))));
  return exitCodes.done;
}

/** What was written: a line for the project, and one for each policy, because no one else chose how long backups are kept. */
function summaryOf({ vms, unsure, leftOut, policies }: Plan, folder: string): string {
  const doubts = unsure.length === 0 ? "" : `, ${unsure.length} of them to check`;
  return [
    `${folder.replace(/[\\/]$/, "")}: ${counted(vms.length, "VM")}${doubts}, ${leftOut.length} left out`,
    ...policies.map((policy) => `  policy ${policy.name}: preset ${policy.preset}`),
    "",
  ].join("\n");
}
