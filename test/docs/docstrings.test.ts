import { readFileSync } from "node:fs";
import { componentFiles } from "../../scripts/componentFiles";
import { components, type Properties, type Property } from "../../scripts/componentSchema";
import * as scale from "../../src/atScale/facts";
import * as policy from "../../src/backupPolicy/facts";
import type { Range } from "../../src/core/fact";
import * as drill from "../../src/drill/networkFacts";
import * as names from "../../src/names/facts";
import * as network from "../../src/network/facts";
import * as protection from "../../src/protection/facts";
import { maxSpreadPolicies } from "../../src/regional/placement";
import { maxVaultsPerRegion } from "../../src/regional/vaultRules";
import * as vault from "../../src/vault/facts";
import { immutabilityDays } from "../../src/vault/laterFacts";
import { blocksIn } from "./pages";

const schema: { types: Record<string, { properties?: Properties; required?: string[] }> } = JSON.parse(
  readFileSync("schema.json", "utf8"),
);

interface Structure {
  readonly name: string;
  readonly properties: Properties;
  readonly required: readonly string[];
}

/** Whatever has arguments: the components and the structures inside of them. */
const structures: readonly Structure[] = [
  ...components.map(({ name, inputs, required }) => ({ name, properties: inputs, required })),
  ...Object.entries(schema.types).map(([token, { properties = {}, required = [] }]) => ({
    ...{ name: token.split(":").pop() as string, properties, required },
  })),
];

const docstring = ({ description = "" }: Property): string => description.replace(/\s+/g, " ");

const range = ({ min, max }: Range): string => `${min} to ${max}`;
const upTo = ({ max }: Range): string => `up to ${max} characters`;

const { Standard, Enhanced } = policy.instantRestoreDays;
const kept = policy.defaultInstantRestoreDays;
const intervals = policy.hourlyIntervals.value;
const longestTag = Math.max(...network.backupServiceTags.value.map(({ length }) => length + 1));
const { min: firstPriority, max: lastPriority } = network.securityRulePriority;
const moreTags = network.backupServiceTags.value.length - 1;

const securityRule = (fallback: number) => ({
  priority: [range(network.securityRulePriority), `else ${fallback}`],
  ruleName: [range(names.networkNameLength)],
  description: [upTo(network.securityRuleDescriptionLength)],
});

const instantRestoreDays = [
  `Standard ${range(Standard.daily)} (weekly: ${Standard.weekly.min})`,
  `Enhanced ${range(Enhanced.daily)} (weekly: ${range(Enhanced.weekly)};`,
  `Standard ${kept.Standard.daily} (weekly: ${kept.Standard.weekly}), Enhanced ${kept.Enhanced.daily}`,
];

