import type { Command } from "commander";
import { Listr } from "listr2";
import { backupClientOf } from "../../src/live/client";
import { onDemandRetentionDays } from "../../src/protection/facts";
import { type AzureOptions, sessionOf, withAzure } from "../azure";
import { exitCodes, Failure, oneLine } from "../failure";
import { backUp, type Done } from "./backup";
import { type Target, targetsOf } from "./items";

interface Options extends AzureOptions {
  readonly vault?: readonly string[];
  readonly tag?: readonly string[];
  readonly keepUntil?: string;
  readonly wait: boolean;
  readonly parallel: string;
  readonly pollSeconds: string;
}

/** `azure-vm-backup backup-now`. */
export function addBackupNow(program: Command): void {
  withAzure(program.command("backup-now"))
    .description(
      "Backs VMs up now and follows each backup until Azure has validated it: only then it can be restored.",
    )
    .argument("[vm...]", "names or ids of VMs, or ids of protected items")
    .option("--vault <vault...>", "all VMs of these vaults, by name or id")
    .option("--tag <tag...>", "all VMs with a tag, as key or key=value")
    .option("--keep-until <YYYY-MM-DD>", "last day of the recovery points (default: Azure's 30 days)")
    .option("--no-wait", "start the backups and do not follow them")
    .option("--parallel <count>", "how many backups are followed at once", "20")
    .option("--poll-seconds <seconds>", "how often to look at a backup", "15")
    .addHelpText(
      "after",
      "\nRun it again after an interruption: a backup that runs is followed, not started twice.\nExit codes: 0 all backed up, 1 one or more failed, 2 could not run.",
    )
    .action(async (vms: string[], options: Options) => {
      process.exitCode = await backupNow(vms, options);
    });
}

async function backupNow(names: readonly string[], options: Options): Promise<number> {
  const { vault: vaults = [], tag: tags = [] } = options;
  if (names.length + vaults.length + tags.length === 0)
    throw new Failure("Name VMs, or give --vault or --tag: without them there is nothing to back up.");
  const keepUntil = lastMoment(options.keepUntil);
  const [parallel, pauseSeconds] = [
    count("--parallel", options.parallel, 1),
    count("--poll-seconds", options.pollSeconds, 0),
  ];
  const session = await sessionOf(options);
  const targets = await targetsOf(async () => session.graph, session.subscriptions, { names, vaults, tags });
  const cloud = session.cloud;
  const done = new Map<Target, Done>();
  const failed = new Map<Target, string>();
  const tasks = targets.map((target) => ({
    title: target.vmName,
    task: async (_: unknown, task: { output: string }) => {
      const client = await backupClientOf(target.place.subscriptionId, cloud, session.credential);
      const say = (text: string) => {
        task.output = text;
        if (!process.stderr.isTTY) process.stderr.write(`${target.vmName}: ${text}\n`);
      };
      try {
        done.set(
          target,
          await backUp(client, target.place, { keepUntil, wait: options.wait, pauseSeconds, say }),
        );
      } catch (error) {
        failed.set(target, oneLine(error));
        throw error;
      }
    },
  }));
  const renderer = process.stderr.isTTY ? "default" : "silent";
  await new Listr(tasks, {
    concurrent: parallel,
    exitOnError: false,
    renderer,
    fallbackRenderer: "silent",
  }).run();
  for (const target of targets)
    process.stdout.write(`${line(target, done.get(target), failed.get(target))}\n`);
  return failed.size > 0 ? exitCodes.findings : exitCodes.ready;
}

function line({ vmName }: Target, done: Done | undefined, failed: string | undefined): string {
  if (failed !== undefined) return `${vmName}  failed  ${failed}`;
  return done?.consistency === undefined
    ? `${vmName}  started  job ${done?.jobId}`
    : `${vmName}  backed up  ${done.consistency}`;
}

/** The end of a day to come. */
function lastMoment(day: string | undefined): Date | undefined {
  if (day === undefined) return undefined;
  const end = new Date(`${day}T23:59:59Z`);
  const days = (end.getTime() - Date.now()) / 86_400_000;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(days) && end.toISOString().startsWith(day);
  if (isDay && days > 0 && days <= onDemandRetentionDays.max) return end;
  throw new Failure(
    `--keep-until: got "${day}"; allowed: a day to come, YYYY-MM-DD, within ${onDemandRetentionDays.max} ${onDemandRetentionDays.unit}.`,
  );
}

function count(option: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= least) return number;
  throw new Failure(`${option}: got "${value}"; allowed: a whole number from ${least}.`);
}
