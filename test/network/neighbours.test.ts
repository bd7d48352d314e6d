// Components of one program that add rules to the same network security group. test/engine/neighbours.test.ts has what the state decides.
import * as pulumi from "@pulumi/pulumi";
import { judge } from "../../src/core/rule";
import { BackupNsgRule, BackupServiceTagRules, ProxyExceptionRule, ProxyInboundRule } from "../../src/index";
import { placeRules } from "../../src/network/securityRule/placement";
import { placementRules } from "../../src/network/securityRule/placementRules";
import { freeRun } from "../../src/network/securityRule/priority";
import { backupRuleOf, serviceTagRulesOf } from "../../src/network/securityRule/rules";
import { errorsOf } from "../component/forms";
import { customs, register } from "../support/mocks";

const group = { resourceGroupName: "network", networkSecurityGroupName: "lockdown" };
const region = "westeurope";
const any = { sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*" };
const denyAll = {
  ...{ ...any, name: "deny", priority: 1000, direction: "Outbound", access: "Deny", protocol: "*" },
  destinationPortRange: "*",
};

async function prioritiesOf(program: () => void): Promise<Record<string, unknown>> {
  const rules = customs(await register(program));
  return Object.fromEntries(rules.map(({ name, inputs }) => [name, inputs.priority]));
}

async function errorOf(program: () => void): Promise<string> {
  await register(() => {});
  return (await errorsOf(program)).message.replaceAll(/\s+/g, " ");
}

it("choose different free priorities in the order of declaration, whatever the letter case and form of the group's name", async () => {
  const priorities = await prioritiesOf(() => {
    new BackupNsgRule("late", {
      region,
      resourceGroupName: pulumi.output("network"),
      networkSecurityGroupName: new Promise((resolve) => setImmediate(resolve, "Lockdown")),
    });
    new BackupNsgRule("plain", { ...group, region });
    new BackupServiceTagRules("tags", { ...group, resourceGroupName: "NETWORK", region, priority: 102 });
    new BackupNsgRule("third", { ...group, region });
    new BackupServiceTagRules("more", { ...group, region });
    new BackupNsgRule("elsewhere", { ...group, networkSecurityGroupName: "other", region });
    new ProxyExceptionRule("out", { ...group, proxyAddress: "10.0.0.5" });
    new ProxyInboundRule("in", { ...group, proxyPort: 3128 });
  });
  expect(priorities).toEqual({
    ...{ late: 100, plain: 101, elsewhere: 100, out: 200, in: 200, third: 105 },
    ...{ "tags-AzureBackup": 102, "tags-Storage": 103, "tags-AzureActiveDirectory": 104 },
    ...{ "more-AzureBackup": 110, "more-Storage": 111, "more-AzureActiveDirectory": 112 },
  });
});

it("a program that tests run twice under the same mocks is no neighbour of itself", async () => {
  const program = () => void new BackupNsgRule("again", { ...group, region, priority: 150 });
  const rules = customs(
    await register(() => {
      program();
      program();
    }),
  );
  expect(rules.map(({ inputs }) => inputs.priority)).toEqual([150, 150]);
});

it("stay below the rules that deny, and avoid each other there too", async () => {
  const existingRules = [denyAll];
  const priorities = await prioritiesOf(() => {
    new BackupNsgRule("first", { ...group, region, existingRules });
    new BackupNsgRule("second", { ...group, region, existingRules: pulumi.output(existingRules) });
    new BackupServiceTagRules("tags", { ...group, region, existingRules });
  });
  expect(Object.values(priorities).sort()).toEqual([995, 996, 997, 998, 999]);
});

it.each<[string, object, string]>([
  [
    "a priority that another one has",
    { priority: 100 },
    'priority is 100; Azure accepts a priority that no other rule of the group has; already in use: first (100 of BackupNsgRule "first"). Fix: set it to 101, or leave it out',
  ],
  [
    "a name that another one has",
    { ruleName: "First", priority: 300 },
    'a name that no other rule of the group has; BackupNsgRule "first" has a rule of this name',
  ],
])("refuse %s", async (_, args, message) => {
  const error = await errorOf(() => {
    new BackupNsgRule("first", { ...group, region });
    new BackupNsgRule("second", { ...group, region, ...args });
  });
  expect(error).toContain(message);
});

describe("the rules of the state", () => {
  const one = backupRuleOf({ ruleName: "backup", region });
  const place = (placement: object) => placeRules(one, placement, 100);

  it("keep their priority unless the group's rules forbid it", () => {
    expect(place({ statePriorities: [250] })).toEqual([250]);
    expect(place({ statePriorities: [250], existingRules: [denyAll] })).toEqual([250]);
    expect(place({ statePriorities: [1500], existingRules: [denyAll] })).toEqual([999]);
    expect(place({ statePriorities: [250], existingRules: [{ ...denyAll, priority: 250 }] })).toEqual([249]);
    expect(place({ statePriorities: [99] })).toEqual([100]);
    expect(place({ statePriorities: [250], priority: 300 })).toEqual([300]);
  });

  it("are avoided but not a reason to refuse, because the same run may move them", () => {
    const neighbours = [{ name: "ssh", direction: "Outbound", priority: 100, isCertain: false }];
    expect(place({ neighbours })).toEqual([101]);
    const rules = placementRules(() => one, 100);
    expect(judge(rules, { neighbours, priority: 100 }).findings).toEqual([]);
    const certain = neighbours.map((rule) => ({ ...rule, isCertain: true }));
    expect(judge(rules, { neighbours: certain, priority: 100 }).findings).toHaveLength(1);
    expect(judge(rules, { neighbours: certain, priority: 99 }).findings[0]?.fix?.value).toBe(101);
  });
});

it("a priority that is suggested for several rules is the first of as many free ones in a row", () => {
  const three = serviceTagRulesOf({ ruleName: "tags", region });
  const rules = placementRules(() => three, 110);
  const ssh = { ...denyAll, name: "ssh", access: "Allow", priority: 998, destinationPortRange: "22" };
  const placement = { priority: 2000, existingRules: [denyAll, ssh] };
  const [finding] = judge(rules, placement).findings;
  expect(finding?.fix?.value).toBe(995);
  expect(judge(rules, { ...placement, priority: 995 }).findings).toEqual([]);
  expect(freeRun([100, 102], 2, { from: 100 })).toEqual([103, 104]);
  expect(freeRun([4095], 2, { from: 4094 })).toEqual([100, 101]);
  expect(freeRun([], 2, { below: 101 })).toBeUndefined();
});