/** What the docstrings say in numbers, from the facts. */
const said: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  BackupVault: {
    vaultName: [range(names.vaultNameLength)],
    softDelete: [`${vault.softDeleteRetentionDays.min} days`],
    immutabilityDays: [range(immutabilityDays)],
  },
  SoftDelete: {
    retentionDays: [range(vault.softDeleteRetentionDays), `default, ${vault.softDeleteRetentionDays.min}`],
  },
  VmBackupPolicy: {
    policyName: [range(names.policyNameLength)],
    instantRestoreDays,
  },
  HourlySchedule: {
    intervalHours: [`${intervals.slice(0, -1).join(", ")} or ${intervals.at(-1)}`],
    windowHours: [range(policy.hourlyWindow)],
  },
  DailyRetention: { days: [range(policy.retention.daily)] },
  WeeklyRetention: { weeks: [range(policy.retention.weekly)] },
  MonthlyRetention: { months: [`of ${policy.calendarDays.month} days`, range(policy.retention.monthly)] },
  YearlyRetention: { years: [range(policy.retention.yearly)] },
  PointsByDate: { days: [range(policy.dayOfMonth)] },
  InstantRestoreResourceGroup: {
    prefix: [policy.resourceGroupAffix.text],
    suffix: [policy.resourceGroupAffix.text],
  },
  ArchiveTier: {
    afterMonths: [range(policy.archiveAfterMonths), `${policy.archiveKeepMonths.value} months`],
    recommended: [`${policy.archiveRecommendedMonths.value} months`],
  },
  InitialBackup: {
    retentionDays: [
      `${range(protection.onDemandRetentionDays)} (${policy.retention.yearly.max} years)`,
      `${protection.onDemandDefaultDays.value} days`,
    ],
  },
  RegionalBackup: { spread: [`${protection.vmsPerPolicy.value} VMs`] },
  RegionalVm: {
    vault: [`1 to ${maxVaultsPerRegion}`, protection.vmsPerVault.value.toLocaleString("en"), "Omitted: 1"],
  },
  RegionalPolicy: { instantRestoreDays },
  RegionalVault: {
    softDelete: [`${vault.softDeleteRetentionDays.min} days`],
    immutabilityDays: [range(immutabilityDays)],
  },
  PolicySpread: { policies: [`1 to ${maxSpreadPolicies}`], minutesApart: ["multiple of 30"] },
  BackupNsgRule: {
    ...securityRule(network.defaultPriorities.backup),
    diskKind: [`port ${network.diskKindPort.value.Managed}`],
  },
  BackupServiceTagRules: {
    ...securityRule(network.defaultPriorities.serviceTags),
    priority: [
      `${firstPriority} to ${lastPriority - moreTags}`,
      `else ${network.defaultPriorities.serviceTags}`,
    ],
    ruleName: [`up to ${names.networkNameLength.max - longestTag} characters`],
  },
  ExistingSecurityRule: { priority: [range(network.securityRulePriority)] },
  ProxyExceptionRule: {
    ...securityRule(network.defaultPriorities.proxy),
    ports: [network.proxyException.ports.join(" and ")],
  },
  ProxyInboundRule: { ...securityRule(network.defaultPriorities.proxy), proxyPort: [range(network.port)] },
  VmProxySettings: { proxyPort: [range(network.port)] },
  BackupFirewallRule: {
    managedDisks: [`port ${network.diskKindPort.value.Managed}`, "page of 2018"],
    priority: [range(network.firewallPriority), `Omitted: ${network.defaultPriorities.firewall}`],
    groupName: [range(names.networkNameLength)],
  },
  RestoreDrillNetwork: {
    stagingAccountName: [range(names.storageAccountName.length)],
    addressPrefix: [`Omitted: ${drill.defaultAddressPrefix}`],
    allowAzureCloud: [`TCP ${drill.azureCloud.port} `],
  },
  BackupAtScale: { exclude: [`up to ${scale.exclusions.max}`] },
  BackupRemediation: {
    mostVms: [range(scale.remediationResources), `Omitted: ${scale.vmsAtOnce.value}`],
    parallelDeployments: [range(scale.parallelDeployments)],
  },
  SupportLimitsAssignment: {
    assignmentName: [
      `at most ${names.nameLengths.assignment.max} characters`,
      `${names.nameLengths.assignmentAtManagementGroup.max} at a management group`,
    ],
    exclude: [`up to ${scale.exclusions.max}`],
  },
};

const withNumbers = structures.flatMap(({ name, properties }) =>
  Object.entries(properties)
    .map(([field, property]) => [name, field, docstring(property)] as const)
    .filter(([, field, text]) => /\d/.test(withoutExamples(text)) || said[name]?.[field]),
);

/** What is in quotes or an example by its words is no limit; nor are the 4 of IPv4 and the 2 of Premium SSD v2. */
function withoutExamples(text: string): string {
  return text
    .replace(/"[^"]*"/g, "")
    .replace(/\be\.g\. ([\w-]+( and [\w-]+)?|\{.*\})/g, "")
    .replace(/IPv4|SSD v2/g, "");
}

it.each(withNumbers)("%s.%s: every number in its docstring is a fact's", (name, field, text) => {
  const facts = said[name]?.[field] ?? [];
  for (const fact of facts) expect(text).toContain(fact);
  const rest = facts.reduce((left, fact) => left.replace(fact, ""), withoutExamples(text));
  expect(rest).not.toMatch(/\d/);
});

it("what is said of numbers is said of arguments that are there", () => {
  const unknownNames = Object.entries(said).flatMap(([name, fields]) => {
    const known = structures.find((structure) => structure.name === name)?.properties ?? {};
    return Object.keys(fields).filter((field) => !(field in known));
  });
  expect(unknownNames).toEqual([]);
});

it.each(structures)("$name: what may be left out says what happens then", ({ properties, required }) => {
  const silent = Object.keys(properties).filter((field) => {
    const saysSo = docstring(properties[field] as Property).includes("Omitted: ");
    return saysSo === required.includes(field);
  });
  expect(silent).toEqual([]);
});

const examples = blocksIn("ts").filter(({ page }) => page.startsWith("src/"));

it.each(components)("$name: the docstring cites a page, and has an example", ({ name, description }) => {
  expect(description).toMatch(/https:\/\/\S+$/);
  expect(examples.some(({ code }) => code.includes(`new ${name}(`))).toBe(true);
});

const files = componentFiles();

it.each(components)(
  "$name: the constructor's docstring has a summary, and names the component's page",
  ({ name, page }) => {
    const source = readFileSync(files[name] as string, "utf8");
    const [, docstring = ""] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*constructor\(/.exec(source) ?? [];
    expect(docstring).toMatch(/^\s*\* [A-Z]/);
    expect(docstring).toContain(`See ${page} in this package.`);
  },
);
