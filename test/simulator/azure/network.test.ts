import type { Json } from "../../../simulator/azure/json";
import { here, network, networkId, nic, nicId, subnetId, vm, vmId } from "./bodies";
import { group, type Made, responseTo, startAzure, type TestAzure } from "./harness";

const accepted = "accepted";
const nsgs = "network:NetworkSecurityGroup";
const rules = "network:SecurityRule";
const nsgId = `${networkId}/networkSecurityGroups/nsg`;
const diskId = (name: string) => `${group}/providers/Microsoft.Compute/disks/${name}`;
const at = (id: string): Made => ({ id, outputs: {}, inputs: {} });

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
    ["as it should be", {}, accepted],
    ["priority 100", { priority: 100 }, accepted],
    ["priority 99", { priority: 99 }, "400 SecurityRuleInvalidPriority"],
    ["priority 4096", { priority: 4096 }, accepted],
    ["priority 4097", { priority: 4097 }, "400 SecurityRuleInvalidPriority"],
    ["priority that is no whole number", { priority: 200.5 }, "400 SecurityRuleInvalidPriority"],
    ["a port range", { destinationPortRange: "80-443" }, accepted],
    ["several ports", { destinationPortRange: undefined, destinationPortRanges: ["80", "443"] }, accepted],
    ["port 65536", { destinationPortRange: "65536" }, "400 SecurityRuleInvalidPortRange"],
    ["a range that goes down", { destinationPortRange: "443-80" }, "400 SecurityRuleInvalidPortRange"],
    ["a port that is none", { destinationPortRange: "https" }, "400 SecurityRuleInvalidPortRange"],
    ["a bad one of several ports", { sourcePortRanges: ["80", "-1"] }, "400 SecurityRuleInvalidPortRange"],
    ["an address", { sourceAddressPrefix: "10.0.0.5/32" }, accepted],
    [
      "an address that is none",
      { sourceAddressPrefix: "10.0.0.256" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    ["a block of 33 bits", { sourceAddressPrefix: "10.0.0.0/33" }, "400 SecurityRuleInvalidAddressPrefix"],
    ["an IPv6 block", { sourceAddressPrefix: "fd00::/8" }, accepted],
    ["the tag AzureBackup", { destinationAddressPrefix: "AzureBackup" }, accepted],
    [
      "a tag that has no regions",
      { destinationAddressPrefix: "AzureBackup.WestEurope" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    [
      "a tag that does not exist",
      { destinationAddressPrefix: "Backup" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    [
      "a tag with Azure's own spelling of a region",
      { destinationAddressPrefix: "AzureCloud.norwaye" },
      accepted,
    ],
    [
      "a tag with the spelling that only other tags have",
      { destinationAddressPrefix: "AzureCloud.NorwayEast" },
      "400 SecurityRuleInvalidAddressPrefix",
    ],
    ["that region of another tag", { destinationAddressPrefix: "Storage.NorwayEast" }, accepted],
    ["a protocol that is none", { protocol: "Http" }, "400 InvalidRequestFormat"],
    ["a description of 141 letters", { description: "x".repeat(141) }, "400 InvalidRequestFormat"],
    ["a name with a slash", { securityRuleName: "a b" }, "400 InvalidResourceName"],
    ["a group that is not there", { networkSecurityGroupName: "none" }, "404 ParentResourceNotFound"],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(azure.create(rules, rule(more)))).toBe(expected);
  });

  test("a priority is taken once in each direction", async () => {
    const made = await azure.create(rules, rule());
    expect(await responseTo(azure.create(rules, rule({ securityRuleName: "other" })))).toBe(
      "400 SecurityRuleConflict",
    );
    expect(
      await responseTo(azure.create(rules, rule({ securityRuleName: "in", direction: "Inbound" }))),
    ).toBe(accepted);
    expect(await responseTo(azure.update(rules, made, rule({ description: "the same rule" })))).toBe(
      accepted,
    );
  });

  test("a group shows its rules, and the six that every group has", async () => {
    await azure.create(rules, rule());
    const shown = await azure.invoke("network:getNetworkSecurityGroup", {
      resourceGroupName: "rg",
      networkSecurityGroupName: "nsg",
    });
    expect(shown.securityRules).toMatchObject([
      { name: "backup", id: `${nsgId}/securityRules/backup`, priority: 200 },
    ]);
    expect((shown.defaultSecurityRules as Json[]).map((one) => one.name)).toEqual([
      ...["AllowVnetInBound", "AllowAzureLoadBalancerInBound", "DenyAllInBound"],
      ...["AllowVnetOutBound", "AllowInternetOutBound", "DenyAllOutBound"],
    ]);
  });
});

describe("rules given with their group", () => {
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
    ["two that differ", nsg(inline("a"), inline("b", { priority: 201 })), accepted],
    ["two of one priority", nsg(inline("a"), inline("b")), "400 SecurityRuleConflict"],
    ["a bad one", nsg(inline("a", { priority: 1 })), "400 SecurityRuleInvalidPriority"],
    ["a group with a bad name", { ...nsg(), networkSecurityGroupName: "-" }, "400 InvalidResourceName"],
  ])("%s", async (_, body, expected) => {
    expect(await responseTo(azure.create(nsgs, body))).toBe(expected);
  });

  test("nothing is made when one is bad", async () => {
    await responseTo(azure.create(nsgs, nsg(inline("a"), inline("b", { priority: 1 }))));
    expect(await azure.read(nsgs, nsgId, {})).toBeUndefined();
  });

  test("an update can swap priorities and drop a rule; one without rules leaves them", async () => {
    const made = await azure.create(
      nsgs,
      nsg(inline("a"), inline("b", { priority: 201 }), inline("c", { priority: 202 })),
    );
    await azure.update(nsgs, made, nsg(inline("a", { priority: 201 }), inline("b")));
    const left = await azure.update(nsgs, made, {
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
  ["as it should be", network, accepted],
  [
    "a subnet outside",
    { ...network, subnets: [{ name: "out", addressPrefix: "10.1.0.0/24" }] },
    "400 NetcfgInvalidSubnet",
  ],
  [
    "subnets over each other",
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
    ["as it should be", {}, accepted],
    ["outside the network", { addressPrefix: "10.1.0.0/24" }, "400 NetcfgInvalidSubnet"],
    ["over another", { addressPrefix: "10.0.1.128/25" }, "400 NetcfgSubnetRangesOverlap"],
    ["group that is not there", { networkSecurityGroup: { id: nsgId } }, "400 InvalidResourceReference"],
    ["network that is not there", { virtualNetworkName: "none" }, "404 ParentResourceNotFound"],
  ])("subnet: %s", async (_, more, expected) => {
    expect(await responseTo(azure.create("network:Subnet", subnet(more)))).toBe(expected);
  });

  test.each<[string, Json, string]>([
    ["as it should be", {}, accepted],
    ["another region than its network", { location: "northeurope" }, "400 InvalidResourceReference"],
    [
      "subnet that is not there",
      { ipConfigurations: [{ name: "ip", subnet: { id: `${subnetId}x` } }] },
      "400 InvalidResourceReference",
    ],
    [
      "public address that is not there",
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
    ["group that is not there", { networkSecurityGroup: { id: nsgId } }, "400 InvalidResourceReference"],
  ])("network interface: %s", async (_, more, expected) => {
    expect(await responseTo(azure.create("network:NetworkInterface", nic("nic", more)))).toBe(expected);
  });

  test("network interfaces get the next free address each", async () => {
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

  test("a subnet of eight addresses serves three", async () => {
    const subnets = [{ name: "sub", addressPrefix: "10.0.3.0/29" }];
    const made = { id: `${networkId}/virtualNetworks/net`, outputs: {}, inputs: {} };
    await azure.update("network:VirtualNetwork", made, { ...network, subnets });
    const ask = (name: string) => responseTo(azure.create("network:NetworkInterface", nic(name)));
    const answers = [await ask("a"), await ask("b"), await ask("c"), await ask("d")];
    expect(answers).toEqual([accepted, accepted, accepted, "400 SubnetIsFull"]);
  });

  test("what is in use stays", async () => {
    await azure.create(nsgs, { ...here, networkSecurityGroupName: "nsg" });
    await azure.create("network:NetworkInterface", nic("nic", { networkSecurityGroup: { id: nsgId } }));
    const networkInterfaces = [{ id: nicId }];
    await azure.create("compute:VirtualMachine", vm("vm1", { networkProfile: { networkInterfaces } }));
    const machine = { id: vmId("vm1") };
    expect((await azure.read("network:NetworkInterface", nicId))?.outputs.virtualMachine).toEqual(machine);
    const netId = `${networkId}/virtualNetworks/net`;
    expect(await responseTo(azure.delete("network:VirtualNetwork", at(netId)))).toBe(
      "400 InUseSubnetCannotBeDeleted",
    );
    expect(await responseTo(azure.delete("network:Subnet", at(subnetId)))).toBe(
      "400 InUseSubnetCannotBeDeleted",
    );
    expect(await responseTo(azure.delete(nsgs, at(nsgId)))).toBe(
      "400 InUseNetworkSecurityGroupCannotBeDeleted",
    );
    expect(await responseTo(azure.delete("network:NetworkInterface", at(nicId)))).toBe("400 NicInUse");
    for (const [token, id] of [
      ["compute:VirtualMachine", vmId("vm1")],
      ["network:NetworkInterface", nicId],
      [nsgs, nsgId],
      ["network:VirtualNetwork", netId],
    ] as const) {
      expect(await responseTo(azure.delete(token, at(id)))).toBe(accepted);
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
    ["as it should be", {}, accepted],
    ["4 data disks on a D2s_v5", disks(4), accepted],
    ["5 data disks on a D2s_v5", disks(5), "409 OperationNotAllowed"],
    ["33 data disks on a D16s_v5", { ...disks(33), ...size("Standard_D16s_v5") }, "409 OperationNotAllowed"],
    ["33 data disks on an M64s", { ...disks(33), ...size("Standard_M64s") }, accepted],
    ["3 data disks on a B1s", { ...disks(3), ...size("Standard_B1s") }, "409 OperationNotAllowed"],
    ["one LUN twice", { storageProfile: { dataDisks: [{ lun: 0 }, { lun: 0 }] } }, "400 InvalidParameter"],
    [
      "disk that is not there",
      { storageProfile: { dataDisks: [{ lun: 0, managedDisk: { id: diskId("x") } }] } },
      "404 ResourceNotFound",
    ],
    [
      "network interface that is not there",
      { networkProfile: { networkInterfaces: [{ id: nicId }] } },
      "400 InvalidResourceReference",
    ],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(azure.create("compute:VirtualMachine", vm("vm1", more)))).toBe(expected);
  });

  test("a disk and a network interface serve one machine", async () => {
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
    expect(await responseTo(azure.delete("compute:Disk", at(diskId("data"))))).toBe(
      "409 OperationNotAllowed",
    );
  });

  test("answers in Azure's words, and gives no password back", async () => {
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

  test("keeps its identity over an update, and its computer name", async () => {
    const made = await azure.create("compute:VirtualMachine", vm("vm1"));
    const after = await azure.update("compute:VirtualMachine", made, vm("vm1", { tags: { a: "1" } }));
    expect(after.outputs.vmId).toBe(made.outputs.vmId);
    expect(after.outputs.storageProfile).toEqual(made.outputs.storageProfile);
    const renamed = vm("vm1", { osProfile: { computerName: "other", adminUsername: "someone" } });
    expect(await responseTo(azure.update("compute:VirtualMachine", made, renamed))).toBe(
      "409 PropertyChangeNotAllowed",
    );
  });

  test("extensions and run commands live with it", async () => {
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
    const made = await azure.create("compute:VirtualMachineExtension", extension);
    expect(made.outputs).toMatchObject({ type: "VMSnapshot", name: "x" });
    expect(made.outputs).not.toHaveProperty("protectedSettings");
    const command = await azure.create("compute:VirtualMachineRunCommandByVirtualMachine", {
      ...here,
      vmName: "vm1",
      runCommandName: "proxy",
    });
    await azure.delete("compute:VirtualMachine", at(vmId("vm1")));
    expect(
      await azure.read("compute:VirtualMachineRunCommandByVirtualMachine", command.id, {}),
    ).toBeUndefined();
  });
});

test.each<[string, Json, string]>([
  ["as it should be", { accountName: "backupcache" }, accepted],
  ["capitals", { accountName: "BackupCache" }, "400 AccountNameInvalid"],
  ["two letters", { accountName: "ab" }, "400 AccountNameInvalid"],
  ["taken in another group", { accountName: "taken" }, "409 StorageAccountAlreadyTaken"],
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
