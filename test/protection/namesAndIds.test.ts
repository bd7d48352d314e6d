import { judge } from "../../src/core/rule";
import { nameRequirement } from "../../src/protection/namesAndIds";

const rules = nameRequirement.rules({});
const found = (type: string, props: object) =>
  judge((rules[`Microsoft.${type}`] ?? []) as never, props as never).findings.map(({ path }) => path);

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";
const id = (type: string) => `${group}/providers/Microsoft.${type}`;
const identity = id("ManagedIdentity/userAssignedIdentities/key-reader");
const vault = "RecoveryServices/vaults";
const vm = "Compute/virtualMachines";
const encryption = (userAssignedIdentity: string) => ({
  properties: { encryption: { kekIdentity: { userAssignedIdentity } } },
});
const keyReader = "properties.encryption.kekIdentity.userAssignedIdentity";

it.each<[what: string, type: string, props: object, paths: string[]]>([
  ["an id as resource group", vault, { resourceGroupName: group }, ["resourceGroupName"]],
  ["an empty resource group", vault, { resourceGroupName: "" }, ["resourceGroupName"]],
  ["spaces around a vault", `${vault}/backupPolicies`, { vaultName: "safe " }, ["vaultName"]],
  ["an id as vault", `${vault}/backupPolicies`, { vaultName: id(`${vault}/safe`) }, ["vaultName"]],
  ["a name as identity", vault, encryption("key-reader"), [keyReader]],
  ["spaces around an id", vault, encryption(`${identity} `), [keyReader]],
  [
    "a name in a list of identities",
    vault,
    { identity: { userAssignedIdentities: [identity, "key-reader"] } },
    ["identity.userAssignedIdentities[1]"],
  ],
  [
    "an id as security group",
    "Network/networkSecurityGroups/securityRules",
    { resourceGroupName: "bank", networkSecurityGroupName: id("Network/networkSecurityGroups/web") },
    ["networkSecurityGroupName"],
  ],
  ["a name as subnet", "Network/privateEndpoints", { subnet: { id: "hub" } }, ["subnet.id"]],
  [
    "names as network interface and disks",
    vm,
    {
      networkProfile: { networkInterfaces: [{ id: id("Network/networkInterfaces/web") }, { id: "nic" }] },
      storageProfile: {
        osDisk: { managedDisk: { id: "system" } },
        dataDisks: [{}, { managedDisk: { id: id("Compute/snapshots/data") } }],
      },
    },
    [
      "networkProfile.networkInterfaces[1].id",
      "storageProfile.osDisk.managedDisk.id",
      "storageProfile.dataDisks[1].managedDisk.id",
    ],
  ],
  [
    "names as subnet and security group of a network interface",
    "Network/networkInterfaces",
    { ipConfigurations: [{ subnet: { id: "hub" } }], networkSecurityGroup: { id: "guard" } },
    ["ipConfigurations[0].subnet.id", "networkSecurityGroup.id"],
  ],
])("refuses %s", (_, type, props, paths) => expect(found(type, props)).toEqual(paths));

it.each<[what: string, type: string, props: object]>([
  ["no names", vault, {}],
  ["unusual names", `${vault}/backupPolicies`, { resourceGroupName: "Bank_(été).x", vaultName: "a_b" }],
  ["ids in another case", vault, encryption(identity.toUpperCase())],
  ["empty ids, which mean nothing", vault, encryption("")],
  ["null", vault, { resourceGroupName: null, identity: null }],
  [
    "ids of a network interface and disks in another case",
    vm,
    {
      networkProfile: { networkInterfaces: [{ id: id("network/NetworkInterfaces/web").toLowerCase() }, {}] },
      storageProfile: {
        osDisk: { managedDisk: { id: id("Compute/disks/system").toUpperCase() } },
        dataDisks: [{ managedDisk: null }, { managedDisk: { storageAccountType: "Premium_LRS" } }],
      },
    },
  ],
])("accepts %s", (_, type, props) => expect(found(type, props)).toEqual([]));

it("judges nothing that exists in Azure", () => {
  expect(nameRequirement.rulesOfExisting?.({}, { exists: true } as never)).toMatchObject({
    "Microsoft.RecoveryServices/vaults": [],
  });
});
