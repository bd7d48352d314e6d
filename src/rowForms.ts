import type { RowForm } from "./core/rowsInventory";
import { networkTypes } from "./network/inventory/resources";
import { lockType } from "./protection/inventory/locks";
import { protectionRowForms } from "./protection/inventory/rowForms";
import { endpointType } from "./vault/endpoints";
import { diskType, extensionType, runCommandType } from "./vm/arm";

const group = { resourceGroups: "resourceGroupName" };
const flat = (ids: RowForm["ids"], ...always: string[]): RowForm => ({
  ids: { ...group, ...ids },
  flat: true,
  always,
});
const inVm = { virtualMachines: "vmName" };
const inGroup = { networkSecurityGroups: "networkSecurityGroupName" };
const inTable = { routeTables: "routeTableName" };
const inNetwork = { virtualNetworks: "virtualNetworkName" };

/** How to read Azure's rows of all resources that an assessment needs, by Azure's types. */
export const rowForms: Readonly<Record<string, RowForm>> = {
  ...protectionRowForms,
  [extensionType]: flat(inVm),
  [runCommandType]: flat(inVm),
  [diskType]: flat({ disks: "diskName" }, "diskSizeGB"),
  [networkTypes.networkInterface]: flat({ networkInterfaces: "networkInterfaceName" }, "ipConfigurations"),
  [networkTypes.securityGroup]: flat(inGroup, "securityRules"),
  [networkTypes.securityRule]: flat({ ...inGroup, securityRules: "securityRuleName" }),
  [networkTypes.virtualNetwork]: flat(inNetwork, "subnets"),
  [networkTypes.subnet]: flat({ ...inNetwork, subnets: "subnetName" }),
  [networkTypes.routeTable]: flat(inTable, "routes"),
  [networkTypes.route]: flat({ ...inTable, routes: "routeName" }),
  [networkTypes.firewall]: flat({ azureFirewalls: "azureFirewallName" }),
  [networkTypes.firewallPolicy]: flat({ firewallPolicies: "firewallPolicyName" }),
  [networkTypes.firewallGroup]: flat({
    firewallPolicies: "firewallPolicyName",
    ruleCollectionGroups: "ruleCollectionGroupName",
  }),
  [networkTypes.storageAccount]: {
    ...flat({ storageAccounts: "accountName" }),
    // Microsoft.Storage/stable/2024-01-01/storage.json, x-ms-client-name
    renamed: { networkAcls: "networkRuleSet" },
  },
  [endpointType]: flat({ privateEndpoints: "privateEndpointName" }),
  // The first part of a lock's id is the id of what it locks.
  [lockType]: {
    ids: { locks: "lockName" },
    flat: true,
    more: (id) => ({ scope: id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, "") }),
  },
};
