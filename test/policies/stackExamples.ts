/** For each policy on a whole stack, resources of which it finds something and resources of which it finds nothing. */
import { networkTypes, types } from "../support/tokens";
import type { TestResource } from "./server";

export interface StackExample {
  readonly fails: readonly TestResource[];
  readonly passes: readonly TestResource[];
  /** Settings with which the first ones fail. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const id = (provider: string, name: string, subscription = "s") =>
  `/subscriptions/${subscription}/resourceGroups/bank/providers/Microsoft.${provider}/${name}`;
const resource = (type: string, name: string, props: object): TestResource => ({
  type,
  name,
  props: { resourceGroupName: "bank", ...props },
});

export const vm = (name: string, location: string, props: object = {}) =>
  resource(types.vm, name, { vmName: name, location, ...props });
const vault = (name: string, location: string, props: object = {}) =>
  resource(types.vault, name, { vaultName: name, location, ...props });
const policy = (policyType: string) =>
  resource(types.policy, "nightly", {
    vaultName: "safe",
    policyName: "nightly",
    properties: { backupManagementType: "AzureIaasVM", policyType },
  });
export const item = (vmName: string, vaultName = "safe", subscription = "s") =>
  resource(types.item, `${vmName}-in-${vaultName}${subscription === "s" ? "" : `-${subscription}`}`, {
    vaultName,
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: id("Compute", `virtualMachines/${vmName}`, subscription),
      policyId: id("RecoveryServices", `vaults/${vaultName}/backupPolicies/nightly`),
    },
  });
export const assignment = (parameters: object = {}, props: object = {}, withTag = false): TestResource => ({
  type: "azure-native:authorization:PolicyAssignment",
  name: "fleet-others",
  props: {
    scope: "/subscriptions/s",
    policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${withTag ? "345fa903-145c-4fe1-8bcd-93ec2adccde8" : "09ce66bc-1220-4153-8104-e3f51c936913"}`,
    parameters: { vaultLocation: { value: "West Europe" }, ...parameters },
    ...props,
  },
});
export const image = (publisher: string, offer: string, sku: string) => ({
  storageProfile: { imageReference: { publisher, offer, sku } },
});
const twoDisks = { storageProfile: { dataDisks: [{ lun: 0 }, { lun: 1 }] } };
function withProperties(one: ReturnType<typeof item>, more: object) {
  const { properties } = one.props as { properties: object };
  return { ...one, props: { ...one.props, properties: { ...properties, ...more } } };
}
const choosing = (diskLunList: number[]) => {
  const chosen = item("web");
  const diskExclusionProperties = { diskLunList, isInclusionList: true };
  return {
    ...chosen,
    props: {
      ...chosen.props,
      properties: {
        ...(chosen.props as { properties: object }).properties,
        extendedProperties: { diskExclusionProperties },
      },
    },
  };
};
const immutability = (state: string) => ({
  properties: { securitySettings: { immutabilitySettings: { state } } },
});
const suspended = withProperties(item("web"), { protectionState: "BackupsSuspended" });
/** An item as Azure answers it. */
const answered = (healthStatus: string, lastBackupStatus: string) => {
  const { properties } = item("web").props as { properties: object };
  const health = {
    ...{
      protectionState: "Protected",
      healthStatus,
      lastBackupStatus,
      lastBackupTime: "2026-11-28T21:31:02Z",
    },
    healthDetails: [
      { code: 400239, title: "UserErrorGuestAgentStatusUnavailable", message: "The agent does not answer." },
    ],
  };
  return resource(types.item, "web-in-safe", { vaultName: "safe", properties: { ...properties, ...health } });
};
const closed = { properties: { publicNetworkAccess: "Disabled" } };
const endpoint = (vaultName: string) =>
  resource(networkTypes.privateEndpoint, "endpoint", {
    privateLinkServiceConnections: [
      {
        name: "vault",
        groupIds: ["AzureBackup"],
        privateLinkServiceId: id("RecoveryServices", `vaults/${vaultName}`),
      },
    ],
  });
const groupLock = (resourceGroupName: string) =>
  resource(networkTypes.groupLock, "lock", { resourceGroupName, level: "CanNotDelete" });
const fast = { storageProfile: { dataDisks: [{ managedDisk: { storageAccountType: "PremiumV2_LRS" } }] } };

const rule = (name: string, priority: number, access: string, to: string, port: string) => ({
  ...{ name, priority, direction: "Outbound", access, protocol: "*" },
  ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: to, destinationPortRange: port },
});
const denyAll = rule("deny-all", 1000, "Deny", "*", "*");
const exception = (priority: number) => rule("backup", priority, "Allow", "Storage.WestEurope", "8443");
const group = (...securityRules: object[]) =>
  resource(networkTypes.securityGroup, "lockdown", { networkSecurityGroupName: "lockdown", securityRules });
