import * as pulumi from "@pulumi/pulumi";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { argumentsOf } from "../../src/component/argumentTypes";
import type { ResolvedInput } from "../../src/component/deferred";
import { judgePart } from "../../src/component/parts";
import { formatFinding } from "../../src/core/format";

const valid = {
  resourceGroupName: "bank",
  vaultName: "safe",
  policyName: "nightly",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};

/** The errors in the arguments of a VmBackupPolicy, on one line each, without their sources. */
function errorsOf(change: object, resolved: ReadonlyMap<unknown, ResolvedInput> = new Map()): string[] {
  const part = {
    path: "",
    value: { ...valid, ...change },
    argument: { type: { fields: argumentsOf("VmBackupPolicy") } },
    rules: vmBackupPolicyRules,
  };
  return judgePart(part, resolved).map((finding) => formatFinding({ ...finding, source: undefined }));
}

const dayly = { dayly: { time: "22:30" } };

it("the valid arguments have no errors", () => expect(errorsOf({})).toEqual([]));

it.each<[what: string, change: object, errors: string[]]>([
  ["a schedule", { schedule: dayly }, ["Unknown argument schedule.dayly. Did you mean daily?"]],
  [
    "a required argument of a schedule",
    { schedule: { daily: { tim: "22:30" } } },
    ["Unknown argument schedule.daily.tim. Did you mean time?"],
  ],
  [
    "the retention that the schedule requires",
    { retention: { daly: { days: 30 } } },
    ["Unknown argument retention.daly. Did you mean daily?"],
  ],
  [
    "the form of points",
    { retention: { daily: { days: 30 }, monthly: { months: 12, byDates: { days: [1] } } } },
    ["Unknown argument retention.monthly.byDates. Did you mean byDate?"],
  ],
  [
    "a list",
    {
      schedule: { weekly: { time: "22:30", day: ["Sunday"] } },
      retention: { weekly: { weeks: 12 } },
    },
    ["Unknown argument schedule.weekly.day. Did you mean days?"],
  ],
  [
    "a name that is like no argument",
    { schedule: { every: 1 } },
    ["Unknown argument schedule.every. Fix: remove it, or use one of daily, weekly, hourly."],
  ],
  [
    "a name next to a valid schedule",
    { schedule: { ...valid.schedule, every: 1 } },
    ["Unknown argument schedule.every. Fix: remove it, or use one of daily, weekly, hourly."],
  ],
])("%s under an unknown name is one error", (_, change, errors) => {
  expect(errorsOf(change)).toEqual(errors);
});

it.each<[what: string, change: object, errors: RegExp[]]>([
  [
    "in the same block",
    { schedule: { daily: { time: "22:15", tim: "22:30" } } },
    [/^Unknown argument schedule\.daily\.tim\. /, /^schedule\.daily\.time is "22:15"; /],
  ],
  [
    "of an argument that the unknown name is not like",
    { schedule: { hourly: { startTime: "08:00", intervalHours: 4, notes: "" } } },
    [
      /^Unknown argument schedule\.hourly\.notes\. /,
      /^schedule\.hourly\.windowHours: a number of hours is required\. /,
    ],
  ],
  [
    "in another block",
    { schedule: dayly, retention: { daily: { days: 6 } } },
    [/^Unknown argument schedule\.dayly\. /, /^retention\.daily\.days is 6; /],
  ],
])("another error %s is reported too", (_, change, errors) => {
  expect(errorsOf(change)).toEqual(errors.map((error) => expect.stringMatching(error)));
});

it("a misspelt argument in a deferred input is one error once the input is known", () => {
  const schedule = pulumi.output(dayly);
  const resolved = new Map([[schedule, { value: dayly, isSecret: false }]]);
  expect(errorsOf({ schedule })).toEqual([]);
  expect(errorsOf({ schedule }, resolved)).toEqual(["Unknown argument schedule.dayly. Did you mean daily?"]);
});
