/** The limits of components' arguments, read from the facts. */
import * as policy from "../src/backupPolicy/facts";
import type { Amount, Range, Sourced } from "../src/core/fact";
import * as names from "../src/names/facts";
import * as network from "../src/network/facts";
import * as protection from "../src/protection/facts";
import * as vault from "../src/vault/facts";
import * as later from "../src/vault/laterFacts";

type Limit = readonly [argument: string, allowed: string, fact: Sourced];

const range = ({ min, max, unit }: Range) =>
  min === max ? `exactly ${min} ${unit}` : `${min} to ${max} ${unit}`.replace(/ \(\w+\)$/, "");

const atMost = ({ value, unit }: Amount) => `at most ${value} ${unit}`;

const { Standard, Enhanced } = policy.instantRestoreDays;
const hourly = policy.hourlyInstantRestoreDays;

const policyLimits: readonly Limit[] = [
  ["`policyName`, length", range(names.policyNameLength), names.policyNameLength],
  ["`policyName`, characters", names.policyNameForm.text, names.policyNameForm],
  [
    "`schedule.daily.time`, `.weekly.time`, `.hourly.startTime`",
    policy.backupTimeForm.text,
    policy.backupTimeForm,
  ],
  [
    "`schedule.hourly.intervalHours`",
    `${policy.hourlyIntervals.value.join(", ")} hours`,
    policy.hourlyIntervals,
  ],
  [
    "`schedule.hourly.windowHours`",
    `${range(policy.hourlyWindow)}, a multiple of the interval`,
    policy.hourlyWindow,
  ],
  ["`retention.daily.days`", range(policy.retention.daily), policy.retention.daily],
  ["`retention.weekly.weeks`", range(policy.retention.weekly), policy.retention.weekly],
  ["`retention.monthly.months`", range(policy.retention.monthly), policy.retention.monthly],
  ["`retention.yearly.years`", range(policy.retention.yearly), policy.retention.yearly],
  ["`byDate.days`", range(policy.dayOfMonth), policy.dayOfMonth],
  [
    "recovery points of one VM at steady state",
    `at most ${policy.recoveryPoints.max}`,
    policy.recoveryPoints,
  ],
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
    policy.resourceGroupAffix.text,
    policy.resourceGroupAffix,
  ],
  ["`archive.afterMonths`", range(policy.archiveAfterMonths), policy.archiveAfterMonths],
  [
    "monthly or yearly retention with `archive.afterMonths`",
    `at least ${policy.archiveKeepMonths.value} months longer`,
    policy.archiveKeepMonths,
  ],
  [
    "monthly or yearly retention with `archive.recommended`",
    `at least ${policy.archiveRecommendedMonths.value} months`,
    policy.archiveRecommendedMonths,
  ],
];

const vaultLimits: readonly Limit[] = [
  ["`vaultName`, length", range(names.vaultNameLength), names.vaultNameLength],
  ["`vaultName`, characters", names.vaultNameForm.text, names.vaultNameForm],
  ["`softDelete.retentionDays`", range(vault.softDeleteRetentionDays), vault.softDeleteRetentionDays],
  ["`immutabilityDays`", range(later.immutabilityDays), later.immutabilityDays],
  ["`softDelete.state`", vault.softDeleteForced.states.join(" or "), vault.softDeleteForced],
  [
    "`crossRegionRestore`",
    `on a ${vault.crossRegionRestoreRedundancy.value} vault`,
    vault.crossRegionRestoreRedundancy,
  ],
  ["`encryption.keyUri`", escaped(names.keyUriForm.text), names.keyUriForm],
  [
    "`privateEndpoints`",
    `at most ${vault.privateEndpointsPerVault.max} per vault`,
    vault.privateEndpointsPerVault,
  ],
];

const itemLimits: readonly Limit[] = [
  ["VMs in a vault", atMost(protection.vmsPerVault), protection.vmsPerVault],
  [
    "VMs that use a policy",
    `${atMost(protection.vmsPerPolicy)}; sources disagree: ${protection.vmsPerPolicy.disputed.by}`,
    protection.vmsPerPolicy,
  ],
  ["VMs newly protected in a vault", atMost(protection.registrationsPerDay), protection.registrationsPerDay],
  [
    "`initialBackup.retentionDays`",
    range(protection.onDemandRetentionDays),
    protection.onDemandRetentionDays,
  ],
];

const networkNameLimits: readonly Limit[] = [
  ["length", range(names.networkNameLength), names.networkNameLength],
  ["characters", names.networkNameForm.text, names.networkNameForm],
];

const securityRuleLimits: readonly Limit[] = [
  ...networkNameLimits.map(([what, allowed, fact]): Limit => [`\`ruleName\`, ${what}`, allowed, fact]),
  ["`priority`", range(network.securityRulePriority), network.securityRulePriority],
  [
    "`description`",
    `at most ${network.securityRuleDescriptionLength.max} characters`,
    network.securityRuleDescriptionLength,
  ],
];

const proxyPort: Limit = ["`proxyPort`", range(network.port), network.port];

const limits: Readonly<Record<string, readonly Limit[]>> = {
  BackupVault: vaultLimits,
  VmBackupPolicy: policyLimits,
  ProtectedVms: itemLimits,
  RegionalBackup: itemLimits,
  BackupNsgRule: [
    ...Object.entries(network.diskKindPort.value).map(
      ([kind, port]): Limit => [`port of \`diskKind\` ${kind}`, String(port), network.diskKindPort],
    ),
    ...securityRuleLimits,
  ],
  BackupServiceTagRules: [
    ["port of the three tags", String(network.backupServiceTags.port), network.backupServiceTags],
    ...securityRuleLimits,
  ],
  ProxyExceptionRule: [
    ["`ports`", network.proxyException.ports.join(" and "), network.proxyException],
    ...securityRuleLimits,
  ],
  ProxyInboundRule: [proxyPort, ...securityRuleLimits],
  VmProxySettings: [["`proxyHost`", network.proxyHostForm.text, network.proxyHostForm], proxyPort],
  BackupFirewallRule: [
    ...networkNameLimits.map(([what, allowed, fact]): Limit => [`\`groupName\`, ${what}`, allowed, fact]),
    ["`priority`", range(network.firewallPriority), network.firewallPriority],
  ],
};

/** The table of a component's limits, each with its source, date and remark; undefined for a component without limits. */
export function limitTable(component: string): string | undefined {
  const rows = limits[component]?.map(
    ([argument, allowed, { source, asOf, note }]) =>
      `| ${argument} | ${allowed} | [${asOf}](${source}) | ${note ?? ""} |`,
  );
  return rows && ["| | Azure accepts | source | remark |", "|---|---|---|---|", ...rows].join("\n");
}

function escaped(text: string): string {
  return text.replace(/</g, "&lt;");
}
