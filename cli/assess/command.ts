import { type Command, Option } from "commander";
import { controlResults } from "../../src/assess/controls";
import type { Judge } from "../../src/assess/judging";
import { requirementsOf } from "../../src/compliance/controls";
import { type FrameworkName, frameworks } from "../../src/compliance/facts";
import type { ComplianceFramework } from "../../src/compliance/framework";
import { armOf } from "../../src/live/arm";
import { printedQuery } from "../../src/live/discover";
import { sessionOf } from "../azure";
import { exitCodes, Failure, invalidOption } from "../failure";
import { assertWritable, writeAtomically, writeToStdout } from "../files";
import { withHelp } from "../help";
import { note } from "../notes";
import { choiceOption, choicesOption } from "../options";
import { complianceFormats } from "./compliance";
import type { ComplianceFormat, ComplianceView } from "./compliance/view";
import { withDeletedVaults } from "./deletedVaults";
import { controlReasons, type FailReason, failReasons, fails, percentOf } from "./failOn";
import { type FormatName, formats } from "./formats";
import { withPoints } from "./points";
import { type AssessmentOptions, assessed, withAssessmentOptions } from "./read";
import type { Format, Report } from "./report";

interface Options extends AssessmentOptions {
  readonly format: string;
  readonly framework?: FrameworkName;
  readonly drills?: string;
  readonly points?: boolean;
  readonly deletedVaults: boolean;
  readonly output?: string;
  readonly failOn: readonly FailReason[];
  readonly minCoverage?: string;
  readonly printQuery?: boolean;
}

/** `azure-vm-backup assess`. */
export function addAssess(program: Command): void {
  const command = withAssessmentOptions(program.command("assess"))
    .description(
      "Reports for each VM whether it is protected, failing, stopped, ready to be protected, blocked, exempt or unknown, and why. The rules are those of the policy pack.",
    )
    .option("--print-query", "print the Resource Graph query whose result --from reads, and end")
    .addOption(
      choiceOption(
        "--format <format>",
        "format of the report; with --framework: table, csv, html, ocsf",
        allFormats,
        "table",
      ),
    )
    .addOption(frameworkOption())
    .option(
      "--drills <folder>",
      "evidence of restore drills, as drill writes it: shows the last successful drill of each VM",
    )
    .option(
      "--points",
      "read the recovery points of each protected VM: its newest healthy one, its tier, and until when it is immutable",
    )
    .option(
      "--no-deleted-vaults",
      "do not look for deleted vaults that can be brought back: a request for each subscription and region",
    )
    .option("--output <file>", "file for the report (default: standard output)")
    .addOption(
      choicesOption(
        "--fail-on <reason...>",
        "what makes the exit code 1; the last two need --framework",
        [...failReasons, ...controlReasons],
        "mandatory",
      ),
    )
    .option("--min-coverage <percent>", "share of the VMs that must be protected, without exempt ones")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --format html --output backup.html",
      "--management-group bank --fail-on unprotected failing --min-coverage 95",
      "--from stack.json --format sarif --output backup.sarif",
      "--framework dora --format html --output dora.html --fail-on not-met not-answered",
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
  assertFits(options);
  if (options.output !== undefined && options.output !== "-") assertWritable(options.output);
  const { report: read, judge } = await assessed(
    options,
    options.framework === undefined ? [] : requirementsOf(options.framework),
    options.drills,
  );
  const report = await withMore(read, options);
  const view = options.framework && viewOf(options.framework, report, judge);
  const chunks = view
    ? (complianceFormats[options.format] as ComplianceFormat)(view)
    : (formats[options.format as FormatName] as Format)(report);
  if (options.output !== undefined && options.output !== "-") writeAtomically(options.output, chunks);
  else await writeToStdout(chunks);
  const isFailed = fails(report, view?.controls ?? [], options.failOn, minCoverage);
  return isFailed ? exitCodes.findings : exitCodes.done;
}

/** Deleted vaults are in Azure only, and controls are about what exists. */
const hasDeletedVaults = ({ from, framework, deletedVaults }: Options): boolean =>
  deletedVaults && from === undefined && framework === undefined;

/** The report with what takes requests of its own, after one more sign-in. */
async function withMore(report: Report, options: Options): Promise<Report> {
  const asksForVaults = hasDeletedVaults(options);
  if (options.points !== true && !asksForVaults) return report;
  const session = await sessionOf(options);
  const arm = await armOf(session.cloud, session.credential, note);
  const withAnyPoints = options.points === true ? await withPoints(report, arm) : report;
  return asksForVaults ? withDeletedVaults(withAnyPoints, arm, session) : withAnyPoints;
}

const allFormats = [...new Set([...Object.keys(formats), ...Object.keys(complianceFormats)])];

const frameworkOption = (): Option => {
  const names = Object.keys(frameworks);
  const option = new Option(
    "--framework <name>",
    "report the controls of a framework in place of the findings",
  ).choices(names);
  return option.argParser((value: string) => {
    if (!names.includes(value)) throw invalidOption("--framework", value, names.join(", "));
    return value;
  });
};

/** @throws Failure if the format or a reason to fail needs --framework, or does not exist with it. */
function assertFits({ format, framework, failOn, points, from }: Options): void {
  if (points === true && from !== undefined)
    throw new Failure("--points asks Azure for recovery points, and --from reads files: give one of them.");
  if (points === true && (framework !== undefined || format === "sarif"))
    throw new Failure(
      `--points has no place in ${framework === undefined ? "--format sarif" : "--framework"}: use another format, without --framework.`,
    );
  const accepted = Object.keys(framework === undefined ? formats : complianceFormats);
  const where = framework === undefined ? "without --framework" : "with --framework";
  if (!accepted.includes(format)) throw invalidOption("--format", format, `${accepted.join(", ")} ${where}`);
  const ofControls = failOn.find((reason) => (controlReasons as readonly string[]).includes(reason));
  if (framework === undefined && ofControls !== undefined)
    throw invalidOption("--fail-on", ofControls, `${failReasons.join(", ")} without --framework`);
}

/** The controls of a framework as the report answers them. */
function viewOf(name: FrameworkName, report: Report, judge: Judge): ComplianceView {
  const framework: ComplianceFramework = frameworks[name];
  const { subscriptions, missing, isEmpty, notSeen } = report;
  const gaps = [...(missing === undefined ? [] : [missing]), ...(isEmpty ? notSeen : [])];
  const controls = controlResults(framework, { subscriptions, gaps }, judge.settingsOf);
  return { name, framework, report, controls };
}
