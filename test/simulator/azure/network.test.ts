import type { Json } from "../../../simulator/azure/json";
import { here, network, networkId, nic, nicId, subnetId, vm, vmId } from "./bodies";
import { type CreatedResource, group, responseTo, startAzure, type TestAzure } from "./harness";

const accepted = "accepted";
const nsgs = "network:NetworkSecurityGroup";
const rules = "network:SecurityRule";
const nsgId = `${networkId}/networkSecurityGroups/nsg`;
const diskId = (name: string) => `${group}/providers/Microsoft.Compute/disks/${name}`;
const resourceAt = (id: string): CreatedResource => ({ id, outputs: {}, inputs: {} });

let azure: TestAzure;
beforeEach(async () => {
  azure = await startAzure();
  await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
});
afterEach(() => azure.stop());

function rule(more: Json = {}): Json {
  return {
    resourceGroupName: "rg",
    networkSecurityGroupName: "nsg",
    securityRuleName: "backup",
    access: "Allow",
    direction: "Outbound",
    protocol: "Tcp",
    priority: 200,
    sourceAddressPrefix: "VirtualNetwork",
    sourcePortRange: "*",
    destinationAddressPrefix: "Storage.WestEurope",
    destinationPortRange: "8443",
    ...more,
  };
}

describe("security rules", () => {
  beforeEach(() => azure.create(nsgs, { ...here, networkSecurityGroupName: "nsg" }));

  test.each<[string, Json, string]>([
    ["valid", {}, accepted],
    ["priority 100", { priority: 100 }, accepted],
    ["priority 99", { priority: 99 }, "400 SecurityRuleInvalidPriority"],
    ["priority 4096", { priority: 4096 }, accepted],
    ["priority 4097", { priority: 4097 }, "400 SecurityRuleInvalidPriority"],
    ["priority that is not an integer", { priority: 200.5 }, "400 SecurityRuleInvalidPriority"],
    ["a port range", { destinationPortRange: "80-443" }, accepted],
    ["several ports", { destinationPortRange: undefined, destinationPortRanges: ["80", "443"] }, accepted],
    ["port 65536", { destinationPortRange: "65536" }, "400 SecurityRuleInvalidPortRange"],
    ["a range in descending order", { destinationPortRange: "443-80" }, "400 SecurityRuleInvalidPortRange"],
    ["a port that is not a number", { destinationPortRange: "https" }, "400 SecurityRuleInvalidPortRange"],
    ["an invalid port among several", { sourcePortRanges: ["80", "-1"] }, "400 SecurityRuleInvalidPortRange"],
    ["an address", { sourceAddressPrefix: "10.0.0.5/32" }, accepted],
    ["an invalid address", { sourceAddressPrefix: "10.0.0.256" }, "400 SecurityRuleInvalidAddressPrefix"],
    ["a block of 33 bits", { sourceAddressPrefix: "10.0.0.0/33" }, "400 SecurityRuleInvalidAddressPrefix"],
    ["an IPv6 block", { sourceAddressPrefix: "fd00::/8" }, accepted],
    ["the tag AzureBackup", { destinationAddressPrefix: "AzureBackup" }, accepted],
    [
      "a regional tag that does not exist",
      { destinationAddressPrefix: "AzureBackup.WestEurope" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    [
      "a tag that does not exist",
      { destinationAddressPrefix: "Backup" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    [
      "a regional AzureCloud tag with Azure's own spelling",
      { destinationAddressPrefix: "AzureCloud.norwaye" },
      accepted,
    ],
    [
      "a regional AzureCloud tag with the spelling of other tags",
      { destinationAddressPrefix: "AzureCloud.NorwayEast" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    ["the same region of another tag", { destinationAddressPrefix: "Storage.NorwayEast" }, accepted],
    ["an unknown protocol", { protocol: "Http" }, "400 InvalidRequestFormat"],
    ["a description of 141 characters", { description: "x".repeat(141) }, "400 InvalidRequestFormat"],
    ["a name with a space", { securityRuleName: "a b" }, "400 InvalidResourceName"],
    ["a group that does not exist", { networkSecurityGroupName: "none" }, "404 ParentResourceNotFound"],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(azure.create(rules, rule(more)))).toBe(expected);
  });

  test("a priority is unique in each direction", async () => {
    const created = await azure.create(rules, rule());
    expect(await responseTo(azure.create(rules, rule({ securityRuleName: "other" })))).toBe(
      "400 SecurityRuleConflict",
    );
    expect(
      await responseTo(azure.create(rules, rule({ securityRuleName: "in", direction: "Inbound" }))),
    ).toBe(accepted);
    expect(await responseTo(azure.update(rules, created, rule({ description: "changed" })))).toBe(accepted);
  });

  test("the response for a group has its rules and the six default rules", async () => {
    await azure.create(rules, rule());
    const response = await azure.invoke("network:getNetworkSecurityGroup", {
      resourceGroupName: "rg",
      networkSecurityGroupName: "nsg",
    });
    expect(response.securityRules).toMatchObject([
      { name: "backup", id: `${nsgId}/securityRules/backup`, priority: 200 },
    ]);
    expect((response.defaultSecurityRules as Json[]).map((one) => one.name)).toEqual([
      ...["AllowVnetInBound", "AllowAzureLoadBalancerInBound", "DenyAllInBound"],
      ...["AllowVnetOutBound", "AllowInternetOutBound", "DenyAllOutBound"],
    ]);
  });
});

describe("inline rules of a group", () => {
  const inline = (name: string, more: Json = {}) => {
    const { resourceGroupName: _, networkSecurityGroupName: __, securityRuleName: ___, ...body } = rule(more);
    return { name, ...body };
  };
  const nsg = (...securityRules: Json[]): Json => ({
    ...here,
    networkSecurityGroupName: "nsg",
    securityRules,
  });

  test.each<[string, Json, string]>([
    ["two with different priorities", nsg(inline("a"), inline("b", { priority: 201 })), accepted],
    ["two with the same priority", nsg(inline("a"), inline("b")), "400 SecurityRuleConflict"],
    ["an invalid rule", nsg(inline("a", { priority: 1 })), "400 SecurityRuleInvalidPriority"],
    ["a group with an invalid name", { ...nsg(), networkSecurityGroupName: "-" }, "400 InvalidResourceName"],
  ])("%s", async (_, body, expected) => {
    expect(await responseTo(azure.create(nsgs, body))).toBe(expected);
  });

  test("if one rule is invalid, nothing is created", async () => {
    await responseTo(azure.create(nsgs, nsg(inline("a"), inline("b", { priority: 1 }))));
    expect(await azure.read(nsgs, nsgId, {})).toBeUndefined();
  });

  test("an update can swap priorities and remove a rule; an update without rules keeps them", async () => {
    const created = await azure.create(
      nsgs,
      nsg(inline("a"), inline("b", { priority: 201 }), inline("c", { priority: 202 })),
    );
    await azure.update(nsgs, created, nsg(inline("a", { priority: 201 }), inline("b")));
    const left = await azure.update(nsgs, created, {
      ...here,
      networkSecurityGroupName: "nsg",
      tags: { a: "1" },
    });
    expect((left.outputs.securityRules as Json[]).map((one) => [one.name, one.priority])).toEqual([
      ["a", 201],
      ["b", 200],
    ]);
  });
});

test.each<[string, Json, string]>([
  ["valid", network, accepted],
  [
    "a subnet outside of the network",
    { ...network, subnets: [{ name: "out", addressPrefix: "10.1.0.0/24" }] },
    "400 NetcfgInvalidSubnet",
  ],
  [
    "overlapping subnets",
    { ...network, subnets: ["a", "b"].map((name) => ({ name, addressPrefix: "10.0.1.0/24" })) },
    "400 NetcfgSubnetRangesOverlap",
  ],
])("network: %s", async (_, body, expected) => {
  expect(await responseTo(azure.create("network:VirtualNetwork", body))).toBe(expected);
});

describe("networks", () => {
  beforeEach(() => azure.create("network:VirtualNetwork", network));

  const subnet = (more: Json) => ({
    resourceGroupName: "rg",
    virtualNetworkName: "net",
    subnetName: "more",
    addressPrefix: "10.0.2.0/24",
    ...more,
  });

  test.each<[string, Json, string]>([
    ["valid", {}, accepted],
    ["outside of the network", { addressPrefix: "10.1.0.0/24" }, "400 NetcfgInvalidSubnet"],
    ["overlapping another subnet", { addressPrefix: "10.0.1.128/25" }, "400 NetcfgSubnetRangesOverlap"],
    ["group that does not exist", { networkSecurityGroup: { id: nsgId } }, "400 InvalidResourceReference"],
    ["network that does not exist", { virtualNetworkName: "none" }, "404 ParentResourceNotFound"],
  ])("subnet: %s", async (_, more, expected) => {
    expect(await responseTo(azure.create("network:Subnet", subnet(more)))).toBe(expected);
  });

  test.each<[string, Json, string]>([
    ["valid", {}, accepted],
    ["another region than its network", { location: "northeurope" }, "400 InvalidResourceReference"],
    [
      "subnet that does not exist",
      { ipConfigurations: [{ name: "ip", subnet: { id: `${subnetId}x` } }] },
      "400 InvalidResourceReference",
    ],
    [
      "public IP address that does not exist",
      {
        ipConfigurations: [
          {
            name: "ip",
            subnet: { id: subnetId },
            publicIPAddress: { id: `${networkId}/publicIPAddresses/x` },
          },
        ],
      },
      "400 InvalidResourceReference",
    ],
    ["group that does not exist", { networkSecurityGroup: { id: nsgId } }, "400 InvalidResourceReference"],
  ])("network interface: %s", async (_, more, expected) => {
    expect(await responseTo(azure.create("network:NetworkInterface", nic("nic", more)))).toBe(expected);
  });

  test("each network interface gets the next free address", async () => {
    const two = [
      { name: "a", subnet: { id: subnetId } },
      { name: "b", subnet: { id: subnetId } },
    ];
    const first = await azure.create("network:NetworkInterface", nic("nic1", { ipConfigurations: two }));
    const second = await azure.create("network:NetworkInterface", nic("nic2"));
    const addresses = [first, second].flatMap(({ outputs }) =>
      (outputs.ipConfigurations as Json[]).map((config) => config.privateIPAddress),
    );
    expect(addresses).toEqual(["10.0.1.4", "10.0.1.5", "10.0.1.6"]);
  });

  test("a subnet of eight addresses has three for network interfaces", async () => {
    const subnets = [{ name: "sub", addressPrefix: "10.0.3.0/29" }];
    const created = { id: `${networkId}/virtualNetworks/net`, outputs: {}, inputs: {} };
    await azure.update("network:VirtualNetwork", created, { ...network, subnets });
    const create = (name: string) => responseTo(azure.create("network:NetworkInterface", nic(name)));
    const answers = [await create("a"), await create("b"), await create("c"), await create("d")];
    expect(answers).toEqual([accepted, accepted, accepted, "400 SubnetIsFull"]);
  });

  test("a resource in use cannot be deleted", async () => {
    await azure.create(nsgs, { ...here, networkSecurityGroupName: "nsg" });
    await azure.create("network:NetworkInterface", nic("nic", { networkSecurityGroup: { id: nsgId } }));
    const networkInterfaces = [{ id: nicId }];
    await azure.create("compute:VirtualMachine", vm("vm1", { networkProfile: { networkInterfaces } }));
    const virtualMachine = { id: vmId("vm1") };
    expect((await azure.read("network:NetworkInterface", nicId))?.outputs.virtualMachine).toEqual(
      virtualMachine,
    );
    const netId = `${networkId}/virtualNetworks/net`;
    expect(await responseTo(azure.delete("network:VirtualNetwork", resourceAt(netId)))).toBe(
      "400 InUseSubnetCannotBeDeleted",
    );
    expect(await responseTo(azure.delete("network:Subnet", resourceAt(subnetId)))).toBe(
      "400 InUseSubnetCannotBeDeleted",
    );
    expect(await responseTo(azure.delete(nsgs, resourceAt(nsgId)))).toBe(
      "400 InUseNetworkSecurityGroupCannotBeDeleted",
    );
    expect(await responseTo(azure.delete("network:NetworkInterface", resourceAt(nicId)))).toBe(
      "400 NicInUse",
    );
    for (const [token, id] of [
      ["compute:VirtualMachine", vmId("vm1")],
      ["network:NetworkInterface", nicId],
      [nsgs, nsgId],
      ["network:VirtualNetwork", netId],
    ] as const) {
      expect(await responseTo(azure.delete(token, resourceAt(id)))).toBe(accepted);
    }
    expect(await azure.read("network:Subnet", subnetId, {})).toBeUndefined();
  });
});

describe("virtual machines", () => {
  const disks = (count: number): Json => ({
    storageProfile: {
      dataDisks: Array.from({ length: count }, (_, lun) => ({ lun, createOption: "Empty", diskSizeGB: 32 })),
    },
  });
  const size = (vmSize: string): Json => ({ hardwareProfile: { vmSize } });

  test.each<[string, Json, string]>([
    ["valid", {}, accepted],
    ["4 data disks on a D2s_v5", disks(4), accepted],
    ["5 data disks on a D2s_v5", disks(5), "409 OperationNotAllowed"],
    ["33 data disks on a D16s_v5", { ...disks(33), ...size("Standard_D16s_v5") }, "409 OperationNotAllowed"],
    ["33 data disks on an M64s", { ...disks(33), ...size("Standard_M64s") }, accepted],
    ["3 data disks on a B1s", { ...disks(3), ...size("Standard_B1s") }, "409 OperationNotAllowed"],
    [
      "two disks with the same LUN",
      { storageProfile: { dataDisks: [{ lun: 0 }, { lun: 0 }] } },
      "400 InvalidParameter",
    ],
    [
      "disk that does not exist",
      { storageProfile: { dataDisks: [{ lun: 0, managedDisk: { id: diskId("x") } }] } },
      "404 ResourceNotFound",
    ],
    [
      "network interface that does not exist",
      { networkProfile: { networkInterfaces: [{ id: nicId }] } },
      "400 InvalidResourceReference",
    ],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(azure.create("compute:VirtualMachine", vm("vm1", more)))).toBe(expected);
  });

  test("a disk and a network interface can be attached to only one VM", async () => {
    await azure.create("network:VirtualNetwork", network);
    await azure.create("network:NetworkInterface", nic("nic"));
    await azure.create("compute:Disk", { ...here, diskName: "data", creationData: {}, diskSizeGB: 32 });
    const networkProfile = { networkInterfaces: [{ id: nicId }] };
    const storageProfile = {
      dataDisks: [{ lun: 0, createOption: "Attach", managedDisk: { id: diskId("data") } }],
    };
    await azure.create("compute:VirtualMachine", vm("vm1", { networkProfile, storageProfile }));
    const data = await azure.read("compute:Disk", diskId("data"));
    expect(data?.outputs).toMatchObject({ diskState: "Attached", managedBy: vmId("vm1") });
    const again = (more: Json) => responseTo(azure.create("compute:VirtualMachine", vm("vm2", more)));
    expect(await again({ networkProfile })).toBe("400 NicInUse");
    expect(await again({ storageProfile })).toBe("409 ConflictingUserInput");
    expect(await responseTo(azure.delete("compute:Disk", resourceAt(diskId("data"))))).toBe(
      "409 OperationNotAllowed",
    );
  });

  test("responds with Azure's properties and without the password", async () => {
    const { outputs } = await azure.create("compute:VirtualMachine", vm("vm1", disks(1)));
    expect(outputs).toMatchObject({
      type: "Microsoft.Compute/virtualMachines",
      provisioningState: "Succeeded",
      vmId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      osProfile: { computerName: "vm1", linuxConfiguration: { provisionVMAgent: true } },
      storageProfile: {
        osDisk: { name: expect.stringMatching(/^vm1_OsDisk_1_[0-9a-f]{32}$/) },
        dataDisks: [{ lun: 0, name: expect.stringMatching(/^vm1_disk2_[0-9a-f]{32}$/) }],
      },
    });
    expect(JSON.stringify(outputs)).not.toContain("not kept");
  });

  test("an update keeps the VM's id and disks, and cannot change the computer name", async () => {
    const created = await azure.create("compute:VirtualMachine", vm("vm1"));
    const after = await azure.update("compute:VirtualMachine", created, vm("vm1", { tags: { a: "1" } }));
    expect(after.outputs.vmId).toBe(created.outputs.vmId);
    expect(after.outputs.storageProfile).toEqual(created.outputs.storageProfile);
    const renamed = vm("vm1", { osProfile: { computerName: "other", adminUsername: "someone" } });
    expect(await responseTo(azure.update("compute:VirtualMachine", created, renamed))).toBe(
      "409 PropertyChangeNotAllowed",
    );
  });

  test("extensions and run commands require their VM and are deleted with it", async () => {
    const extension = {
      ...here,
      vmName: "vm1",
      vmExtensionName: "x",
      type: "VMSnapshot",
      protectedSettings: { key: "k" },
    };
    expect(await responseTo(azure.create("compute:VirtualMachineExtension", extension))).toBe(
      "404 ParentResourceNotFound",
    );
    await azure.create("compute:VirtualMachine", vm("vm1"));
    const created = await azure.create("compute:VirtualMachineExtension", extension);
    expect(created.outputs).toMatchObject({ type: "VMSnapshot", name: "x" });
    expect(created.outputs).not.toHaveProperty("protectedSettings");
    const command = await azure.create("compute:VirtualMachineRunCommandByVirtualMachine", {
      ...here,
      vmName: "vm1",
      runCommandName: "proxy",
    });
    await azure.delete("compute:VirtualMachine", resourceAt(vmId("vm1")));
    expect(
      await azure.read("compute:VirtualMachineRunCommandByVirtualMachine", command.id, {}),
    ).toBeUndefined();
  });
});

test.each<[string, Json, string]>([
  ["valid", { accountName: "backupcache" }, accepted],
  ["capital letters", { accountName: "BackupCache" }, "400 AccountNameInvalid"],
  ["a name of two letters", { accountName: "ab" }, "400 AccountNameInvalid"],
  ["a name taken in another group", { accountName: "taken" }, "409 StorageAccountAlreadyTaken"],
])("storage account: %s", async (_, more, expected) => {
  await azure.create("resources:ResourceGroup", { resourceGroupName: "other", location: "westeurope" });
  const account = { ...here, kind: "StorageV2", sku: { name: "Standard_LRS" } };
  await azure.create("storage:StorageAccount", {
    ...account,
    resourceGroupName: "other",
    accountName: "taken",
  });
  expect(await responseTo(azure.create("storage:StorageAccount", { ...account, ...more }))).toBe(expected);
});
