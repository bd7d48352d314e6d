import { types } from "../../policies/tokens";
import { pages } from "../core/fact";
import { benchmark, onResources, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { retention } from "./facts";
import { clocksDoNotChange, keptAtLeast } from "./notices";
import { onPayload, protectionPolicyRules } from "./payloadRules";

export const backupPolicyRequirements = [
  onResources({
    name: "backup-policy-valid",
    displayName: "Backup policy is valid",
    description: "A backup policy for Azure VMs is one that the service accepts.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [types.policy]: protectionPolicyRules }),
    remediation:
      "Correct each field that the findings name: the service itself says only BMSUserErrorInvalidPolicyInput.",
    url: pages.enhancedPolicy,
    framework: supportMatrix("Backup policy"),
  }),
  onResources({
    name: "backup-policy-minimum-retention",
    displayName: "Shortest retention",
    description: "A backup policy keeps every backup for at least the days that are demanded.",
    level: "mandatory",
    severity: "medium",
    knobs: {
      minDays: wholeNumber(retention.daily.min, "Fewest days for which every backup is kept."),
    },
    rules: ({ minDays }) => ({ [types.policy]: [onPayload(keptAtLeast(minDays))] }),
    remediation: "Keep daily or weekly points longer.",
    url: pages.faq,
    framework: benchmark("BR-1"),
  }),
  onResources({
    name: "backup-policy-clock-change",
    displayName: "Backup times and daylight saving",
    description: "Whoever owns a backup policy knows at which hours it runs in summer and in winter.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [types.policy]: [onPayload(clocksDoNotChange)] }),
    remediation: "Choose a time that suits both halves of the year.",
    url: pages.vmMatrix,
    framework: supportMatrix("Backup time"),
    seed: "Azure Backup doesn't adjust the clock automatically for daylight saving time. Change backup policies by hand as needed.",
  }),
] as const;
