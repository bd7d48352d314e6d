import { backupPolicies } from "../../policies/pack";
import { networkTypes, types } from "../support/tokens";
import { asAzapi, asGeneric, asPackage, asVersion } from "./otherForms";
import { analyze, analyzeStack, findingOf, type TestResource, unknown, urnOf } from "./server";

const subscription = "/subscriptions/s/resourceGroups";
const vmId = (name: string, group = "app") =>
  `${subscription}/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const policyId = (name: string, vault: string) =>
  `${subscription}/backup/providers/Microsoft.RecoveryServices/vaults/${vault}/backupPolicies/${name}`;

const vm = (name: string, location: string, props: object = {}): TestResource => ({
  type: types.vm,
  name,
  props: { resourceGroupName: "app", vmName: name, location, ...props },
});
const vault = (name: string, location: string, props: object = {}): TestResource => ({
  type: types.vault,
  name,
  props: { resourceGroupName: "backup", vaultName: name, location, ...props },
});
const policy = (name: string, vaultName: string, policyType = "V1"): TestResource => ({
  type: types.policy,
  name,
  props: {
    resourceGroupName: "backup",
    vaultName,
    policyName: name,
    properties: { backupManagementType: "AzureIaasVM", policyType },
  },
});
interface ItemLinks {
  vm: string;
  vault: string;
  policy?: string;
  name?: string;
  type?: string;
}
/** As a program makes it that passes ids and names of resources: nothing is known in preview but the dependencies. */
const item = ({
  vm,
  vault,
  policy = "nightly",
  name = `item-${vm}`,
  type = types.item,
}: ItemLinks): TestResource => ({
  type,
  name,
  props: {
    resourceGroupName: "backup",
    vaultName: unknown,
    fabricName: "Azure",
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: unknown,
      policyId: unknown,
    },
  },
  dependsOn: { properties: [vm, policy], vaultName: [vault] },
});
/** As a program makes it that writes everything down. */
const plain = ({ vm, vault, policy = "nightly", name = `item-${vm}` }: ItemLinks): TestResource => ({
  type: types.item,
  name,
  props: {
    resourceGroupName: "backup",
    vaultName: vault,
    fabricName: "Azure",
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: vmId(vm),
      policyId: policyId(policy, vault),
    },
  },
});

/** What preview shows of a resource: the inputs, and unknown for all that the program left out. */
const previewed = (resource: TestResource): TestResource => ({
  ...resource,
  props: {
    name: unknown,
    location: unknown,
    securityProfile: unknown,
    storageProfile: unknown,
    additionalCapabilities: unknown,
    ...resource.props,
  },
});

/** What is wrong, without what is accepted, the fix and the source. */
const problemOf = (text: string): string => text.split(/; |\. /)[0] ?? "";

/** Policy, resource and problem of each finding in preview; a policy that could not run is "unknown". */
async function found(
  resources: readonly TestResource[],
  options = {},
  only = /^(vm-and|vm-in|one-vault|vm-is|vault-cap|vm-needs)/,
) {
  const policies = backupPolicies(options).filter(({ name }) => only.test(name));
  for (const resource of resources) await analyze(policies, resource);
  return (await analyzeStack(policies, resources.map(previewed))).map(({ policy, message, urn }) => {
    const text = findingOf(message);
    return text === "" ? `${policy} unknown` : `${policy} ${urn.split("::").at(-1)} ${problemOf(text)}`;
  });
}

const sound = [
  vm("web", "West Europe"),
  vault("safe", "westeurope"),
  policy("nightly", "safe"),
  item({ vm: "web", vault: "safe" }),
];

it.each([
  ["joined by dependencies", sound],
  ["written down", [...sound.slice(0, 3), plain({ vm: "web", vault: "safe" })]],
  ["of nothing to do with backup", [{ type: "azure-native:web:WebApp", props: {} }]],
  ["of a vault alone", [vault("safe", "westeurope")]],
])("nothing is said of a stack %s", async (_, stack) => expect(await found(stack)).toEqual([]));

describe("VM and vault in one region", () => {
  const finding =
    "vm-and-vault-same-region item-web item-web: virtual machine web: the VM is in northeurope and its vault safe in westeurope";
  const apart = [vm("web", "northeurope"), vault("safe", "westeurope"), policy("nightly", "safe")];
  const only = /^vm-and/;

  it.each([
    ["joined by dependencies", item({ vm: "web", vault: "safe" })],
    ["written down", plain({ vm: "web", vault: "safe" })],
    [
      "of a version of its own",
      item({ vm: "web", vault: "safe", type: "azure-native:recoveryservices/v20250201:ProtectedItem" }),
    ],
  ])("%s", async (_, protectedItem) =>
    expect(await found([...apart, protectedItem], {}, only)).toEqual([finding]),
  );

  it("without the run having seen the inputs, as `pulumi policy analyze` does", async () => {
    const policies = backupPolicies().filter(({ name }) => only.test(name));
    const diagnostics = await analyzeStack(policies, [...apart, plain({ vm: "web", vault: "safe" })]);
    expect(diagnostics.map(({ urn }) => urn)).toEqual([urnOf(plain({ vm: "web", vault: "safe" }))]);
  });

  it("identifies one item among several that depend on both VMs by its id", async () => {
    const both = {
      ...plain({ vm: "web", vault: "safe" }),
      dependsOn: { properties: ["web", "api"], vaultName: ["safe"] },
    };
    const stack = [vm("api", "westeurope"), ...apart, both];
    expect(await found(stack, {}, only)).toEqual([finding]);
    const withoutId = item({ vm: "web", vault: "safe" });
    expect(
      await found(
        [
          ...stack.slice(0, 4),
          { ...withoutId, dependsOn: { properties: ["web", "api"], vaultName: ["safe"] } },
        ],
        {},
        only,
      ),
    ).toEqual([]);
  });

  describe.each<[form: string, declare: (resource: TestResource) => TestResource]>([
    ["a package of a later API version", asPackage],
    ["a token of a later API version", asVersion],
    ["azapi", asAzapi],
    ["azure-native's generic resource", asGeneric],
  ])("a region of choice of a vault that %s declares", (_, declare) => {
    const policies = backupPolicies().filter(({ name }) => only.test(name));
    const withChoice = async (properties: object) => {
      const declared = declare(vault("safe", "westeurope", { properties }));
      const stack = [vm("web", "northeurope"), declared, plain({ vm: "web", vault: "safe" })];
      return (await analyzeStack(policies, stack)).map(({ policy, level }) => `${policy} ${level}`);
    };

    it.each<[string, object, string[]]>([
      ["switched on", { regionOfChoiceSettings: { status: "Enabled" } }, []],
      ["switched on in another letter case", { regionOfChoiceSettings: { status: "ENABLED" } }, []],
      ["off", { regionOfChoiceSettings: { status: "Disabled" } }, ["vm-and-vault-same-region mandatory"]],
      ["left out", {}, ["vm-and-vault-same-region mandatory"]],
      ["null", { regionOfChoiceSettings: null }, ["vm-and-vault-same-region mandatory"]],
    ])("%s", async (__, properties, expected) => expect(await withChoice(properties)).toEqual(expected));
  });

  it("an unknown region is no finding, and not forgotten", async () => {
    const stack = [
      vm("web", unknown),
      vault("safe", "westeurope"),
      policy("nightly", "safe"),
      item({ vm: "web", vault: "safe" }),
    ];
    expect(await found(stack, {}, only)).toEqual(["vm-and-vault-same-region unknown"]);
    const two = [...stack, vm("api", "northeurope"), item({ vm: "api", vault: "safe" })];
    expect(await found(two, {}, only)).toEqual([
      "vm-and-vault-same-region item-api item-api: virtual machine api: the VM is in northeurope and its vault safe in westeurope",
      "vm-and-vault-same-region unknown",
    ]);
  });

  it("identifies an item that also depends on another VM by its id", async () => {
    const stack = [vm("gateway", "westeurope"), ...apart];
    const odd = {
      ...plain({ vm: "WEB", vault: "safe", name: "item-web" }),
      dependsOn: { properties: ["gateway"] },
    };
    expect(await found([...stack, odd], {}, only)).toEqual([finding]);
  });

  it("a VM whose name only Azure will choose goes by the program's name for it", async () => {
    const unnamed = { ...vm("web", "northeurope"), props: { location: "northeurope", vmName: unknown } };
    for (const of of [
      item({ vm: "web", vault: "safe" }),
      { ...plain({ vm: "chosen", vault: "safe", name: "item-web" }), dependsOn: { properties: ["web"] } },
    ])
      expect(await found([unnamed, ...apart.slice(1), of], {}, only)).toEqual([finding]);
  });

  it("cannot distinguish two VMs of one name", async () => {
    const twin = {
      ...vm("twin", "northeurope"),
      props: { resourceGroupName: "app", vmName: "web", location: "northeurope" },
    };
    expect(await found([...apart, twin, plain({ vm: "web", vault: "safe" })], {}, only)).toEqual([]);
  });

  it("names and regions that only Azure's answers have", async () => {
    const policies = backupPolicies().filter(({ name }) => only.test(name));
    const answered = (resource: TestResource): TestResource => {
      const { vmName, vaultName, ...rest } = resource.props as Record<string, unknown>;
      return { ...resource, props: { ...rest, name: vmName ?? vaultName } };
    };
    const resources = [...apart.slice(0, 2).map(answered), plain({ vm: "web", vault: "safe" })];
    expect(await analyzeStack(policies, resources)).toHaveLength(1);
  });

  it("a region that the program left to Azure", async () => {
    const policies = backupPolicies().filter(({ name }) => only.test(name));
    const stack = [...apart, item({ vm: "web", vault: "safe" })];
    for (const { props, ...resource } of stack)
      await analyze(policies, { ...resource, props: { ...props, location: undefined } });
    const found = await analyzeStack(policies, stack);
    expect(found.map(({ policy }) => policy)).toEqual(["vm-and-vault-same-region"]);
  });

  it("a VM of the same name in another resource group is another VM", async () => {
    const other = { ...plain({ vm: "web", vault: "safe" }) };
    const elsewhere = {
      ...other,
      props: {
        ...other.props,
        properties: {
          ...(other.props as { properties: object }).properties,
          sourceResourceId: vmId("web", "other"),
        },
      },
    };
    expect(await found([...apart, elsewhere], {}, only)).toEqual([]);
  });
});

describe("while a VM's or a vault's group is an Output", () => {
  const inGroup = (resource: TestResource, origin = "group"): TestResource => ({
    ...resource,
    props: { ...resource.props, resourceGroupName: unknown },
    dependsOn: { ...resource.dependsOn, resourceGroupName: [origin] },
  });
  const group = { type: "azure-native:resources:ResourceGroup", name: "group", props: {} };
  const other = { ...group, name: "other" };
  const named = plain({ vm: "web", vault: "safe" });

  it("a VM that an item may name is not called unprotected", async () => {
    const stack = [group, inGroup(vm("web", "westeurope")), vault("safe", "westeurope"), named];
    expect(await found(stack, {}, /^vm-is-protected/)).toEqual(["vm-is-protected unknown"]);
  });
  it("a VM that no item can name is", async () => {
    const stack = [
      vm("api", "westeurope"),
      inGroup(vm("db", "westeurope")),
      vault("safe", "westeurope"),
      named,
    ];
    expect(await found([group, ...stack], {}, /^vm-is-protected/)).toEqual([
      expect.stringContaining("vm-is-protected api"),
      expect.stringContaining("vm-is-protected db"),
    ]);
  });
  it("a vault of the same name and of the same group is the item's", async () => {
    const apart = [vm("web", "westeurope"), inGroup(vault("safe", "northeurope"))];
    expect(await found([group, ...apart, inGroup(named)], {}, /^vm-and/)).toEqual([
      "vm-and-vault-same-region item-web item-web: virtual machine web: the VM is in westeurope and its vault safe in northeurope",
    ]);
    expect(await found([group, other, ...apart, inGroup(named, "other")], {}, /^vm-and/)).toEqual([]);
  });
});

describe("VM in one vault", () => {
  const only = /^vm-in/;
  const two = [...sound, vault("other", "westeurope")];
  it("joined by dependencies, or one of them written down", async () => {
    const finding = ["vm-in-one-vault again again: virtual machine web: 2 vaults protect it: other, safe"];
    expect(await found([...two, item({ vm: "web", vault: "other", name: "again" })], {}, only)).toEqual(
      finding,
    );
    expect(await found([...two, plain({ vm: "web", vault: "other", name: "again" })], {}, only)).toEqual(
      finding,
    );
  });
  it("VMs and vaults of other stacks count too", async () => {
    const stack = [
      plain({ vm: "web", vault: "a" }),
      plain({ vm: "WEB", vault: "b", name: "again" }),
      plain({ vm: "api", vault: "b" }),
    ];
    expect(await found(stack, {}, only)).toEqual([
      "vm-in-one-vault again again: virtual machine web: 2 vaults protect it: a, b",
    ]);
  });
  it("two items of one vault are no matter", async () => {
    expect(await found([...two, item({ vm: "web", vault: "safe", name: "again" })], {}, only)).toEqual([]);
  });
  it("an item of an unknown vault is no finding, and not forgotten", async () => {
    const stray = {
      ...item({ vm: "web", vault: "other", name: "again" }),
      dependsOn: { properties: ["web"] },
    };
    expect(await found([...two, stray], {}, only)).toEqual(["vm-in-one-vault unknown"]);
  });
  it("an item of an unknown VM is no finding, and not forgotten", async () => {
    const stray = { ...item({ vm: "web", vault: "other", name: "again" }), dependsOn: {} };
    expect(await found([...two, stray], {}, only)).toEqual(["vm-in-one-vault unknown"]);
  });
});

describe("a vault in each region", () => {
  const only = /^one-vault/;
  it("reports all VMs of a region at the first one", async () => {
    const stack = [
      vault("safe", "westeurope"),
      vm("a", "North Europe"),
      vm("b", "northeurope"),
      vm("c", "westeurope"),
    ];
    expect(await found(stack, {}, only)).toEqual([
      "one-vault-per-region a a: location: North Europe has 2 virtual machines and no vault",
    ]);
  });
  it("a stack without vaults has them elsewhere", async () =>
    expect(await found([vm("a", "northeurope")], {}, only)).toEqual([]));
  it("nothing is said while a region is unknown, and that is said", async () => {
    expect(await found([vault("safe", unknown), vm("a", "northeurope")], {}, only)).toEqual([
      "one-vault-per-region unknown",
    ]);
    expect(
      await found([vault("safe", "westeurope"), vm("a", "northeurope"), vm("b", unknown)], {}, only),
    ).toEqual([
      "one-vault-per-region a a: location: northeurope has 1 virtual machine and no vault",
      "one-vault-per-region unknown",
    ]);
  });
});

describe("VM is protected", () => {
  const only = /^vm-is/;
  const finding = (name: string) => `vm-is-protected ${name} ${name}: No protected item exists for this VM`;
  it("by an item, or by an intent of one", async () => {
    expect(await found([...sound, vm("api", "westeurope")], {}, only)).toEqual([finding("api")]);
    const intent = { ...item({ vm: "api", vault: "safe" }), type: types.intent };
    expect(await found([...sound, vm("api", "westeurope"), intent], {}, only)).toEqual([
      "vm-is-protected api api: This VM has a protection intent: Azure will create its protected item later",
    ]);
  });
  it("not by an item of something else", async () => {
    const share = {
      type: types.item,
      name: "share",
      props: {
        vaultName: "safe",
        properties: { protectedItemType: "AzureFileShareProtectedItem", sourceResourceId: vmId("web") },
      },
    };
    expect(await found([vm("web", "westeurope"), share], {}, only)).toEqual([finding("web")]);
  });
  it("while an item's VM is unknown, any VM may be its", async () => {
    const stray = { ...item({ vm: "x", vault: "safe" }), dependsOn: {} };
    expect(await found([...sound, vm("api", "westeurope"), stray], {}, only)).toEqual([
      "vm-is-protected unknown",
    ]);
  });
  it("VMs that other services run are their business", async () => {
    const managed = (publisher: string) =>
      vm(publisher, "westeurope", { storageProfile: { imageReference: { publisher } } });
    expect(
      await found([managed("azureopenshift"), managed("AzureDatabricks"), managed("Canonical")], {}, only),
    ).toEqual([finding("Canonical")]);
  });
});

describe("room in vaults and policies", () => {
  const only = /^vault-cap/;
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => plain({ vm: `vm${i}`, vault: "safe" }));
  it("of the numbers that are configured", async () => {
    const options = { "vault-capacity": { maxVmsPerVault: 4, maxVmsPerPolicy: 2 } };
    expect(await found(many(2), options, only)).toEqual([]);
    expect(
      await found([vault("safe", "westeurope"), policy("nightly", "safe"), ...many(5)], options, only),
    ).toEqual([
      "vault-capacity safe safe: vault safe: 5 virtual machines",
      "vault-capacity nightly nightly: policy nightly: 5 virtual machines",
    ]);
  });
  it("without the items whose vault or policy is not known yet", async () => {
    const stray = { ...item({ vm: "web", vault: "safe" }), dependsOn: {} };
    const options = { "vault-capacity": { maxVmsPerVault: 1, maxVmsPerPolicy: 1 } };
    expect(await found([...many(1), stray, stray], options, only)).toEqual([]);
  });
  it("of Azure's own, for a policy", async () => {
    expect(await found(many(100), {}, only)).toEqual([]);
    expect(await found(many(101), {}, only)).toEqual([
      "vault-capacity item-vm0 item-vm0: policy nightly: 101 virtual machines",
    ]);
  });
});

describe("VMs of one name in one vault", () => {
  const only = /^vm-in-one/;
  const of = (subscription: string, name: string, vault = "safe"): TestResource => {
    const made = plain({ vm: "web", vault, name });
    const { properties } = made.props as { properties: { sourceResourceId: string } };
    const sourceResourceId = properties.sourceResourceId.replace("/s/", `/${subscription}/`);
    return { ...made, props: { ...made.props, properties: { ...properties, sourceResourceId } } };
  };
  it("are of one subscription", async () => {
    expect(await found([of("s1", "a"), of("s2", "b")], {}, only)).toEqual([
      "vm-in-one-vault a a: virtual machine web: 2 subscriptions have a VM of this resource group and name: s1, s2",
    ]);
    expect(await found([of("s1", "a"), of("S1", "b")], {}, only)).toEqual([]);
    expect(await found([of("s1", "a"), of("s2", "b", "other")], {}, only)).toEqual([]);
  });
});

describe("a vault's redundancy and disks", () => {
  const only = /^vm-needs/;
  const fast = vm("web", "westeurope", {
    storageProfile: { dataDisks: [{ managedDisk: { storageAccountType: "PremiumV2_LRS" } }] },
  });
  const redundant = (standardTierStorageRedundancy: string) =>
    vault("safe", "westeurope", { properties: { redundancySettings: { standardTierStorageRedundancy } } });
  const about = (store: TestResource, machine = fast) =>
    found([machine, store, item({ vm: "web", vault: "safe" })], {}, only);
  it("a Premium SSD v2 disk, and a geo-redundant vault", async () => {
    const finding = (vaultText: string) => [
      `vm-needs-enhanced-policy item-web item-web: virtual machine web: the VM has a disk of type PremiumV2_LRS, and its vault safe ${vaultText}`,
    ];
    const unset = "sets no redundancy, so it may become GeoRedundant";
    expect(await about(vault("safe", "westeurope"))).toEqual(finding(unset));
    expect(await about(redundant("GeoRedundant"))).toEqual(finding("is GeoRedundant"));
    expect(await about(redundant("ZoneRedundant"))).toEqual([]);
    expect(await about(vault("safe", "westeurope"), vm("web", "westeurope"))).toEqual([]);
  });
});

describe("requirements that a VM's kind of backup lifts", () => {
  const only = /^vm-os-supported|^vm-agent|^disk-not/;
  const old = vm("web", "westeurope", {
    storageProfile: {
      imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
      dataDisks: [{ lun: 1, managedDisk: { id: unknown } }],
    },
    osProfile: { linuxConfiguration: { provisionVMAgent: false } },
  });
  const attaching = { ...old, dependsOn: { storageProfile: ["shared"] } };
  const shared = { type: types.disk, name: "shared", props: { diskName: "shared", maxShares: 2 } };
  const crash = (policyType: string): TestResource => {
    const made = policy("nightly", "safe", policyType);
    const { properties } = made.props as { properties: object };
    return {
      ...made,
      props: { ...made.props, properties: { ...properties, snapshotConsistencyType: "OnlyCrashConsistent" } },
    };
  };
  const choosing = (diskExclusionProperties?: object): TestResource => {
    const made = item({ vm: "web", vault: "safe" });
    const { properties } = made.props as { properties: object };
    const extendedProperties = diskExclusionProperties && { diskExclusionProperties };
    return { ...made, props: { ...made.props, properties: { ...properties, extendedProperties } } };
  };
  const about = async (...stack: TestResource[]) =>
    (await found([vault("safe", "westeurope"), ...stack], {}, only)).map((line) => line.split(" ")[0]);

  it("agentless backups: the operating system and the agent", async () => {
    expect(await about(old)).toEqual(["vm-os-supported", "vm-agent-enabled"]);
    expect(await about(old, policy("nightly", "safe", "V2"), choosing())).toHaveLength(2);
    expect(await about(old, crash("V1"), choosing())).toHaveLength(2);
    expect(await about(old, crash("V2"), choosing())).toEqual([]);
    // One of two VMs alone is backed up so.
    const other = vm("other", "westeurope", { osProfile: { allowExtensionOperations: false } });
    expect(await about(old, other, crash("V2"), choosing())).toEqual(["vm-agent-enabled"]);
  });

  it("a shared disk that no item takes, under an Enhanced policy", async () => {
    const osDiskOnly = choosing({ diskLunList: [], isInclusionList: true });
    const without = choosing({ diskLunList: [1], isInclusionList: false });
    const stack = (of: TestResource, tier = "V2") => [shared, attaching, policy("nightly", "safe", tier), of];
    const disks = async (...given: TestResource[]) =>
      (await about(...given)).filter((name) => /^disk/.test(`${name}`));
    expect(await disks(...stack(choosing()))).toEqual(["disk-not-shared"]);
    expect(await disks(...stack(choosing({ diskLunList: [0], isInclusionList: false })))).toHaveLength(1);
    expect(await disks(...stack(osDiskOnly, "V1"))).toHaveLength(1);
    expect(await disks(...stack(osDiskOnly))).toEqual([]);
    expect(await disks(...stack(without))).toEqual([]);
    expect(await disks(shared)).toEqual(["disk-not-shared"]);
  });
});

describe("an Enhanced policy where a VM needs it", () => {
  const only = /^vm-needs/;
  const disk = (name: string, sku: string): TestResource => ({
    type: types.disk,
    name,
    props: { diskName: name, sku: { name: sku } },
  });
  const stack = (machine: TestResource, tier: string, of = item({ vm: "web", vault: "safe" })) => [
    disk("data", "UltraSSD_LRS"),
    machine,
    vault("safe", "westeurope", {
      properties: { redundancySettings: { standardTierStorageRedundancy: "LocallyRedundant" } },
    }),
    policy("nightly", "safe", tier),
    of,
  ];
  const trusted = vm("web", "westeurope", { securityProfile: { securityType: "TrustedLaunch" } });
  const finding = [
    "vm-needs-enhanced-policy item-web item-web: properties.policyId: nightly is a Standard policy (V1)",
  ];

  it.each<[string, TestResource, string, string[]]>([
    ["Trusted Launch", trusted, "V1", finding],
    ["Trusted Launch on Enhanced", trusted, "V2", []],
    ["no more than it says", vm("web", "westeurope"), "V1", []],
    [
      "an own Ultra disk",
      vm("web", "westeurope", {
        storageProfile: { dataDisks: [{ managedDisk: { storageAccountType: "UltraSSD_LRS" } }] },
      }),
      "V1",
      finding,
    ],
    [
      "an OS disk of Premium SSD v2",
      vm("web", "westeurope", {
        storageProfile: { osDisk: { managedDisk: { storageAccountType: "PremiumV2_LRS" } } },
      }),
      "V1",
      finding,
    ],
    [
      "an Ultra disk attached by its id",
      vm("web", "westeurope", {
        storageProfile: {
          dataDisks: [{ managedDisk: { id: `${subscription}/app/providers/Microsoft.Compute/disks/DATA` } }],
        },
      }),
      "V1",
      finding,
    ],
    [
      "an attached Ultra disk",
      {
        ...vm("web", "westeurope", { storageProfile: { dataDisks: [{ managedDisk: { id: unknown } }] } }),
        dependsOn: { storageProfile: ["data"] },
      },
      "V1",
      finding,
    ],
    [
      "an unknown security type",
      vm("web", "westeurope", { securityProfile: { securityType: unknown } }),
      "V1",
      ["vm-needs-enhanced-policy unknown"],
    ],
  ])("%s", async (_, machine, tier, expected) =>
    expect(await found(stack(machine, tier), {}, only)).toEqual(expected),
  );

  it("Trusted Launch on Standard with an API that takes it", async () => {
    const of = item({
      vm: "web",
      vault: "safe",
      type: "azure-native_recoveryservices_v20250201:recoveryservices:ProtectedItem",
    });
    expect(await found(stack(trusted, "V1", of), {}, only)).toEqual([]);
  });
  it("a policy of another stack is not known", async () => {
    expect(
      await found([trusted, vault("safe", "westeurope"), plain({ vm: "web", vault: "safe" })], {}, only),
    ).toEqual([]);
  });
});

describe("the classic provider", () => {
  const machine = (name: string, location: string): TestResource => ({
    type: "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
    name,
    props: { name, resourceGroupName: "app", location },
  });
  const protectedVm = (name: string): TestResource => ({
    type: "azure:backup/protectedVM:ProtectedVM",
    name: `item-${name}`,
    props: {
      resourceGroupName: "backup",
      recoveryVaultName: unknown,
      sourceVmId: unknown,
      backupPolicyId: unknown,
    },
    dependsOn: { sourceVmId: [name], recoveryVaultName: ["safe"], backupPolicyId: ["nightly"] },
  });
  const classicVault: TestResource = {
    type: "azure:recoveryservices/vault:Vault",
    name: "safe",
    props: { name: "safe", resourceGroupName: "backup", location: "westeurope" },
  };
  const classicPolicy: TestResource = {
    type: "azure:backup/policyVM:PolicyVM",
    name: "nightly",
    props: { name: "nightly" },
  };

  const older = "azure:compute/virtualMachine:VirtualMachine";
  it.each<[string, TestResource, boolean]>([
    ["a virtual TPM", { ...machine("web", "westeurope"), props: { name: "web", vtpmEnabled: true } }, true],
    [
      "secure boot",
      { ...machine("web", "westeurope"), props: { name: "web", secureBootEnabled: true } },
      true,
    ],
    [
      "encryption of a confidential VM",
      {
        ...machine("web", "westeurope"),
        props: { name: "web", osDisk: { securityEncryptionType: "VMGuestStateOnly" } },
      },
      true,
    ],
    [
      "an Ultra disk",
      {
        type: older,
        name: "web",
        props: { name: "web", storageDataDisks: [{ managedDiskType: "UltraSSD_LRS" }] },
      },
      true,
    ],
    [
      "an OS disk of Premium SSD v2",
      {
        ...machine("web", "westeurope"),
        props: { name: "web", osDisk: { storageAccountType: "PremiumV2_LRS" } },
      },
      true,
    ],
    [
      "none of these",
      { ...machine("web", "westeurope"), props: { name: "web", vtpmEnabled: false, osDisk: {} } },
      false,
    ],
  ])("needs an Enhanced policy for %s", async (_, vm, needed) => {
    const tier = (policyType?: string) => ({ ...classicPolicy, props: { name: "nightly", policyType } });
    const local = { ...classicVault, props: { ...classicVault.props, storageModeType: "LocallyRedundant" } };
    const reported = (policy: TestResource) =>
      found(
        [vm, local, policy, protectedVm("web")].map((r) => JSON.parse(JSON.stringify(r))),
        {},
        /^vm-needs/,
      );
    expect(await reported(tier())).toHaveLength(needed ? 1 : 0);
    expect(await reported(tier("V2"))).toEqual([]);
  });

  it("is joined like azure-native", async () => {
    expect(
      await found([machine("web", "westeurope"), classicVault, classicPolicy, protectedVm("web")]),
    ).toEqual([]);
    expect(
      await found([
        machine("web", "northeurope"),
        machine("api", "westeurope"),
        classicVault,
        classicPolicy,
        protectedVm("web"),
      ]),
    ).toEqual([
      "vm-and-vault-same-region item-web item-web: virtual machine web: the VM is in northeurope and its vault safe in westeurope",
      "one-vault-per-region web web: location: northeurope has 1 virtual machine and no vault",
      "vm-is-protected api api: No protected item exists for this VM",
    ]);
  });

  it("written down is joined too", async () => {
    const written = {
      ...protectedVm("web"),
      props: {
        resourceGroupName: "backup",
        recoveryVaultName: "safe",
        sourceVmId: vmId("web"),
        backupPolicyId: policyId("nightly", "safe"),
      },
      dependsOn: {},
    };
    expect(await found([machine("web", "northeurope"), classicVault, written], {}, /^vm-and/)).toHaveLength(
      1,
    );
  });
});

describe("a vault that public networks cannot reach", () => {
  const vaultId = `${subscription}/backup/providers/Microsoft.RecoveryServices/vaults/safe`;
  const closed = vault("safe", "westeurope", { properties: { publicNetworkAccess: "Disabled" } });
  const endpoint = (privateLinkServiceId: unknown, dependsOn: string[] = []): TestResource => ({
    type: networkTypes.privateEndpoint,
    name: "endpoint",
    props: { privateLinkServiceConnections: [{ privateLinkServiceId }] },
    dependsOn: { privateLinkServiceConnections: dependsOn },
  });
  const found = async (...resources: TestResource[]) =>
    (
      await analyzeStack(backupPolicies({ all: "disabled", "vault-private-endpoint": "advisory" }), resources)
    ).filter(({ message }) => !message.includes("can't run")).length;

  it.each([
    ["by the vault it depends on", endpoint(unknown, ["safe"]), 0],
    ["by an id that is not known yet, and so may be any", endpoint(unknown), 0],
    ["of another vault of the stack", endpoint(unknown, ["other"]), 1],
    ["of a vault of that name in another group", endpoint(vaultId.replace("/backup/", "/test/")), 1],
    [
      "of a storage account of that name",
      endpoint(`${subscription}/backup/providers/Microsoft.Storage/storageAccounts/safe`),
      1,
    ],
    [
      "in other letters",
      endpoint(`${subscription}/BACKUP/providers/Microsoft.RecoveryServices/Vaults/SAFE`),
      0,
    ],
    [
      "that waits for approval",
      {
        type: networkTypes.privateEndpoint,
        name: "endpoint",
        props: { manualPrivateLinkServiceConnections: [{ privateLinkServiceId: vaultId }] },
      },
      0,
    ],
  ])("an endpoint %s", async (_, given, count) => {
    expect(await found(closed, vault("other", "westeurope"), given)).toBe(count);
  });

  it("an open one needs none", async () => expect(await found(vault("safe", "westeurope"))).toBe(0));
});

describe("a lock on a resource group", () => {
  const lock = (scope: unknown, level = "CanNotDelete"): TestResource => ({
    type: networkTypes.lock,
    name: "lock",
    props: { scope, level },
  });
  const found = async (...resources: TestResource[]) => {
    const policies = backupPolicies({ all: "disabled", "restore-points-not-locked": "advisory" });
    // The run learns the tokens of its resources from the first policy that is asked.
    for (const given of resources) await analyze(policies, given);
    return (await analyzeStack(policies, resources)).filter(({ message }) => !message.includes("can't run"))
      .length;
  };
  const protectedVm = [
    vm("web", "westeurope"),
    item({ vm: "web", vault: "safe" }),
    vault("safe", "westeurope"),
  ];

  it.each([
    ["of the protected VM", lock("/subscriptions/s/resourceGroups/APP"), 1],
    ["of restore points", lock("/subscriptions/s/resourceGroups/AzureBackupRG_westeurope_1", "ReadOnly"), 1],
    [
      "of the group, by its name",
      {
        ...lock(undefined),
        type: networkTypes.groupLock,
        props: { resourceGroupName: "App", level: "CanNotDelete" },
      },
      1,
    ],
    ["of something else", lock("/subscriptions/s/resourceGroups/other"), 0],
    ["of the group, but on one resource of it", lock("/subscriptions/s/resourceGroups/app/providers/x/y"), 0],
    ["that is not known yet", lock(unknown), 0],
    ["of no level that Azure has", lock("/subscriptions/s/resourceGroups/app", "Any"), 0],
  ])("%s", async (_, given, count) => {
    expect(await found(...protectedVm, given)).toBe(count);
  });

  it("of the group that a policy of the stack names for restore points", async () => {
    const own = policy("nightly", "safe");
    const properties = { ...(own.props as { properties: object }).properties };
    const named = { ...properties, instantRPDetails: { azureBackupRGNamePrefix: "Snapshots" } };
    const rules = { ...own, props: { ...own.props, properties: named } };
    const given = lock("/subscriptions/s/resourceGroups/snapshots1");
    expect(await found(...protectedVm, rules, given)).toBe(1);
    expect(await found(...protectedVm, own, given)).toBe(0);
  });

  it("of a group in which nothing is protected, while it is not known whose group a VM is in: nothing is said", async () => {
    const unknownVm = { ...vm("api", "westeurope"), props: { vmName: "api", resourceGroupName: unknown } };
    const given = lock("/subscriptions/s/resourceGroups/other");
    expect(
      await found(unknownVm, item({ vm: "api", vault: "safe" }), vault("safe", "westeurope"), given),
    ).toBe(0);
  });
});