const behind = (lockdown: TestResource) => [
  vm("web", "westeurope", {
    networkProfile: { networkInterfaces: [{ id: id("Network", "networkInterfaces/nic") }] },
  }),
  resource(types.nic, "nic", {
    networkInterfaceName: "nic",
    networkSecurityGroup: { id: id("Network", "networkSecurityGroups/lockdown") },
    ipConfigurations: [{ name: "ip", subnet: { id: id("Network", "virtualNetworks/net/subnets/servers") } }],
  }),
  resource(networkTypes.subnet, "servers", { virtualNetworkName: "net", subnetName: "servers" }),
  lockdown,
];

export const stackExamples: Readonly<Record<string, StackExample>> = {
  "vm-and-vault-same-region": {
    fails: [vm("web", "westeurope"), vault("safe", "northeurope"), item("web")],
    passes: [vm("web", "westeurope"), vault("safe", "westeurope"), item("web")],
  },
  "suspended-backup-needs-immutability": {
    fails: [vault("safe", "westeurope", immutability("Disabled")), suspended],
    passes: [vault("safe", "westeurope", immutability("Unlocked")), suspended],
  },
  "vm-in-one-vault": {
    fails: [item("web"), item("web", "other")],
    passes: [item("web"), item("api", "other")],
  },
  "one-vault-per-region": {
    fails: [vm("web", "westeurope"), vm("far", "northeurope"), vault("safe", "westeurope")],
    passes: [
      vm("web", "westeurope"),
      vm("far", "northeurope"),
      vault("safe", "westeurope"),
      vault("there", "northeurope"),
    ],
  },
  "vm-is-protected": { fails: [vm("web", "westeurope")], passes: [vm("web", "westeurope"), item("web")] },
  "backups-are-recent": {
    fails: [answered("ActionRequired", "Failed")],
    passes: [answered("Passed", "Completed")],
  },
  "vault-capacity": {
    settings: { maxVmsPerVault: 1 },
    fails: [item("web"), item("api")],
    passes: [item("web"), item("api", "other")],
  },
  "vm-needs-enhanced-policy": {
    fails: [vm("web", "westeurope", fast), policy("V1"), item("web")],
    passes: [vm("web", "westeurope", fast), policy("V2"), item("web")],
  },
  "selected-disks-exist": {
    fails: [vm("web", "westeurope", twoDisks), choosing([0, 2])],
    passes: [vm("web", "westeurope", twoDisks), choosing([0, 1])],
  },
  "vault-private-endpoint": {
    fails: [vault("safe", "westeurope", closed), endpoint("other")],
    passes: [vault("safe", "westeurope", closed), endpoint("safe")],
  },
  "vm-at-scale-image": {
    fails: [assignment(), vm("web", "westeurope", image("RedHat", "RHEL", "9-lvm-gen2"))],
    passes: [assignment(), vm("web", "westeurope", image("RedHat", "RHEL", "8_5"))],
  },
  "restore-points-not-locked": {
    fails: [item("web"), groupLock("Bank")],
    passes: [item("web"), groupLock("other")],
  },
  "backup-egress-open": {
    fails: behind(group(denyAll)),
    passes: behind(group(exception(900), denyAll)),
  },
  "nsg-rule-outranked": {
    fails: [group(denyAll, exception(2000))],
    passes: [group(denyAll, exception(900))],
  },
};
