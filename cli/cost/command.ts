import Table from "cli-table3";
import type { Command } from "commander";
import type { AssessedVm } from "../../src/assess/assessment";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { presets } from "../../src/backupPolicy/presets";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { isError } from "../../src/core/finding";
import { formatFinding } from "../../src/core/format";
import { judge } from "../../src/core/rule";
import { type Cost, costOf, type Estimate, estimate, type Span } from "../../src/cost/estimate";
import { instanceSizes, meters } from "../../src/cost/facts";
import { type AssessOptions, reportOf, withAssessment } from "../assess/command";
import { exitCodes, Failure } from "../failure";
import { readJson } from "../files";
import { type PriceList, pricesOfFile, publicPrices, type Redundancy } from "./prices";

interface Options extends AssessOptions {
  readonly churn: string;
  readonly used: string;
  readonly policy: string;
  readonly redundancy: string;
  readonly prices?: string;
  readonly currency: string;
  readonly all?: boolean;
  readonly format: string;
}

interface RegionCost {
  readonly region: string;
  readonly estimate: Estimate;
  readonly cost: Cost;
}

/** `azure-vm-backup cost`. */
export function addCost(program: Command): void {
  withAssessment(program.command("cost"))
    .description(
      "What backing up the VMs that are not protected yet would cost a month, as a range, before anything is switched on.",
    )
    .requiredOption("--churn <percent>", "share of a VM's data that changes in a day, as 2 or as a range 1-5")
    .option("--used <percent>", "share of the disks that holds data, as a number or a range", "40-100")
    .option(
      "--policy <policy>",
      `${Object.keys(presets).join(", ")}, or a JSON file with a policy's arguments`,
      "dailyForAMonth",
    )
    .option("--redundancy <redundancy>", Object.keys(meters.storage.meters).join(", "), "GeoRedundant")
    .option("--prices <file>", "price list, see docs/command-line.md (default: Azure's public retail prices)")
    .option("--currency <code>", "of the public prices", "USD")
    .option("--all", "protected VMs as well")
    .option("--format <format>", "table or json", "table")
    .addHelpText("after", "\nExit codes: 0 done, 2 could not run.")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const [churnPerDay, used] = [percents("--churn", options.churn), percents("--used", options.used)];
  const { redundancy, format } = options;
  if (!Object.keys(meters.storage.meters).includes(redundancy))
    throw new Failure(
      `--redundancy: got "${redundancy}"; allowed: ${Object.keys(meters.storage.meters).join(", ")}.`,
    );
  if (!["table", "json"].includes(format))
    throw new Failure(`--format: got "${format}"; allowed: table, json.`);
  const policy = policyOf(options.policy);
  const { subscriptions } = await reportOf(options);
  const vms = subscriptions.flatMap((of) => of.vms).filter((vm) => isCounted(vm, options.all === true));
  if (vms.length === 0)
    throw new Failure(
      "No VM is to be reckoned: all are protected or blocked; --all takes protected ones as well.",
    );
  const regions = [...new Set(vms.map(({ location }) => location))].sort();
  const costs: RegionCost[] = [];
  let currency = options.currency;
  for (const region of regions) {
    const prices: PriceList =
      options.prices === undefined
        ? await publicPrices(region, redundancy as Redundancy, options.currency)
        : pricesOfFile(options.prices, region, redundancy as Redundancy);
    currency = prices.currency;
    const estimated = estimate(
      vms.filter(({ location }) => location === region),
      policy,
      { churnPerDay, used },
    );
    costs.push({ region, estimate: estimated, cost: costOf(estimated, prices) });
  }
  const assumptions = sayAssumptions(options, costs, vms.filter(({ diskGB }) => diskGB === 0).length);
  process.stdout.write(
    format === "json"
      ? `${JSON.stringify({ version: 1, currency, regions: costs, total: totalOf(costs), assumptions }, null, 1)}\n`
      : tableOf(costs, currency, assumptions),
  );
  return exitCodes.ready;
}

const isCounted = ({ verdict }: AssessedVm, all: boolean): boolean =>
  verdict === "ready" || (all && (verdict === "protected" || verdict === "stopped"));

/** `2` or `1-5`, in percent. */
function percents(option: string, text: string): Span {
  const [, low = "", high = low] =
    /^(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?\s*%?$/.exec(text.trim()) ?? [];
  const [from, to] = [Number(low) / 100, Number(high) / 100];
  if (low === "" || from > to || to > 1)
    throw new Failure(`${option}: got "${text}"; allowed: percent, as 2 or as a range 1-5, at most 100.`);
  return { low: from, high: to };
}

/** A preset, or the policy of a file. @throws Failure with every fault of it. */
function policyOf(name: string): BackupPolicy {
  const preset = presets[name as keyof typeof presets] as BackupPolicy | undefined;
  if (preset !== undefined) return preset;
  const policy = readJson(name) as BackupPolicy;
  const { findings } = judge(vmBackupPolicyRules, policy);
  const faults = findings.filter(isError);
  if (faults.length > 0) throw new Failure(`${name}: ${faults.map(formatFinding).join(" ")}`);
  return policy;
}

const totalOf = (costs: readonly RegionCost[]): Span => ({
  low: costs.reduce((sum, { cost }) => sum + cost.total.low, 0),
  high: costs.reduce((sum, { cost }) => sum + cost.total.high, 0),
});

function sayAssumptions(
  { churn, used, policy, redundancy }: Options,
  costs: readonly RegionCost[],
  sizeless: number,
): string[] {
  return [
    `At steady state, once the oldest points expire: ${costs[0]?.estimate.recoveryPointsPerVm} recovery points a VM (policy ${policy}), ${redundancy}.`,
    `${churn} % of the data changes in a day, at random; the disks are ${used} % full; nothing is compressed.`,
    `An instance counts half up to ${instanceSizes.smallGB} GB, once up to ${instanceSizes.unitGB} GB, and once more for every ${instanceSizes.unitGB} GB (${instanceSizes.source}).`,
    ...(costs.every(({ cost }) => cost.snapshots.high === 0)
      ? ["Snapshots beside the VMs are left out: the price list has no price of them."]
      : []),
    ...(sizeless > 0
      ? [`${sizeless} VMs have disks of no known size: only the least instance is reckoned of them.`]
      : []),
    "Restores, archive tier, discounts and taxes are left out.",
  ];
}

function tableOf(costs: readonly RegionCost[], currency: string, assumptions: readonly string[]): string {
  const table = new Table({
    head: ["region", "VMs", "instances", "vault GB", "snapshot GB", `${currency} a month`],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { region, estimate: of, cost } of costs)
    table.push([
      region,
      of.vms,
      span(of.instances, 1),
      span(of.storageGB),
      span(of.snapshotGB),
      span(cost.total),
    ]);
  const lines = [
    table.toString(),
    `Total: ${currency} ${span(totalOf(costs))} a month.`,
    ...assumptions.map((text) => `- ${text}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** A range, or one number where both ends are written alike. */
function span({ low, high }: Span, digits = 0): string {
  const [from, to] = [low, high].map((value) =>
    value.toLocaleString("en-GB", { maximumFractionDigits: digits }),
  );
  return from === to ? `${from}` : `${from} - ${to}`;
}
