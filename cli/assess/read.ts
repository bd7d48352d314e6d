import type { Command } from "commander";
import { assess } from "../../src/assess/assess";
import { type SubscriptionAssessment, totalsOf } from "../../src/assess/assessment";
import { withDrills } from "../../src/assess/drills";
import { type Judge, type JudgingOptions, judgeOf } from "../../src/assess/judging";
import type { Source } from "../../src/assess/source";
import { controlOptions } from "../../src/compliance/controls";
import { assertValidOptions } from "../../src/core/optionErrors";
import { sourcesInAzure } from "../../src/discover/inventories";
import { endpointVariable } from "../../src/live/cloud";
import { visibleSubscriptions } from "../../src/live/discover";
import { assessedRequirements } from "../../src/requirements";
import { type AzureOptions, sessionOf, withAzureOptions } from "../azure";
import { Failure } from "../failure";
import { readJson } from "../files";
import { computing } from "../interrupts";
import { fromOption } from "../options";
import { progressOn } from "../progress";
import { readFiles } from "../sources/files";
import { emptyOf, hasVms } from "./empty";
import type { NamedAssessment, Report } from "./report";

/** Options of the commands that start with an assessment: what to read, and the requirements' levels and settings. */
export interface AssessmentOptions extends AzureOptions {
  readonly from?: readonly string[];
  readonly partial?: boolean;
  readonly config?: string;
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

/** Assesses Azure or files. @throws Failure if something cannot be read or an option is invalid. */
export const reportOf = async (options: AssessmentOptions): Promise<Report> =>
  (await assessed(options, [])).report;

/**
 * A report and the judge that made it.
 *
 * @param answered Names of the requirements that are answered for each VM.
 * @param drills The folder with the evidence of restore drills. Omitted: it is not read.
 */
export async function assessed(
  options: AssessmentOptions,
  answered: readonly string[],
  drills?: string,
): Promise<{ readonly report: Report; readonly judge: Judge }> {
  const judge = judgeOf(assessedRequirements, configOf(options.config));
  const found = drills === undefined ? undefined : evidenceIn(drills, options);
  const assessOne: AssessOne = (source) =>
    computing(() =>
      assess(found === undefined ? source : withDrills(source, found.evidence), judge, answered),
    );
  const read =
    options.from === undefined
      ? await assessAzure(options, assessOne)
      : await assessFiles(options.from, options.partial === true, assessOne);
  const report = {
    assessedAt: new Date().toISOString(),
    totals: totalsOf(read.subscriptions),
    exemptions: judge.exemptions.report().map(({ message }) => message),
    ...read,
    notSeen: [...read.notSeen, ...(found?.notes ?? [])],
  };
  return { report, judge };
}

/** The evidence of restore drills. Its reader is loaded when it is needed. */
const evidenceIn = (folder: string, options: AssessmentOptions) =>
  (require("./evidence") as typeof import("./evidence")).readEvidence(folder, isSimulated(options));

/** Whether the assessment reads simulated Azure, which serves this machine only. */
const isSimulated = ({ from }: AssessmentOptions): boolean =>
  from === undefined &&
  /^https?:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(process.env[endpointVariable] ?? "");

type AssessOne = (source: Source) => SubscriptionAssessment;

type Assessed = Pick<Report, "source" | "subscriptions" | "missing" | "isEmpty" | "notSeen">;

async function assessFiles(
  files: readonly string[],
  acceptsPart: boolean,
  assessOne: AssessOne,
): Promise<Assessed> {
  const { sources, missing } = await readFiles(files, acceptsPart);
  const subscriptions: NamedAssessment[] = [];
  let asOf: string | undefined;
  let isProgram = false;
  for (const source of sources) {
    subscriptions.push({ ...assessOne(source), name: source.subscriptionId || files.join(", ") });
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
      "The files show neither other subscriptions and stacks nor deleted vaults and later changes.",
      ...(asOf === undefined
        ? []
        : [`The age of recovery points is judged as of ${asOf}, the newest backup in the files.`]),
    ],
  };
}

async function assessAzure(options: AzureOptions, assessOne: AssessOne): Promise<Assessed> {
  const { graph, subscriptions: requested } = await sessionOf(options);
  const names = await visibleSubscriptions(graph, requested);
  if (names.size === 0) throw new Failure(nothingReadable(requested));
  const progress = progressOn(process.stderr);
  const subscriptions: NamedAssessment[] = [];
  const showRows = (rows: number, total: number) => progress.show(`${rows} of ${total} resources read`);
  for await (const source of sourcesInAzure(graph, requested, showRows)) {
    const name = names.get(source.subscriptionId.toLowerCase()) ?? source.subscriptionId;
    subscriptions.push({ ...assessOne(source), name });
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
    assertValidOptions(options, assessedRequirements, controlOptions, file);
  } catch (error) {
    throw new Failure((error as Error).message.replaceAll("\n  - ", "; "));
  }
  return options as JudgingOptions;
}
