import { existsSync } from "node:fs";
import type { Command } from "commander";
import { deletionOrder, drillOf } from "../../src/drill/place";
import { type Arm, armOf } from "../../src/live/arm";
import { backupClientOf } from "../../src/live/client";
import { type AzureOptions, sessionOf, withAzureOptions } from "../azure";
import { exitCodes, Failure, invalidOption, printable } from "../failure";
import { note } from "../notes";
import { cleanUp } from "./cleanUp";
import { type Settings, seconds } from "./options";
import { resourcesIn } from "./place";
import { openEvidence } from "./record";
import { drillVm } from "./run";
import type { VmDrill } from "./unfinishedRun";

interface Options extends AzureOptions {
  readonly targetGroup?: string;
  readonly evidence?: string;
  readonly drill?: readonly string[];
  readonly pollSeconds: string;
  readonly yes?: boolean;
}

/** `azure-vm-backup drill clean`. */
export function addClean(drill: Command): void {
  withAzureOptions(drill.command("clean"))
    .description(
      "Removes what a drill left behind: only resources that carry a drill's id, in a group for drills.",
    )
    .option("--target-group <id>", "id of the resource group, /subscriptions/…/resourceGroups/…")
    .option("--drill <id...>", "ids of drills (default: all in the group)")
    .option(
      "--evidence <folder>",
      "give up the unfinished run of this folder: remove what it created, and write its evidence",
    )
    .option("--poll-seconds <seconds>", "time between two requests for a state", "15")
    .option("--yes", "remove: without it, the command only lists")
    .addHelpText("after", "\nExit codes: 0 nothing is left, 1 something is left, 2 could not run.")
    .action(async (_options: Options, command: Command) => {
      process.exitCode = await clean(command.optsWithGlobals<Options>());
    });
}

async function clean(options: Options): Promise<number> {
  const pauseSeconds = seconds("--poll-seconds", options.pollSeconds);
  const session = await sessionOf(options);
  const arm = await armOf(session.cloud, session.credential, note);
  if (options.evidence !== undefined)
    return giveUp(options.evidence, options.yes === true, pauseSeconds, arm, session);
  const { targetGroup: groupId = "" } = options;
  if (!/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(groupId))
    throw new Failure(
      "Give the id of the drills' resource group with --target-group, or a folder with --evidence.",
    );
  const only = options.drill?.map((id) => id.toLowerCase());
  const found = new Map<string, string[]>();
  for (const resource of await resourcesIn(arm, groupId)) {
    const owner = drillOf(resource);
    if (owner === undefined || (only !== undefined && !only.includes(owner))) continue;
    if (deletionOrder(resource.type) !== undefined)
      found.set(owner, [...(found.get(owner) ?? []), resource.id]);
  }
  const absent = only?.filter((id) => !found.has(id)) ?? [];
  for (const id of absent) process.stdout.write(`${printable(`Nothing is left of drill ${id}.`)}\n`);
  if (found.size === 0 && only === undefined) process.stdout.write("Nothing is left of a drill.\n");
  let isLeft = false;
  for (const [drillId, ids] of found) {
    if (options.yes !== true) {
      isLeft = true;
      for (const id of ids) process.stdout.write(`${printable(`${drillId}  ${id}`)}\n`);
      continue;
    }
    const { removed, left } = await cleanUp(arm, groupId, drillId, ids, pauseSeconds);
    for (const id of removed) process.stdout.write(`${printable(`${drillId}  removed  ${id}`)}\n`);
    for (const { id, why } of left) process.stdout.write(`${printable(`${drillId}  left  ${id}: ${why}`)}\n`);
    isLeft ||= left.length > 0;
  }
  if (isLeft && options.yes !== true) note("Nothing was removed. To remove it, add --yes.");
  return isLeft ? exitCodes.findings : exitCodes.done;
}

/** The settings of a run that only cleans up. */
const settingsOf = (pauseSeconds: number): Settings => ({
  ...{ targetGroup: "", subnetId: null, stagingId: "", pick: "latest", tier: "any", checks: [] },
  ...{ isSecondary: false, currency: "USD" },
  ...{ allowAzureCloud: false, rtoSeconds: null, rpoSeconds: null, keepMs: 0, guardRequests: [] },
  ...{ concurrency: 1, pauseSeconds },
});

async function giveUp(
  folderName: string,
  yes: boolean,
  pauseSeconds: number,
  arm: Arm,
  { cloud, credential }: Awaited<ReturnType<typeof sessionOf>>,
): Promise<number> {
  if (!existsSync(folderName))
    throw invalidOption("--evidence", folderName, "the folder of an unfinished run");
  const folder = openEvidence(folderName);
  try {
    const run = folder.unfinished;
    if (run === undefined) throw new Failure(`${folderName} has no unfinished run.`);
    const open = run.vms.filter(({ step }) => step !== "recorded");
    for (const { vm, drillId, step } of open)
      process.stdout.write(`${printable(`${vm.name}  ${drillId}  ${step}`)}\n`);
    if (!yes) throw new Failure("Nothing was removed. To give up this run, add --yes.");
    const update = (one: VmDrill, changes: Partial<VmDrill>) => {
      Object.assign(one, changes);
      folder.save(run);
    };
    let isLeft = false;
    for (const drill of open) {
      const log = (text: string) => note(`${drill.vm.name}: ${text}`);
      const client = await backupClientOf(drill.item.id.split("/")[2] ?? "", cloud, credential, note);
      if (drill.failure === undefined && drill.step !== "cleaning")
        update(drill, { failure: { kind: "restore", message: "the run was given up" } });
      const settings = settingsOf(pauseSeconds);
      const evidence = await drillVm({ arm, client, settings, run, update, log }, drill);
      folder.write(evidence);
      update(drill, { step: "recorded" });
      isLeft ||= !evidence.cleanUp.complete;
    }
    folder.finish();
    return isLeft ? exitCodes.findings : exitCodes.done;
  } finally {
    folder.close();
  }
}
