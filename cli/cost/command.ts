import type { Command } from "commander";
import type { AssessedVm } from "../../src/assess/assessment";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { presets } from "../../src/backupPolicy/presets";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { isError } from "../../src/core/finding";
import { formatFinding } from "../../src/core/format";
import { judge } from "../../src/core/rule";
import { costOf, estimate, type Span } from "../../src/cost/estimate";
import { meters, reservedCapacity } from "../../src/cost/facts";
import { reserve } from "../../src/cost/reserved";
import { type AssessmentOptions, reportOf, withAssessmentOptions } from "../assess/read";
import { exitCodes, Failure, invalidOption } from "../failure";
import { readJson } from "../files";
import { counted } from "../format";
import { withHelp } from "../help";
import { jsonOf } from "../json";
import { choiceOption } from "../options";
import { mayNeedBackup } from "../selection";
import {
  assumptionTexts,
  type CostReport,
  costTable,
  type EstimateOptions,
  type RegionCost,
  totalOf,
} from "./output";
import { costOfVm, hasKnownSize, type RegionPrices, vmLines } from "./perVm";
import type { Term, Wanted } from "./priceList";
import { pricesOfFile, publicPrices, readPriceFile } from "./prices";
import { redundancyIn } from "./redundancy";

interface Options extends AssessmentOptions, EstimateOptions {
  readonly prices?: string;
  readonly currency: string;
  readonly all?: boolean;
  readonly reserved?: Term;
  readonly format: "table" | "json" | "csv";
}

/** `azure-vm-backup cost`. */
export function addCost(program: Command): void {
  const command = withAssessmentOptions(program.command("cost"))
    .description(
      "Estimates what it would cost per month to back up the VMs that are ready to be protected. The result is a range.",
    )
    .requiredOption(
      "--churn <percent>",
      "share of a VM's data that changes in a day, e.g. 2 or the range 1-5",
    )
    .option("--used <percent>", "share of the disks that contains data, a number or a range", "40-100")
    .option(
      "--policy <policy>",
      `${Object.keys(presets).join(", ")}, or a JSON file with a policy's arguments`,
      "dailyForAMonth",
    )
    .addOption(
      choiceOption(
        "--redundancy <redundancy>",
        "redundancy of the vault's storage (default: as the vaults of the region have, else GeoRedundant)",
        Object.keys(meters.copies),
      ),
    )
    .addOption(
      choiceOption(
        "--reserved <term>",
        "reserve as much capacity of the vaults' storage as the low end of the range fills",
        Object.keys(reservedCapacity.terms),
      ),
    )
    .option(
      "--prices <file>",
      "price list, described in docs/command-line.md (default: Azure's public retail prices)",
    )
    .option("--currency <code>", "currency of the public prices", "USD")
    .option("--all", "include VMs that are protected or stopped")
    .addOption(choiceOption("--format <format>", "format of the result", ["table", "json", "csv"], "table"))
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --churn 1-3 --policy grandfatherFatherSon",
      "--from rows.json --churn 2 --prices prices.json --all --format csv",
    ],
  });
}

async function run(options: Options): Promise<number> {
  const churnPerDay = percentRange("--churn", options.churn);
  const used = percentRange("--used", options.used);
  const policy = policyOf(options.policy);
  const priceFile = options.prices === undefined ? undefined : readPriceFile(options.prices);
  const { subscriptions } = await reportOf(options);
  const included = subscriptions
    .flatMap((subscription) => subscription.vms)
    .filter((vm) => isIncluded(vm, options.all === true));
  if (included.length === 0)
    throw new Failure(
      "No VM to estimate: no VM is ready to be protected. Add --all to include protected VMs.",
    );
  const vms = included.filter(hasKnownSize);
  if (vms.length === 0)
    throw new Failure(
      `No VM to estimate: the sizes of the disks of ${counted(included.length, "VM")} are not known. Read Azure, or give the rows of the disks to --from.`,
    );
  const pricesOf = new Map<string, RegionPrices>();
  const costs: RegionCost[] = [];
  let currency = options.currency;
  const redundancies: string[] = [];
  for (const region of [...new Set(vms.map(({ location }) => location))].sort()) {
    const vaults = subscriptions.flatMap((subscription) => subscription.vaults);
    const { redundancy, reason } = redundancyIn(region, vaults, options.redundancy);
    redundancies.push(`${region} ${redundancy}, ${reason}`);
    const regionEstimate = estimate(
      vms.filter(({ location }) => location === region),
      policy,
      { churnPerDay, used },
    );
    const archive = regionEstimate.archiveGB.high > 0;
    const wanted: Wanted = { region, redundancy, archive, term: options.reserved };
    const prices =
      priceFile === undefined
        ? await publicPrices(wanted, options.currency)
        : pricesOfFile(priceFile, wanted);
    currency = prices.currency;
    const { blocks, storagePerGBMonth } = reserve(
      regionEstimate.storageGB,
      prices.blocks,
      prices.storagePerGBMonth,
    );
    pricesOf.set(region, { prices, storagePerGBMonth });
    costs.push({
      ...{ region, estimate: regionEstimate, cost: costOf(regionEstimate, prices, storagePerGBMonth) },
      ...(options.reserved !== undefined && { reserved: blocks }),
    });
  }
  const vmCosts = included.map((vm) =>
    costOfVm(vm, policy, { churnPerDay, used }, pricesOf.get(vm.location), currency),
  );
  const assumptions = assumptionTexts(options, costs, {
    withoutSize: included.filter((vm) => !hasKnownSize(vm)),
    unsure: included.filter(({ verdict }) => verdict === "unknown").length,
    redundancies,
    recommendsArchive: policy.archive?.recommended === true,
  });
  const report: CostReport = {
    ...{ version: 1, currency, regions: costs, vms: vmCosts, total: totalOf(costs), assumptions },
  };
  process.stdout.write(
    options.format === "json"
      ? `${jsonOf(report, 1)}\n`
      : options.format === "csv"
        ? vmLines(vmCosts)
        : costTable(costs, currency, assumptions),
  );
  return exitCodes.done;
}

const isIncluded = (vm: AssessedVm, all: boolean): boolean =>
  mayNeedBackup(vm) || (all && ["protected", "failing", "stopped"].includes(vm.verdict));

/** A percentage, e.g. `2`, or a range, e.g. `1-5`, as shares from 0 to 1. */
function percentRange(option: string, text: string): Span {
  const [, low = "", high = low] =
    /^(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?\s*%?$/.exec(text.trim()) ?? [];
  const [from, to] = [Number(low) / 100, Number(high) / 100];
  if (low === "" || from > to || to > 1)
    throw invalidOption(option, text, "a percentage such as 2, or a range such as 1-5, at most 100");
  return { low: from, high: to };
}

/** A preset, or the policy in a file. @throws Failure that lists every error of the policy. */
function policyOf(name: string): BackupPolicy {
  if (Object.hasOwn(presets, name)) return presets[name as keyof typeof presets] as BackupPolicy;
  const policy = readJson(name) as BackupPolicy;
  const { findings } = judge(vmBackupPolicyRules, policy);
  const errors = findings.filter(isError);
  if (errors.length > 0) throw new Failure(`${name}: ${errors.map(formatFinding).join(" ")}`);
  return policy;
}
