import { type BackupPolicy, instantRestoreDaysOf } from "../src/backupPolicy/arm";
import { defaultTier } from "../src/backupPolicy/facts";
import { policyMeaning } from "../src/backupPolicy/meaning";
import { presets } from "../src/backupPolicy/presets";

/** What each preset contains, defaults included, and what its points mean for a restore. */
export function presetTable(): string {
  const rows = Object.entries(presets).map(([name, preset]) => {
    const policy: BackupPolicy = preset;
    const { recoveryPoints, worstCaseAgeHours } = policyMeaning(policy);
    const cells = [
      `\`${name}\``,
      policy.tier ?? defaultTier,
      scheduleOf(policy),
      retentionOf(policy),
      `${instantRestoreDaysOf(policy)} days`,
      recoveryPoints,
      `${worstCaseAgeHours} hours`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| preset | tier | backups | points are kept | snapshots are kept | points per VM | age of the newest point, at most |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function scheduleOf({ schedule: { daily, hourly } }: BackupPolicy): string {
  if (daily) return `every day at ${daily.time}`;
  if (hourly)
    return `every ${hourly.intervalHours} hours for ${hourly.windowHours} hours from ${hourly.startTime}`;
  throw new Error("presetTable describes daily and hourly schedules only");
}

function retentionOf({ retention: { daily, weekly, monthly, yearly } }: BackupPolicy): string {
  const weekday = ({ byWeekday }: Pick<NonNullable<typeof monthly>, "byWeekday">) =>
    [byWeekday?.weeks, byWeekday?.days].map((names) => names?.join(", ")).join(" ");
  return [
    daily && `daily: ${daily.days} days`,
    weekly && `weekly (${weekly.days?.join(", ")}): ${weekly.weeks} weeks`,
    monthly && `monthly (${weekday(monthly)}): ${monthly.months} months`,
    yearly && `yearly (${weekday(yearly)} of ${yearly.months.join(", ")}): ${yearly.years} years`,
  ]
    .filter(Boolean)
    .join("<br>");
}
