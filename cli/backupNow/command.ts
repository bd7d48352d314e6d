import type { Command } from "commander";
import { Listr } from "listr2";
import { backupClientOf } from "../../src/live/client";
import { onDemandRetentionDays } from "../../src/protection/facts";
import { type AzureOptions, sessionOf, withAzureOptions } from "../azure";
import { exitCodes, Failure, invalidOption } from "../failure";
import { writeToStdout } from "../files";
import { vmsComeFirst, withHelp } from "../help";
import { afterInterrupt } from "../interrupts";
import { isQuiet, note } from "../notes";
import { choiceOption } from "../options";
import { backUp } from "./backup";
import { type BackupOfItem, backupOf, failedBackupOf, linesOf, reportOf } from "./result";
import { type SelectedItem, selectItems } from "./selection";

interface Options extends AzureOptions {
  readonly vault?: readonly string[];
  readonly tag?: readonly string[];
  readonly keepUntil?: string;
  readonly wait: boolean;
  readonly parallel: string;
  readonly pollSeconds: string;
  readonly format: "lines" | "json";
}

/** `azure-vm-backup backup-now`. */
export function addBackupNow(program: Command): void {
  const command = withAzureOptions(program.command("backup-now"))
    .description(
      "Backs up VMs now and follows each backup until Azure has validated it. Only then can you restore it.",
    )
    .argument("[vm...]", "names or ids of VMs, or ids of protected items")
    .option(
      "--vault <vault...>",
      "names or ids of vaults: all their VMs, without those whose backup is stopped",
    )
    .option(
      "--tag <tag...>",
      "tags of VMs, key or key=value: all VMs with the tag, without those whose backup is stopped",
    )
    .option(
      "--keep-until <YYYY-MM-DD>",
      "last day on which Azure keeps the recovery points (default: 30 days from now)",
    )
    .option("--no-wait", "start the backups without following them")
    .option("--parallel <count>", "number of backups to run at the same time", "20")
    .option("--poll-seconds <seconds>", "time between two requests for the state of a backup", "15")
    .addOption(choiceOption("--format <format>", "format of the result", ["lines", "json"], "lines"))
    .action(async (vms: string[], options: Options) => {
      process.exitCode = await backupNow(vms, options);
    });
  withHelp(command, {
    examples: [
      "web ledger",
      "--vault safe-westeurope --keep-until 2027-01-31",
      "--tag tier=gold --no-wait --format json",
    ],
    notes: [
      vmsComeFirst,
      "After an interruption, run the command again: it follows a backup that is already running and does not start it twice.",
    ],
  });
}

async function backupNow(names: readonly string[], options: Options): Promise<number> {
  const { vault: vaults = [], tag: tags = [] } = options;
  if (names.length + vaults.length + tags.length === 0)
    throw new Failure("Nothing to back up: name VMs, or use --vault or --tag.");
  const keepUntil = endOfDay(options.keepUntil);
  const parallel = wholeNumber("--parallel", options.parallel, 1);
  const pauseSeconds = secondsOf("--poll-seconds", options.pollSeconds);
  const { graph, subscriptions, cloud, credential } = await sessionOf(options);
  const { items, leftOut } = await selectItems(graph, subscriptions, { names, vaults, tags });
  for (const { vmName } of leftOut)
    note(`${vmName}: left out, its backup is stopped. To start it, set protectionState.`);
  if (items.length === 0)
    throw new Failure("Nothing to back up: the backups of all selected VMs are stopped.");
  afterInterrupt("Azure goes on with the backups that it has started: the same command follows them.");
  const backups = new Map<SelectedItem, BackupOfItem>();
  const tasks = items.map((item) => ({
    title: item.vmName,
    task: async (_: unknown, task: { output: string }) => {
      const log = (text: string) => {
        task.output = text;
        if (!process.stderr.isTTY) note(`${item.vmName}: ${text}`);
      };
      const client = await backupClientOf(item.place.subscriptionId, cloud, credential, log);
      try {
        const result = await backUp(client, item.place, { keepUntil, wait: options.wait, pauseSeconds, log });
        backups.set(item, backupOf(item, result));
      } catch (error) {
        backups.set(item, failedBackupOf(item, error));
        throw error;
      }
    },
  }));
  const renderer = process.stderr.isTTY && !isQuiet() ? "default" : "silent";
  await new Listr(tasks, {
    concurrent: parallel,
    exitOnError: false,
    // Its own listener ends the process with another exit code.
    registerSignalListeners: false,
    renderer,
    fallbackRenderer: "silent",
  }).run();
  const done = items.map((item) => backups.get(item) ?? failedBackupOf(item, "it was not started"));
  await writeToStdout(options.format === "json" ? reportOf(done, leftOut) : linesOf(done));
  return done.some(({ status }) => status === "failed") ? exitCodes.failedBackup : exitCodes.done;
}

/** The last second of a day, YYYY-MM-DD in UTC, which must not have passed. */
function endOfDay(day: string | undefined): Date | undefined {
  if (day === undefined) return undefined;
  const end = new Date(`${day}T23:59:59Z`);
  const days = (end.getTime() - Date.now()) / 86_400_000;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(days) && end.toISOString().startsWith(day);
  if (isDay && days > 0 && days <= onDemandRetentionDays.max) return end;
  const { max, unit } = onDemandRetentionDays;
  throw invalidOption(
    "--keep-until",
    day,
    `today or a later day, YYYY-MM-DD, at most ${max} ${unit} from now`,
  );
}

/** A time between two requests. 0 would send them without a pause. */
function secondsOf(option: string, value: string): number {
  const number = Number(value);
  if (number >= 0.1 && number <= 600) return number;
  throw invalidOption(option, value, "0.1 to 600 seconds");
}

function wholeNumber(option: string, value: string, min: number): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= min) return number;
  throw invalidOption(option, value, `a whole number, ${min} or more`);
}
