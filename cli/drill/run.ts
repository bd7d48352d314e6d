import {
  type Evidence,
  evidenceFormat,
  isMet,
  judge,
  type Objectives,
  type Phase,
} from "../../src/drill/evidence";
import { doesNotProve } from "../../src/drill/facts";
import { pause } from "../../src/live/backupNow";
import { oneLine } from "../failure";
import { packageVersion } from "../version";
import { runChecks } from "./checks";
import { cleanUp } from "./cleanUp";
import { type Context, now } from "./context";
import { recordCreated, restore } from "./restore";
import { targetVmId } from "./restoreJob";
import type { VmDrill } from "./unfinishedRun";

/** Drills one VM, from the step at which it stopped. It always ends with a clean-up and with evidence. */
export async function drillVm(context: Context, drill: VmDrill): Promise<Evidence> {
  const { update, log, settings } = context;
  if (drill.startedAt === undefined) update(drill, { startedAt: now() });
  if (drill.failure === undefined && (drill.step === "planned" || drill.step === "restoring")) {
    try {
      await restore(context, drill);
      update(drill, { step: "checking" });
    } catch (error) {
      update(drill, { failure: { kind: "restore", message: oneLine(error) } });
    }
  }
  if (drill.failure === undefined && drill.step === "checking") {
    update(drill, { checksStartedAt: drill.checksStartedAt ?? now() });
    const checks = await runChecks(context, drill);
    for (const { name, result, detail } of checks) log(`check ${name} ${result}: ${detail}`);
    update(drill, {
      checks,
      checksEndedAt: now(),
      keepUntil: new Date(Date.now() + settings.keepMs).toISOString(),
    });
  }
  if (drill.step !== "cleaning" && drill.keepUntil !== undefined) await keep(context, drill, drill.keepUntil);
  update(drill, { step: "cleaning" });
  if (drill.cleanUp === undefined) update(drill, await cleaned(context, drill));
  return evidenceOf(context, drill);
}

async function keep({ log, settings }: Context, { failure }: VmDrill, until: string): Promise<void> {
  const leftMs = Date.parse(until) - Date.now();
  if (failure !== undefined || leftMs <= 0) return;
  if (settings.keepMs > 0) log(`kept until ${until}`);
  await pause(leftMs / 1000);
}

/** A restore that failed, or whose record is incomplete, may have created something. */
async function cleaned(context: Context, drill: VmDrill): Promise<Partial<VmDrill>> {
  const { arm, run, settings, log } = context;
  const startedAt = now();
  if (drill.requestedAt !== undefined)
    await recordCreated(context, drill).catch((error) =>
      log(`what was created could not be read: ${oneLine(error)}`),
    );
  const result = await cleanUp(arm, run.groupId, drill.drillId, drill.created, settings.pauseSeconds);
  log(
    result.complete
      ? `${result.removed.length} resources removed`
      : `${result.left.length} resources are left`,
  );
  return { cleanUp: result, cleanUpStartedAt: startedAt, cleanUpEndedAt: now() };
}

function evidenceOf(context: Context, drill: VmDrill): Evidence {
  const { run } = context;
  const { point, cleanUp: result } = drill;
  if (result === undefined) throw new Error("the clean-up is not recorded");
  const startedAt = drill.startedAt ?? now();
  const objectives = objectivesOf(context, drill, startedAt);
  const { outcome, reasons, correctiveAction } = judge({
    ...{ failure: drill.failure, checks: drill.checks, objectives, cleanUp: result },
  });
  return {
    format: evidenceFormat,
    ...{ drillId: drill.drillId, runId: run.runId, simulated: run.simulated },
    ...{ vm: drill.vm, item: drill.item, recoveryPoint: point },
    target: {
      recoveryType:
        drill.jobId === undefined ? null : drill.disksOnly === null ? "AlternateLocation" : "RestoreDisks",
      disksOnly: drill.disksOnly,
      groupId: run.groupId,
      vmId: drill.jobId === undefined ? null : (targetVmId(context, drill) ?? null),
      subnetId: drill.disksOnly === null ? run.subnetId : null,
      stagingId: run.stagingId,
      jobId: drill.jobId ?? null,
      secondaryRegion: drill.secondaryRegion ?? null,
    },
    phases: phasesOf(drill),
    ...{
      checks: drill.checks,
      objectives,
      cleanUp: result,
      outcome,
      reasons,
      correctiveAction,
      doesNotProve,
    },
    ...{ startedAt, endedAt: drill.cleanUpEndedAt ?? now(), by: run.by },
    versions: { azureVmBackup: packageVersion, node: process.version },
  };
}

function objectivesOf({ settings }: Context, drill: VmDrill, startedAt: string): Objectives {
  const { rtoSeconds, rpoSeconds } = settings;
  const { point, restoreStartedAt, checksEndedAt } = drill;
  const isMeasured = restoreStartedAt !== undefined && checksEndedAt !== undefined;
  const recoverySeconds = isMeasured ? secondsBetween(restoreStartedAt, checksEndedAt) : null;
  const pointAgeSeconds = point === null ? null : secondsBetween(point.time, startedAt);
  return {
    ...{ rtoSeconds, recoverySeconds, rtoMet: isMet(rtoSeconds, recoverySeconds) },
    ...{ rpoSeconds, pointAgeSeconds, rpoMet: isMet(rpoSeconds, pointAgeSeconds) },
  };
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

function phasesOf(drill: VmDrill): Phase[] {
  const phase = (name: Phase["name"], startedAt?: string, endedAt?: string): Phase[] =>
    startedAt === undefined || endedAt === undefined
      ? []
      : [{ name, startedAt, endedAt, seconds: secondsBetween(startedAt, endedAt) }];
  return [
    ...phase("restore", drill.restoreStartedAt, drill.restoreEndedAt),
    ...phase("checks", drill.checksStartedAt, drill.checksEndedAt),
    ...phase("clean-up", drill.cleanUpStartedAt, drill.cleanUpEndedAt),
  ];
}
