import type { Command } from "commander";
import { assess } from "../../src/assess/assess";
import { totalsOf } from "../../src/assess/assessment";
import { type Judge, type JudgingOptions, judgeOf } from "../../src/assess/judging";
import { assertValidOptions } from "../../src/core/optionErrors";
import { inventoriesOf } from "../../src/discover/inventories";
import { visibleSubscriptions } from "../../src/live/discover";
import { requirements } from "../../src/requirements";
import { type AzureOptions, sessionOf, withAzure } from "../azure";
import { exitCodes, Failure } from "../failure";
import { readJson, writeOut, writeWhole } from "../files";
import { progressOn } from "../progress";
import { sourcesOf } from "../sources/files";
import { formats } from "./formats";
import type { NamedAssessment, Report } from "./report";

/** What says where to look, and by what to judge. */
export interface AssessOptions extends AzureOptions {
  readonly from?: readonly string[];
  readonly config?: string;
}

interface Options extends AssessOptions {
  readonly format: string;
  readonly output?: string;
  readonly failOn: string;
}

const failLevels = ["mandatory", "advisory", "never"];

/** Adds the options of what to assess. */
export const withAssessment = (command: Command): Command =>
  withAzure(command)
    .option(
      "--from <file...>",
      "assess files in place of Azure: Resource Graph's rows, an ARM template, `pulumi stack export`, `pulumi preview --json`",
    )
    .option("--config <file>", "levels, settings and exemptions as JSON, as the policy pack takes them");

/** `azure-vm-backup assess`. */
export function addAssess(program: Command): void {
  withAssessment(program.command("assess"))
    .description(
      "Tells of every VM whether it is protected, ready to be, or blocked and why, by the rules of the policy pack.",
    )
    .option("--format <format>", Object.keys(formats).join(", "), "table")
    .option("--output <file>", "write there (default: standard output)")
    .option(
      "--fail-on <level>",
      `findings that count for the exit code: ${failLevels.join(", ")}`,
      "mandatory",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 no such finding, 1 findings at or above --fail-on, 2 could not run.\nReading needs the role Reader on the subscriptions.",
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const format = formats[options.format];
  if (format === undefined)
    throw new Failure(`--format: got "${options.format}"; allowed: ${Object.keys(formats).join(", ")}.`);
  if (!failLevels.includes(options.failOn))
    throw new Failure(`--fail-on: got "${options.failOn}"; allowed: ${failLevels.join(", ")}.`);
  const report = await reportOf(options);
  if (options.output !== undefined) writeWhole(options.output, format(report));
  else await writeOut(format(report));
  const { mandatory, advisory } = report.totals;
  const counted = { mandatory, advisory: mandatory + advisory, never: 0 }[options.failOn] ?? 0;
  return counted > 0 ? exitCodes.findings : exitCodes.ready;
}

/** The assessment of what the options name. @throws Failure where it cannot be made. */
export async function reportOf(options: AssessOptions): Promise<Report> {
  const judge = judgeOf(requirements, configOf(options.config));
  const found = options.from === undefined ? await ofAzure(options, judge) : ofFiles(options.from, judge);
  return {
    assessedAt: new Date().toISOString(),
    totals: totalsOf(found.subscriptions),
    exemptions: judge.exemptions.report().map(({ message }) => message),
    ...found,
  };
}

type Found = Pick<Report, "source" | "subscriptions" | "notSeen">;

function ofFiles(files: readonly string[], judge: Judge): Found {
  const subscriptions = files.flatMap((file) =>
    sourcesOf(file).map(({ subscriptionId, inventory }) => ({
      ...assess(subscriptionId, inventory, judge),
      name: subscriptionId || file,
    })),
  );
  const notSeen = [
    "What the files leave out: resources of other subscriptions and stacks, and what changed since.",
  ];
  return { source: files.join(", "), subscriptions, notSeen };
}

async function ofAzure(options: AssessOptions, judge: Judge): Promise<Found> {
  const { graph, subscriptions: asked } = await sessionOf(options);
  const names = await visibleSubscriptions(graph, asked);
  if (names.size === 0) throw new Failure(notVisible(asked));
  const progress = progressOn(process.stderr);
  const subscriptions: NamedAssessment[] = [];
  const seen = (rows: number, total: number) => progress.show(`${rows} of ${total} resources read`);
  for await (const { subscriptionId, inventory } of inventoriesOf(graph, asked, seen)) {
    const name = names.get(subscriptionId.toLowerCase()) ?? subscriptionId;
    subscriptions.push({ ...assess(subscriptionId, inventory, judge), name });
  }
  progress.end();
  const missing = asked.filter((id) => !names.has(id.toLowerCase()));
  return {
    source: "Azure",
    subscriptions,
    notSeen: missing.map((id) => `Subscription ${id}: you cannot see it, or it is not there.`),
  };
}

const notVisible = (asked: readonly string[]): string =>
  asked.length === 0
    ? "You can see no subscription: sign in with az login to a tenant with subscriptions, as a Reader of them."
    : `You cannot see ${asked.join(", ")}: check the id, and that you are a Reader there.`;

/** Levels, settings and exemptions of a file. @throws Failure that lists every fault. */
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
