/** Whether files of an evidence folder have the form in which drills write them. Someone may have changed them, or put others there. */
import type { Evidence, Outcome } from "../../src/drill/evidence";
import { evidenceFormat } from "../../src/drill/evidence";
import type { Run, VmDrill } from "./unfinishedRun";

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isFlag: Test = (value) => typeof value === "boolean";
const isNumber: Test = (value) => typeof value === "number";
const isTime: Test = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const orAbsent =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const oneOf =
  (accepted: readonly unknown[]): Test =>
  (value) =>
    accepted.includes(value);
const fields =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(tests).every(([name, test]) => test((value as Fields)[name]));

const outcomes: readonly Outcome[] = ["passed", "failed", "incomplete"];
const seconds = orNull(isNumber);

/** Only what the reports read: `drill report --verify` shows whether anything else was changed. */
const readEvidence = fields({
  ...{ format: oneOf([evidenceFormat]), drillId: isText, simulated: isFlag, outcome: oneOf(outcomes) },
  vm: fields({ id: isText, name: isText }),
  recoveryPoint: orNull(fields({ time: isText, consistency: isText, threatStatus: orAbsent(isText) })),
  target: fields({ disksOnly: orNull(isText), secondaryRegion: orAbsent(orNull(isText)) }),
  checks: listOf(fields({ name: isText, result: isText })),
  objectives: fields({
    ...{ rtoSeconds: seconds, recoverySeconds: seconds, rpoSeconds: seconds, pointAgeSeconds: seconds },
  }),
  cleanUp: fields({ complete: isFlag, removed: listOf(isText), left: listOf(fields({})) }),
  ...{ reasons: listOf(isText), correctiveAction: orNull(isText), by: orNull(isText) },
  ...{ startedAt: isTime, endedAt: isTime },
});

const steps: readonly VmDrill["step"][] = ["planned", "restoring", "checking", "cleaning", "recorded"];

const readRun = fields({
  ...{ format: oneOf(["azure-vm-backup/restore-drill-run/1"]), runId: isText, request: isText },
  ...{ groupId: isText, stagingId: isText },
  vms: listOf(
    fields({
      ...{ drillId: isText, vm: fields({ id: isText, name: isText }), item: fields({ id: isText }) },
      ...{ step: oneOf(steps), checks: listOf(fields({ name: isText })), created: listOf(isText) },
    }),
  ),
});

export const isEvidence = (value: unknown): value is Evidence => readEvidence(value);
export const isRun = (value: unknown): value is Run => readRun(value);
