import { listsRules, rulesInState } from "../../../src/network/securityRule/groupRules";

const [prod, dev] = ["11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"];
const names = { resourceGroupName: "hub", networkSecurityGroupName: "nsg" };
const rule = { priority: 200, direction: "Outbound" };
const groupId = (subscriptionId: string) =>
  `/subscriptions/${subscriptionId}/resourceGroups/Hub/providers/Microsoft.Network/networkSecurityGroups/NSG`;
const state = [
  { urn: "rule-of-prod", outputs: { id: `${groupId(prod)}/securityRules/web`, ...rule } },
  { urn: "group-of-dev", outputs: { id: groupId(dev), securityRules: [{ name: "web", ...rule }] } },
];

it.each([
  ["when Azure named it", { ...names, subscriptionId: prod }, ["rule-of-prod"], false],
  ["in capitals too", { ...names, subscriptionId: dev.toUpperCase() }, ["group-of-dev"], true],
  ["unless it is not known", names, ["rule-of-prod", "group-of-dev"], true],
])("rules of groups of one name differ by subscription %s", (_, group, urns, lists) => {
  expect(rulesInState(state, group).map(({ urn }) => urn)).toEqual(urns);
  expect(listsRules(state, group)).toBe(lists);
});
