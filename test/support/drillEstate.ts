/** An estate for restore drills in simulated Azure: protected VMs with recovery points, and an isolated place to restore them to. */
import { createProvider } from "../../simulator/azure/provider";
import { openStore, type Store } from "../../simulator/azure/store";

const subscription = "00000000-0000-0000-0000-000000000000";
const groupIdOf = (name: string) => `/subscriptions/${subscription}/resourceGroups/${name}`;

export const drillGroupId = groupIdOf("drills");
const bank = groupIdOf("bank");
export const vaultId = `${bank}/providers/Microsoft.RecoveryServices/vaults/safe`;
export const vmId = (name: string) => `${bank}/providers/Microsoft.Compute/virtualMachines/${name}`;
export const itemId = (name: string) =>
  `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
export const networkId = `${drillGroupId}/providers/Microsoft.Network/virtualNetworks/isolated`;
export const subnetId = `${networkId}/subnets/drill`;
export const sourceNetworkId = `${bank}/providers/Microsoft.Network/virtualNetworks/production`;
export const stagingId = `${drillGroupId}/providers/Microsoft.Storage/storageAccounts/drillstaging`;
export const lockdownId = `${drillGroupId}/providers/Microsoft.Network/networkSecurityGroups/lockdown`;

export const denyAll = (direction: string) => ({
  name: `deny-${direction.toLowerCase()}`,
  ...{ priority: 1000, direction, access: "Deny", protocol: "*" },
  ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
});

/** The options of a drill in this estate. */
export const drillPlace = [
  ...["--target-group", "drills", "--subnet", subnetId, "--staging", stagingId],
  ...["--poll-seconds", "0.1"],
];

/**
 * `hasPlace`: false if something else creates the group, network and account to restore to. `isCrossRegion`: the vault has cross-region
 * restore, and this place is in its secondary region.
 */
export async function createDrillEstate(
  folder: string,
  vmNames: readonly string[],
  { hasPlace = true, isCrossRegion = false }: { hasPlace?: boolean; isCrossRegion?: boolean } = {},
): Promise<Store> {
  const azure = createProvider({ folder });
  const location = "westeurope";
  const create = (token: string, inputs: object) =>
    azure.create(`azure-native:${token}`, { location, ...inputs });
  await create("resources:ResourceGroup", { resourceGroupName: "bank" });
  await create("network:VirtualNetwork", networkNamed("bank", "production", { name: "default" }));
  const createInPlace = (token: string, inputs: object) =>
    create(token, { ...inputs, ...(isCrossRegion && { location: "northeurope" }) });
  if (hasPlace) await createPlace(createInPlace);
  await create("recoveryservices:Vault", {
    ...{ resourceGroupName: "bank", vaultName: "safe", sku: { name: "RS0", tier: "Standard" } },
    properties: isCrossRegion
      ? {
          redundancySettings: {
            standardTierStorageRedundancy: "GeoRedundant",
            crossRegionRestore: "Enabled",
          },
        }
      : {},
  });
  for (const name of vmNames) await createProtectedVm(create, name);
  const store = openStore(folder);
  for (const name of vmNames) putPoint(store, name, "point-1", new Date(Date.now() - 5 * 3_600_000));
  return store;
}

const networkNamed = (resourceGroupName: string, virtualNetworkName: string, subnet: object) => ({
  ...{ resourceGroupName, virtualNetworkName, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  subnets: [{ ...subnet, addressPrefix: "10.0.0.0/24" }],
});

async function createPlace(create: (token: string, inputs: object) => Promise<unknown>): Promise<void> {
  await create("resources:ResourceGroup", {
    ...{ resourceGroupName: "drills", tags: { "azure-vm-backup-drill": "group" } },
  });
  await create("network:NetworkSecurityGroup", {
    ...{ resourceGroupName: "drills", networkSecurityGroupName: "lockdown" },
    securityRules: [denyAll("Inbound"), denyAll("Outbound")],
  });
  const subnet = { name: "drill", networkSecurityGroup: { id: lockdownId } };
  await create("network:VirtualNetwork", networkNamed("drills", "isolated", subnet));
  await create("storage:StorageAccount", {
    ...{ resourceGroupName: "drills", accountName: "drillstaging" },
    ...{ kind: "StorageV2", sku: { name: "Standard_LRS" } },
  });
}

async function createProtectedVm(
  create: (token: string, inputs: object) => Promise<unknown>,
  name: string,
): Promise<void> {
  const inGroup = { resourceGroupName: "bank" };
  const nicId = `${bank}/providers/Microsoft.Network/networkInterfaces/${name}-nic`;
  await create("network:NetworkInterface", {
    ...{ ...inGroup, networkInterfaceName: `${name}-nic` },
    ipConfigurations: [{ name: "ipconfig1", subnet: { id: `${sourceNetworkId}/subnets/default` } }],
  });
  await create("compute:VirtualMachine", {
    ...{ ...inGroup, vmName: name, hardwareProfile: { vmSize: "Standard_D2s_v5" }, tags: { tier: "gold" } },
    storageProfile: { osDisk: { createOption: "FromImage", osType: "Linux" } },
    networkProfile: { networkInterfaces: [{ id: nicId }] },
    diagnosticsProfile: { bootDiagnostics: { enabled: true } },
  });
  const [, containerName, protectedItemName] =
    /protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/.exec(itemId(name)) ?? [];
  await create("recoveryservices:ProtectedItem", {
    ...{ ...inGroup, vaultName: "safe", fabricName: "Azure", containerName, protectedItemName },
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: vmId(name),
      policyId: `${vaultId}/backupPolicies/DefaultPolicy`,
    },
  });
}

/** A recovery point in the form that Azure's clients recorded. */
export function putPoint(store: Store, vmName: string, name: string, time: Date, fields: object = {}): void {
  const id = `${itemId(vmName)}/recoveryPoints/${name}`;
  const type =
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints";
  const properties = {
    ...{ objectType: "IaasVMRecoveryPoint", recoveryPointType: "AppConsistent", osType: "Linux" },
    recoveryPointTime: time.toISOString().replace("Z", "0000Z"),
    recoveryPointTierDetails: [
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Valid" },
    ],
    ...{ virtualMachineSize: "Standard_D2s_v5", isManagedVirtualMachine: true, isSourceVMEncrypted: false },
    ...fields,
  };
  store.put({ id, type, name, properties });
}

/** What is in the drills' resource group, without the place itself: its network, security group, account, role and budget. */
export const leftBehind = (store: Store, stagingAccount = "drillstaging"): string[] =>
  store
    .below(drillGroupId)
    .map(({ id }) => id)
    .filter((id) => !/\/(virtualNetworks|networkSecurityGroups|roleDefinitions|budgets)\//.test(id))
    .filter((id) => !id.endsWith(`/storageAccounts/${stagingAccount}`));
