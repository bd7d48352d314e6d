import type { Command } from "commander";
import { assess } from "../../src/assess/assess";
import { totalsOf } from "../../src/assess/assessment";
import { type Judge, type JudgingOptions, judgeOf } from "../../src/assess/judging";
import { assertValidOptions } from "../../src/core/optionErrors";
import { sourcesInAzure } from "../../src/discover/inventories";
import { printedQuery, visibleSubscriptions } from "../../src/live/discover";
import { requirements } from "../../src/requirements";
import { type AzureOptions, sessionOf, withAzureOptions } from "../azure";
import { exitCodes, Failure } from "../failure";
import { readJson, writeAtomically, writeToStdout } from "../files";
import { withHelp } from "../help";
import { choiceOption, choicesOption, fromOption } from "../options";
import { progressOn } from "../progress";
import { readFiles } from "../sources/files";
import { emptyOf, hasVms } from "./empty";
import { type FailReason, failReasons, fails, percentOf } from "./failOn";
import { type FormatName, formats } from "./formats";
import type { NamedAssessment, Report } from "./report";

/** Options of the commands that start with an assessment: what to read, and the requirements' levels and settings. */
export interface AssessmentOptions extends AzureOptions {
  readonly from?: readonly string[];
  readonly partial?: boolean;
  readonly config?: string;
}

interface Options extends AssessmentOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly failOn: readonly FailReason[];
  readonly minCoverage?: string;
  readonly printQuery?: boolean;
}

/** Adds the options of {@link AssessmentOptions} to a command. */
export const withAssessmentOptions = (command: Command): Command =>
  withAzureOptions(command)
    .addOption(
      fromOption(
        "read files instead of Azure, or - for standard input: rows of Resource Graph, an ARM template, `pulumi stack export`, `pulumi preview --json`. They may be JSON lines, UTF-16 or packed by gzip",
      ),
    )
    .option("--partial", "accept files that are a part of a larger result")
    .option("--config <file>", "JSON file with levels, settings and exemptions, as for the policy pack");

/** `azure-vm-backup assess`. */
export function addAssess(program: Command): void {
  const command = withAssessmentOptions(program.command("assess"))
    .description(
      "Reports for each VM whether it is protected, failing, stopped, ready to be protected, blocked, exempt or unknown, and why. The rules are those of the policy pack.",
    )
    .option("--print-query", "print the Resource Graph query whose result --from reads, and end")
    .addOption(choiceOption("--format <format>", "format of the report", Object.keys(formats), "table"))
    .option("--output <file>", "file for the report (default: standard output)")
    .addOption(choicesOption("--fail-on <reason...>", "what makes the exit code 1", failReasons, "mandatory"))
    .option("--min-coverage <percent>", "share of the VMs that must be protected, without exempt ones")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --format html --output backup.html",
      "--management-group bank --fail-on unprotected failing --min-coverage 95",
      "--from stack.json --format sarif --output backup.sarif",
    ],
    notes: ["The command needs the role Reader on the subscriptions."],
  });
}

async function run(options: Options): Promise<number> {
  if (options.printQuery) {
    await writeToStdout([`${printedQuery}\n`]);
    return exitCodes.done;
  }
  const minCoverage = percentOf(options.minCoverage);
  const report = await reportOf(options);
  const chunks = formats[options.format](report);
  if (options.output !== undefined && options.output !== "-") writeAtomically(options.output, chunks);
  else await writeToStdout(chunks);
  return fails(report, options.failOn, minCoverage) ? exitCodes.findings : exitCodes.done;
}

/** Assesses Azure or files. @throws Failure if something cannot be read or an option is invalid. */
export async function reportOf(options: AssessmentOptions): Promise<Report> {
  const judge = judgeOf(requirements, configOf(options.config));
  const assessed =
    options.from === undefined
      ? await assessAzure(options, judge)
      : await assessFiles(options.from, options.partial === true, judge);
  return {
    assessedAt: new Date().toISOString(),
    totals: totalsOf(assessed.subscriptions),
    exemptions: judge.exemptions.report().map(({ message }) => message),
    ...assessed,
  };
}

type Assessed = Pick<Report, "source" | "subscriptions" | "missing" | "isEmpty" | "notSeen">;

async function assessFiles(files: readonly string[], acceptsPart: boolean, judge: Judge): Promise<Assessed> {
  const { sources, missing } = await readFiles(files, acceptsPart);
  const subscriptions: NamedAssessment[] = [];
  let asOf: string | undefined;
  let isProgram = false;
  for (const source of sources) {
    subscriptions.push({ ...assess(source, judge), name: source.subscriptionId || files.join(", ") });
    asOf ??= source.inventory.coverage.asOf;
    isProgram ||= !source.isOfAzure;
  }
  // A program needs no VM: it may have the vaults only.
  const isEmpty = !isProgram && !subscriptions.some(hasVms);
  return {
    source: files.join(", "),
    subscriptions,
    isEmpty,
    ...(missing !== undefined && { missing: `This report is about a part of the estate: ${missing}.` }),
    notSeen: [
      ...(isEmpty ? ["The files have no virtual machine."] : []),
      "The files show neither other subscriptions and stacks nor later changes.",
      ...(asOf === undefined
        ? []
        : [`The age of recovery points is judged as of ${asOf}, the newest backup in the files.`]),
    ],
  };
}

async function assessAzure(options: AzureOptions, judge: Judge): Promise<Assessed> {
  const { graph, subscriptions: requested } = await sessionOf(options);
  const names = await visibleSubscriptions(graph, requested);
  if (names.size === 0) throw new Failure(nothingReadable(requested));
  const progress = progressOn(process.stderr);
  const subscriptions: NamedAssessment[] = [];
  const showRows = (rows: number, total: number) => progress.show(`${rows} of ${total} resources read`);
  for await (const source of sourcesInAzure(graph, requested, showRows)) {
    const name = names.get(source.subscriptionId.toLowerCase()) ?? source.subscriptionId;
    subscriptions.push({ ...assess(source, judge), name });
  }
  progress.end();
  const empty = emptyOf(requested, names, subscriptions);
  return { source: "Azure", subscriptions, isEmpty: empty.length > 0, notSeen: empty };
}

const nothingReadable = (requested: readonly string[]): string =>
  requested.length === 0
    ? "You cannot read any subscription. Sign in with az login to a tenant where you have the role Reader on a subscription."
    : `You cannot read ${requested.join(", ")}. Check the id, and that you have the role Reader on the subscription.`;

/** The levels, settings and exemptions in a file. @throws Failure that lists every error. */
function configOf(file: string | undefined): JudgingOptions {
  if (file === undefined) return {};
  const options = readJson(file);
  try {
    assertValidOptions(options, requirements, file);
  } catch (error) {
    throw new Failure((error as Error).message.replaceAll("\n  - ", "; "));
  }
  return options as JudgingOptions;
}
