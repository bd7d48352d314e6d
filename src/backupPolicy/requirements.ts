import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { retention } from "./facts";
import { backupPolicyType } from "./payload/fromArm";
import { onPayloads, protectionPolicyRules } from "./payload/rules";
import { daylightSavingNote, minimumRetention } from "./requirementRules";

export const backupPolicyRequirements = [
  onResources({
    name: "backup-policy-valid",
    displayName: "Valid backup policy",
    description:
      "Azure Backup accepts the backup policy: its schedule, retention and other settings are valid together.",
    why: "The service refuses an invalid policy with the error code BMSUserErrorInvalidPolicyInput, which does not name the field.",
    notSeen: "Limits of the service that no source documents.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [backupPolicyType]: protectionPolicyRules }),
    remediation: "Correct each field that the findings name.",
    page: pages.enhancedPolicy,
    framework: supportMatrix("Backup policy"),
  }),
  onResources({
    name: "backup-policy-minimum-retention",
    displayName: "Minimum retention",
    description: "A backup policy keeps every backup for at least minDays days.",
    why: "If recovery points expire before damage is found, nothing can be restored.",
    notSeen: "Whether your VMs use this policy.",
    level: "mandatory",
    severity: "medium",
    settings: {
      minDays: wholeNumber(
        retention.daily.min,
        retention.daily,
        "Minimum number of days for which every backup is kept. The default is Azure's own minimum, which backup-policy-valid checks.",
      ),
    },
    rules: ({ minDays }) => ({ [backupPolicyType]: onPayloads(minimumRetention(minDays)) }),
    remediation: "Keep daily points longer or, with a weekly schedule, weekly points.",
    page: pages.faq,
    framework: supportMatrix("Backup policy"),
  }),
  onResources({
    name: "backup-policy-clock-change",
    displayName: "Backup times and daylight saving",
    description:
      "A backup policy's time zone has no daylight saving time, or the policy's times suit both of the zone's offsets.",
    why: "Azure Backup does not adjust to daylight saving time: a backup may run an hour earlier or later for part of the year.",
    notSeen: "Which of the zone's two offsets Azure uses: no source says.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [backupPolicyType]: onPayloads(daylightSavingNote) }),
    remediation: "Choose a time that suits both offsets, then exempt the policy.",
    page: pages.vmMatrix,
    framework: supportMatrix("Backup time"),
    seed: "Azure Backup doesn't adjust the clock automatically for daylight saving time. Change backup policies by hand as needed.",
  }),
] as const;
