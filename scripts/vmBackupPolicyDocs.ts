import * as facts from "../src/backupPolicy/facts";
import type { Range, Sourced } from "../src/core/fact";

const range = ({ min, max, unit }: Range) =>
  min === max ? `exactly ${min} ${unit}` : `${min} to ${max} ${unit}`;

const { Standard, Enhanced } = facts.instantRestoreDays;
const hourly = facts.hourlyInstantRestoreDays;

/** Each limit of a policy: what, its value, its fact. */
const limits: readonly [what: string, value: string, fact: Sourced][] = [
  ["`policyName`, length", range(facts.policyNameLength), facts.policyNameLength],
  ["`policyName`, characters", facts.policyNameForm.text, facts.policyNameForm],
  [
    "`schedule.daily.time`, `.weekly.time`, `.hourly.startTime`",
    facts.backupTimeForm.text,
    facts.backupTimeForm,
  ],
  [
    "`schedule.hourly.intervalHours`",
    `${facts.hourlyIntervals.value.join(", ")} hours`,
    facts.hourlyIntervals,
  ],
  [
    "`schedule.hourly.windowHours`",
    `${range(facts.hourlyWindow)}, a multiple of the interval`,
    facts.hourlyWindow,
  ],
  ["`retention.daily.days`", range(facts.retention.daily), facts.retention.daily],
  ["`retention.weekly.weeks`", range(facts.retention.weekly), facts.retention.weekly],
  ["`retention.monthly.months`", range(facts.retention.monthly), facts.retention.monthly],
  ["`retention.yearly.years`", range(facts.retention.yearly), facts.retention.yearly],
  ["`byDate.days`", range(facts.dayOfMonth), facts.dayOfMonth],
  ["recovery points of one VM at steady state", `at most ${facts.recoveryPoints.max}`, facts.recoveryPoints],
  ["`instantRestoreDays`, Standard, daily", range(Standard.daily), Standard.daily],
  ["`instantRestoreDays`, Standard, weekly", range(Standard.weekly), Standard.weekly],
  ["`instantRestoreDays`, Enhanced, daily", range(Enhanced.daily), Enhanced.daily],
  ["`instantRestoreDays`, Enhanced, weekly", range(Enhanced.weekly), Enhanced.weekly],
  ...Object.entries(hourly).map(([hours, limit]): [string, string, Sourced] => [
    `\`instantRestoreDays\`, Enhanced, every ${hours} hours`,
    range(limit),
    limit,
  ]),
  [
    "`instantRestoreResourceGroup.prefix`, `.suffix`",
    facts.resourceGroupAffix.text,
    facts.resourceGroupAffix,
  ],
  ["`archive.afterMonths`", range(facts.archiveAfterMonths), facts.archiveAfterMonths],
  [
    "monthly or yearly retention with `archive.afterMonths`",
    `at least ${facts.archiveKeepMonths.value} months longer`,
    facts.archiveKeepMonths,
  ],
  [
    "monthly or yearly retention with `archive.recommended`",
    `at least ${facts.archiveRecommendedMonths.value} months`,
    facts.archiveRecommendedMonths,
  ],
];

/** The table of all limits, each with its source, date and remark. */
export function vmBackupPolicyLimits(): string {
  const rows = limits.map(
    ([what, value, { source, asOf, note }]) =>
      `| ${what} | ${value} | [${asOf}](${source}) | ${note ?? ""} |`,
  );
  return ["| Argument | Allowed | Source | Remark |", "|---|---|---|---|", ...rows].join("\n");
}

/** The worked examples of a program, each between `// example: title` and `// end`. */
export function vmBackupPolicyExamples(program: string): string {
  const found = [...program.matchAll(/^\/\/ example: (.+)\n([\s\S]*?)^\/\/ end$/gm)];
  return found.map(([, title, code]) => `### ${title}\n\n\`\`\`ts\n${code}\`\`\`\n`).join("\n");
}
