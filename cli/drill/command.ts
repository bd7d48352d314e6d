import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { Evidence } from "../../src/drill/evidence";
import type { ArmJson } from "../../src/drill/network";
import { type Arm, armOf } from "../../src/live/arm";
import { backupClientOf } from "../../src/live/client";
import { apiVersions } from "../../src/live/restore";
import { sessionOf, withAzureOptions } from "../azure";
import { allItems, type SelectedItem, selectItems } from "../backupNow/selection";
import { exitCodes, Failure, oneLine, printable } from "../failure";
import { shellWord } from "../format";
import { vmsComeFirst, withHelp } from "../help";
import { inParallel } from "../inParallel";
import { afterInterrupt } from "../interrupts";
import { note } from "../notes";
import { addClean } from "./clean";
import type { Context } from "./context";
import { type DrillOptions, type Settings, settingsOf } from "./options";
import { groupIdOf, refusalsOf } from "./place";
import { type PlannedVm, planVm } from "./plan";
import { planText } from "./planText";
import { type EvidenceFolder, openEvidence } from "./record";
import { addReport } from "./report/command";
import { drillVm } from "./run";
import type { Run, VmDrill } from "./unfinishedRun";

/** `azure-vm-backup drill`. */
export function addDrill(program: Command): void {
  const drill = withAzureOptions(program.command("drill"))
    .description(
      "Restores VMs to an isolated place, checks and measures the restore, deletes everything that it created, and writes evidence.",
    )
    .argument("[vm...]", "names or ids of VMs, or ids of protected items")
    .option("--vault <vault...>", "names or ids of vaults: all their VMs")
    .option("--tag <tag...>", "tags of VMs, key or key=value: all VMs with the tag")
    .option(
      "--sample <count>",
      "number of VMs to choose at random: of the selected VMs, or of all protected VMs",
    )
    .option(
      "--target-group <group>",
      "name or id of a resource group for drills only, with the tag azure-vm-backup-drill",
    )
    .option("--subnet <id>", "id of a subnet without a way out, in a network for drills only")
    .option("--staging <id>", "id of a storage account in the region to which the VMs are restored")
    .option("--pick <which>", "recovery point: latest or random", "latest")
    .option("--within <duration>", "oldest age of the recovery point, e.g. 30d")
    .option(
      "--tier <tier>",
      "where the recovery point is: any, snapshot, or vault (in the vault only)",
      "any",
    )
    .option(
      "--secondary-region",
      "restore from the secondary region of vaults with cross-region restore, to a group, subnet and account there",
    )
    .option("--check <check...>", "disks, boot, agent, or a script .sh or .ps1 to run on the restored VM", [
      "boot",
    ])
    .option(
      "--allow-azure-cloud",
      "accept a subnet with TCP 443 to AzureCloud, so that Azure can return a script's output",
    )
    .option("--rto <duration>", "longest time from the request to the end of the checks, e.g. 4h")
    .option("--rpo <duration>", "oldest age of the recovery point that is no failure, e.g. 24h")
    .option(
      "--keep <duration>",
      "how long to keep the restored VMs after the checks, e.g. 2h (default: not at all)",
    )
    .option(
      "--prices <file>",
      "answer of the retail price API, for the plan (default: Azure's public retail prices)",
    )
    .option("--currency <code>", "currency of the public prices", "USD")
    .option(
      "--guard-request <id...>",
      "ids of requests of a resource guard, if the vault's restores are guarded",
    )
    .option("--concurrency <count>", "number of VMs to drill at the same time", "2")
    .option("--poll-seconds <seconds>", "time between two requests for a state", "15")
    .option("--dry-run", "print what would be done, and end")
    .option("--yes", "start: without it, nothing is restored")
    .option("--evidence <folder>", "folder for the evidence")
    .action(async (vms: string[], options: DrillOptions) => {
      process.exitCode = await runDrills(vms, options);
    });
  withHelp(drill, {
    examples: [
      "ledger --target-group drills --subnet $SUBNET --staging $STAGING --dry-run",
      "--sample 5 --pick random --within 30d --check boot agent --rto 4h --rpo 24h --target-group drills --subnet $SUBNET --staging $STAGING --evidence drills --yes",
    ],
    notes: [
      vmsComeFirst,
      "After an interruption, run the same command again: it continues each drill where it stopped.",
      "Reports for auditors and pipelines: npx azure-vm-backup drill report --help",
      "To remove what a drill left behind: npx azure-vm-backup drill clean --help",
    ],
  });
  addClean(drill);
  addReport(drill);
}

async function runDrills(names: readonly string[], options: DrillOptions): Promise<number> {
  const settings = settingsOf(options);
  const session = await sessionOf(options);
  const arm = await armOf(session.cloud, session.credential, note);
  const request = requestOf(names, options);
  const folder =
    options.dryRun === true || options.yes !== true ? undefined : openEvidence(options.evidence ?? "");
  try {
    const unfinished = folder?.unfinished;
    if (unfinished !== undefined && unfinished.request !== request)
      throw new Failure(
        `${options.evidence} has an unfinished run of another command. Finish it: npx azure-vm-backup drill ${printable(unfinished.request)}`,
      );
    if (unfinished !== undefined) note("Continues the run that was interrupted.");
    const run = unfinished ?? (await planned(names, options, settings, arm, request, session));
    if (run === undefined) return exitCodes.done;
    if (folder === undefined) throw new Failure("Nothing was started. To start these drills, add --yes.");
    return await drillAll(run, settings, arm, folder, async (subscriptionId) =>
      backupClientOf(subscriptionId, session.cloud, session.credential, note),
    );
  } finally {
    folder?.close();
  }
}

