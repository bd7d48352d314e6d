import { pages } from "../core/pages";
import { benchmark, onResources, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { retention } from "./facts";
import { clocksDoNotChange, keptAtLeast } from "./notices";
import { backupPolicyType } from "./payload/fromArm";
import { onPayloads, protectionPolicyRules } from "./payload/rules";

export const backupPolicyRequirements = [
  onResources({
    name: "backup-policy-valid",
    displayName: "Backup policy is valid",
    description: "A backup policy for Azure VMs is one that the service accepts.",
    why: "The service answers one code to whatever is wrong: BMSUserErrorInvalidPolicyInput.",
    notSeen: "Rules of the service that no source tells.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [backupPolicyType]: protectionPolicyRules }),
    remediation:
      "Correct each field that the findings name: the service itself says only BMSUserErrorInvalidPolicyInput.",
    page: pages.enhancedPolicy,
    framework: supportMatrix("Backup policy"),
  }),
  onResources({
    name: "backup-policy-minimum-retention",
    displayName: "Shortest retention",
    description: "A backup policy keeps every backup for at least the days that are demanded.",
    why: "Points that are gone before somebody finds the damage help nobody.",
    notSeen: "Whether the VMs have this policy.",
    level: "mandatory",
    severity: "medium",
    settings: {
      minDays: wholeNumber(
        retention.daily.min,
        retention.daily,
        "Fewest days for which every backup is kept.",
      ),
    },
    rules: ({ minDays }) => ({ [backupPolicyType]: onPayloads(keptAtLeast(minDays)) }),
    remediation: "Keep daily or weekly points longer.",
    page: pages.faq,
    framework: benchmark("BR-1"),
  }),
  onResources({
    name: "backup-policy-clock-change",
    displayName: "Backup times and daylight saving",
    description: "Whoever owns a backup policy knows at which hours it runs in summer and in winter.",
    why: "Azure Backup does not follow daylight saving: a backup may run an hour earlier or later for a part of the year.",
    notSeen: "Which of the two offsets Azure takes: no source says.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [backupPolicyType]: onPayloads(clocksDoNotChange) }),
    remediation: "Choose a time that suits both halves of the year.",
    page: pages.vmMatrix,
    framework: supportMatrix("Backup time"),
    seed: "Azure Backup doesn't adjust the clock automatically for daylight saving time. Change backup policies by hand as needed.",
  }),
] as const;
