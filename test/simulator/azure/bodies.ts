import type { Json } from "../../../simulator/azure/json";
import { group, type TestAzure, vaultId } from "./harness";

/** Valid requests. Tests make them invalid in one place. */

export const here = { resourceGroupName: "rg", location: "westeurope" };

export const networkId = `${group}/providers/Microsoft.Network`;
export const subnetId = `${networkId}/virtualNetworks/net/subnets/sub`;
export const nicId = `${networkId}/networkInterfaces/nic`;
export const policyId = `${vaultId}/backupPolicies/nightly`;

export function vmId(name: string): string {
  return `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export const vault = { ...here, vaultName: "vault", sku: { name: "Standard" }, properties: {} };

export const network = {
  ...here,
  virtualNetworkName: "net",
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets: [{ name: "sub", addressPrefix: "10.0.1.0/24" }],
};

export function nic(name: string, more: Json = {}): Json {
  const ipConfigurations = [{ name: "ip", subnet: { id: subnetId } }];
  return { ...here, networkInterfaceName: name, ipConfigurations, ...more };
}

export function vm(name: string, more: Json = {}): Json {
  return {
    ...here,
    vmName: name,
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    storageProfile: {
      imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    },
    osProfile: { computerName: name, adminUsername: "someone", adminPassword: "not kept" },
    ...more,
  };
}

export const daily = (count: number, time = "2024-01-01T22:00:00Z"): Json => ({
  retentionTimes: [time],
  retentionDuration: { count, durationType: "Days" },
});

/** Standard tier, every day at 22:00, 30 days of retention. */
export const dailyPolicy: Json = {
  backupManagementType: "AzureIaasVM",
  policyType: "V1",
  timeZone: "W. Europe Standard Time",
  instantRpRetentionRangeInDays: 2,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: ["2024-01-01T22:00:00Z"],
  },
  retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", dailySchedule: daily(30) },
};

export function policy(properties: Json = dailyPolicy, policyName = "nightly"): Json {
  return { resourceGroupName: "rg", vaultName: "vault", policyName, properties };
}

export const enhancedPolicy: Json = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  instantRpRetentionRangeInDays: 7,
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: ["2024-01-01T22:00:00Z"] },
  },
  retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", dailySchedule: daily(30) },
};

export function item(name: string, properties: Json = {}, more: Json = {}): Json {
  return {
    resourceGroupName: "rg",
    vaultName: "vault",
    fabricName: "Azure",
    containerName: `iaasvmcontainer;iaasvmcontainerv2;rg;${name}`,
    protectedItemName: `vm;iaasvmcontainerv2;rg;${name}`,
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      policyId,
      sourceResourceId: vmId(name),
      ...properties,
    },
    ...more,
  };
}

/** Creates a resource group, a vault, a policy and, unless `withVm` is false, the virtual machine `vm1`. */
export async function createVaultAndVm(azure: TestAzure, withVm = true): Promise<void> {
  await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "West Europe" });
  await azure.create("recoveryservices:Vault", vault);
  await azure.create("recoveryservices:ProtectionPolicy", policy());
  if (withVm) await azure.create("compute:VirtualMachine", vm("vm1"));
}

/** A copy with another value at a dotted path. Undefined removes the value. */
export function withValueAt(body: Json, path: string, value: unknown): Json {
  const [key = "", ...rest] = path.split(".");
  const inner = rest.length > 0 ? withValueAt((body[key] ?? {}) as Json, rest.join("."), value) : value;
  const { [key]: _, ...others } = body;
  return inner === undefined ? others : { ...body, [key]: inner };
}
