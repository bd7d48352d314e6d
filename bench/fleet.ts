import type { AnalyzedResource } from "./analyzer";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";
const idOf = (kind: string, name: string) => `${subscription}/providers/${kind}/${name}`;

/** A number of valid VMs, each with a disk, a network interface, a network security group and a protected item. */
export function fleet(vms: number): AnalyzedResource[] {
  const group = { resourceGroupName: "bank", location: "westeurope" };
  const vaults = Array.from({ length: Math.ceil(vms / 1000) }, (_, i) => `vault-${i}`);
  const shared: AnalyzedResource[] = vaults.flatMap((name) => [
    vaultOf(name, group),
    endpointOf(name, group),
  ]);
  return [
    ...shared,
    ...Array.from({ length: vms }, (_, i) => machine(i, group, `vault-${Math.floor(i / 1000)}`)).flat(),
  ];
}

const vaultOf = (name: string, group: object): AnalyzedResource => ({
  type: "azure-native:recoveryservices:Vault",
  name,
  props: {
    ...group,
    vaultName: name,
    sku: { name: "RS0", tier: "Standard" },
    properties: {
      publicNetworkAccess: "Disabled",
      redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" },
      securitySettings: { immutabilitySettings: { state: "Unlocked" } },
    },
  },
});

const endpointOf = (vault: string, group: object): AnalyzedResource => ({
  type: "azure-native:network:PrivateEndpoint",
  name: `${vault}-endpoint`,
  props: {
    ...group,
    privateEndpointName: `${vault}-endpoint`,
    subnet: { id: `${idOf("Microsoft.Network/virtualNetworks", "vnet")}/subnets/servers` },
    privateLinkServiceConnections: [
      {
        name: "vault",
        groupIds: ["AzureBackup"],
        privateLinkServiceId: idOf("Microsoft.RecoveryServices/vaults", vault),
      },
    ],
  },
  dependsOn: { privateLinkServiceConnections: [vault] },
});

function machine(i: number, group: object, vault: string): AnalyzedResource[] {
  const name = `vm-${i}`;
  const policyId = `${idOf("Microsoft.RecoveryServices/vaults", vault)}/backupPolicies/nightly-${Math.floor(i / 100)}`;
  const names = `iaasvmcontainerv2;bank;${name}`;
  return [
    {
      type: "azure-native:network:NetworkSecurityGroup",
      name: `${name}-group`,
      props: {
        ...group,
        networkSecurityGroupName: `${name}-group`,
        securityRules: [securityRule("allow-https", 200, "443"), securityRule("allow-dns", 210, "53")],
      },
    },
    {
      type: "azure-native:network:NetworkInterface",
      name: `${name}-nic`,
      props: {
        ...group,
        networkInterfaceName: `${name}-nic`,
        networkSecurityGroup: { id: idOf("Microsoft.Network/networkSecurityGroups", `${name}-group`) },
        ipConfigurations: [
          {
            name: "primary",
            privateIPAddress: "10.0.0.4",
            subnet: { id: `${idOf("Microsoft.Network/virtualNetworks", "vnet")}/subnets/servers` },
          },
        ],
      },
      dependsOn: { networkSecurityGroup: [`${name}-group`] },
    },
    {
      type: "azure-native:compute:Disk",
      name: `${name}-data`,
      props: {
        ...group,
        diskName: `${name}-data`,
        diskSizeGB: 256,
        creationData: { createOption: "Empty" },
        sku: { name: "Premium_LRS" },
      },
    },
    {
      type: "azure-native:compute:VirtualMachine",
      name,
      props: {
        ...group,
        vmName: name,
        tags: { owner: "bank", environment: "production" },
        hardwareProfile: { vmSize: "Standard_D4s_v5" },
        networkProfile: {
          networkInterfaces: [{ id: idOf("Microsoft.Network/networkInterfaces", `${name}-nic`) }],
        },
        osProfile: {
          computerName: name,
          adminUsername: "operator",
          linuxConfiguration: { disablePasswordAuthentication: true },
        },
        storageProfile: {
          imageReference: {
            publisher: "Canonical",
            offer: "ubuntu-24_04-lts",
            sku: "server",
            version: "latest",
          },
          osDisk: { createOption: "FromImage", diskSizeGB: 64 },
          dataDisks: [
            {
              lun: 0,
              createOption: "Attach",
              managedDisk: { id: idOf("Microsoft.Compute/disks", `${name}-data`) },
            },
          ],
        },
      },
      dependsOn: { networkProfile: [`${name}-nic`], storageProfile: [`${name}-data`] },
    },
    {
      type: "azure-native:recoveryservices:ProtectedItem",
      name: `${name}-item`,
      props: {
        resourceGroupName: "bank",
        vaultName: vault,
        fabricName: "Azure",
        containerName: `iaasvmcontainer;${names}`,
        protectedItemName: `vm;${names}`,
        properties: {
          protectedItemType: "Microsoft.Compute/virtualMachines",
          sourceResourceId: idOf("Microsoft.Compute/virtualMachines", name),
          policyId,
        },
      },
      dependsOn: { properties: [name], vaultName: [vault] },
    },
  ];
}

const securityRule = (name: string, priority: number, destinationPortRange: string) => ({
  name,
  priority,
  direction: "Outbound",
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "Internet",
  destinationPortRange,
});