/** The arguments that decide what is drilled. A run is continued only by the same ones. */
function requestOf(names: readonly string[], options: DrillOptions): string {
  const { yes: _, dryRun: __, concurrency: ___, pollSeconds: ____, ...more } = options;
  const { prices: _____, currency: ______, ...decisive } = more;
  const flags = Object.entries(decisive).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, ...[value].flat().map(String)];
  });
  return [...names, ...flags].map(shellWord).join(" ");
}

type Session = Awaited<ReturnType<typeof sessionOf>>;

/** Plans a run and prints the plan. Undefined: it was a dry run. @throws Failure that lists every reason not to start. */
async function planned(
  names: readonly string[],
  options: DrillOptions,
  settings: Settings,
  arm: Arm,
  request: string,
  session: Session,
): Promise<Run | undefined> {
  const items = await selected(names, options, settings, session);
  const staging = await arm.get<ArmJson>(settings.stagingId, apiVersions.storage);
  const vms = await inParallel(items, 8, (item) => planVm(arm, item, settings, staging));
  const refusals = await refusalsOf(arm, settings, vms, staging);
  if (refusals.length > 0)
    throw new Failure(
      `Nothing was started. ${refusals.map(({ what, fix }) => `${what}. Fix: ${fix}.`).join(" ")}`,
    );
  process.stdout.write(printable(await planText(arm, settings, vms)));
  if (options.dryRun === true) return undefined;
  return runOf(vms, settings, arm, request);
}

async function runOf(vms: readonly PlannedVm[], settings: Settings, arm: Arm, request: string): Promise<Run> {
  return {
    format: "azure-vm-backup/restore-drill-run/1",
    ...{ runId: randomUUID(), simulated: arm.isSimulated, request },
    ...{ groupId: groupIdOf(settings), subnetId: settings.subnetId, stagingId: settings.stagingId },
    by: (await arm.signedInAs()) ?? null,
    vms: vms.map(({ drill }) => drill),
  };
}

async function selected(
  names: readonly string[],
  { vault: vaults = [], tag: tags = [] }: DrillOptions,
  { sample }: Settings,
  { graph, subscriptions }: Session,
): Promise<readonly SelectedItem[]> {
  const isSelected = names.length + vaults.length + tags.length > 0;
  if (!isSelected && sample === undefined)
    throw new Failure("Nothing to drill: name VMs, or use --vault, --tag or --sample.");
  if (!isSelected) return sampled(await allItems(graph, subscriptions), sample);
  const { items, leftOut } = await selectItems(graph, subscriptions, { names, vaults, tags });
  for (const { vmName } of leftOut) note(`${vmName}: left out, its backup is stopped. Name it to drill it.`);
  return sampled(items, sample);
}

function sampled(items: readonly SelectedItem[], count: number | undefined): readonly SelectedItem[] {
  if (items.length === 0) throw new Failure("Nothing to drill: no protected VM was found.");
  const shuffled = items.map((item) => ({ item, key: Math.random() })).sort((a, b) => a.key - b.key);
  return count === undefined ? items : shuffled.slice(0, count).map(({ item }) => item);
}

async function drillAll(
  run: Run,
  settings: Settings,
  arm: Arm,
  folder: EvidenceFolder,
  clientOf: (subscriptionId: string) => Promise<Context["client"]>,
): Promise<number> {
  folder.save(run);
  afterInterrupt("The same command continues the run.");
  const open = run.vms.filter(({ step }) => step !== "recorded");
  const outcomes = await inParallel(open, settings.concurrency, async (drill) => {
    const client = await clientOf(drill.item.id.split("/")[2] ?? "");
    const log = (text: string) => note(`${drill.vm.name}: ${text}`);
    const update = (one: VmDrill, changes: Partial<VmDrill>) => {
      Object.assign(one, changes);
      folder.save(run);
    };
    const evidence = await drillVm({ arm, client, settings, run, update, log }, drill);
    folder.write(evidence);
    update(drill, { step: "recorded" });
    process.stdout.write(`${printable(resultLine(evidence))}\n`);
    return evidence.outcome;
  }).catch((error: unknown) => {
    throw new Failure(`The run stopped, and the same command continues it: ${oneLine(error)}`);
  });
  folder.finish();
  process.stdout.write(`Evidence: ${folder.head()}\n`);
  return outcomes.every((outcome) => outcome === "passed") ? exitCodes.done : exitCodes.findings;
}

function resultLine({ vm, outcome, reasons, simulated, objectives }: Evidence): string {
  const time = objectives.recoverySeconds === null ? "" : `  ${objectives.recoverySeconds} s`;
  const why = reasons.length === 0 ? "" : `  ${reasons.join("; ")}`;
  return `${vm.name}  ${outcome}${simulated ? " (simulated)" : ""}${time}${why}`;
}
