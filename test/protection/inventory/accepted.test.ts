// What Azure accepted is at most advice; the same in a program is refused.
import { judgeOf } from "../../../src/assess/judging";
import { type Row, rowsInventory } from "../../../src/core/rowsInventory";
import { requirements } from "../../../src/requirements";
import { rowForms } from "../../../src/rowForms";
import { stackInventory } from "../../../src/stack/stackInventory";
import { types } from "../../support/tokens";

type Json = Readonly<Record<string, unknown>>;

const group = "/subscriptions/s/resourceGroups/bank/providers";
const [vmType, vaultType] = ["Microsoft.Compute/virtualMachines", "Microsoft.RecoveryServices/vaults"];
const vaultId = (name: string) => `${group}/${vaultType}/${name}`;

const vm = (properties: Json = {}, location = "westeurope", name = "web"): Row => ({
  ...{ id: `${group}/${vmType}/${name}`, name, type: vmType, location, properties },
});
const vault = (properties: Json = {}, name = "safe"): Row => ({
  ...{ id: vaultId(name), name, type: vaultType, location: "westeurope", properties },
});
const policy = (properties: Json, name = "nightly"): Row => ({
  ...{
    id: `${vaultId("safe")}/backupPolicies/${name}`,
    name,
    type: `${vaultType}/backupPolicies`,
    properties,
  },
});
const item = (properties: Json = {}, name = "web", inVault = "safe"): Row => ({
  id: `${vaultId(inVault)}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`,
  name: `vm;iaasvmcontainerv2;bank;${name}`,
  type: `${vaultType}/backupFabrics/protectionContainers/protectedItems`,
  properties: {
    protectedItemType: vmType,
    sourceResourceId: `${group}/${vmType}/${name}`,
    policyId: `${vaultId(inVault)}/backupPolicies/nightly`,
    ...properties,
  },
});

const standard = {
  backupManagementType: "azureiaasvm",
  schedulePolicy: { schedulePolicyType: "simpleschedulepolicy" },
};
const enhanced = {
  ...standard,
  policyType: "v2",
  schedulePolicy: { schedulePolicyType: "SimpleSchedulePolicyV2" },
};
const judge = (options: Json, rows: readonly Row[]) =>
  judgeOf(requirements, { all: "disabled", ...options }).judge(rowsInventory(rows, rowForms)).findings;
const levels = (name: string, rows: readonly Row[], values: Json = {}) =>
  judge({ [name]: { enforcementLevel: "mandatory", ...values } }, rows).map(({ level }) => level);

const noChoice = { regionOfChoiceSettings: { status: "Disabled" } };
const trusted = vm({ securityProfile: { securityType: "trustedLaunch" } });
const ultra = vm({
  storageProfile: { dataDisks: [{ lun: 0, managedDisk: { storageAccountType: "ultrassd_lrs" } }] },
});

/** Items of one vault, with few VMs for each policy. */
const items = (count: number, state: Json): Row[] =>
  Array.from({ length: count }, (_, i) =>
    item({ policyId: `${vaultId("safe")}/backupPolicies/nightly-${i % 20}`, ...state }, `web${i}`),
  );

/** Resources with a wrong item, by the requirement that refuses it. */
const refused: readonly (readonly [string, (state: Json) => readonly Row[]])[] = [
  ["vm-and-vault-same-region", (state) => [vm({}, "northeurope"), vault(noChoice), item(state)]],
  ["vm-needs-enhanced-policy", (state) => [trusted, vault(), policy(standard), item(state)]],
  ["vm-needs-enhanced-policy", (state) => [ultra, vault(), policy(standard), item(state)]],
  ["vm-needs-enhanced-policy", (state) => [policy({ backupManagementType: "azureStorage" }), item(state)]],
  ["vm-in-one-vault", (state) => [item(state), item({ ...state, policyId: "" }, "web", "other")]],
  ["vault-capacity", (state) => items(1001, state)],
  ["protected-item-valid", (state) => [item({ ...state, policyId: "nightly" })]],
];

it.each(refused)("%s: advice once Azure accepted the item (case %#)", (name, rows) => {
  expect(levels(name, rows({}))).toEqual(["mandatory"]);
  expect(levels(name, rows({ protectionState: "Protected" }))).toEqual(["advisory"]);
  expect(levels(name, rows({ protectionState: "IRPending" }))).toEqual(["advisory"]);
  expect(levels(name, rows({ protectionState: "invalid" }))).toEqual(["mandatory"]);
});

it("a vault with 1,000 accepted items refuses another one", () => {
  const accepted = items(1000, { protectionState: "Protected" });
  expect(levels("vault-capacity", accepted)).toEqual([]);
  expect(levels("vault-capacity", [...accepted, item({}, "new")])).toEqual(["mandatory"]);
});

it("a limit of the user's own stays mandatory", () => {
  const two = items(2, { protectionState: "Protected" });
  expect(levels("vault-capacity", two, { maxVmsPerVault: 1 })).toEqual(["mandatory"]);
});

it.each(["Enabled", "enabled"])(
  "a vault with region of choice %s protects VMs of other regions",
  (status) => {
    const rows = [vm({}, "northeurope"), vault({ regionOfChoiceSettings: { status } }), item()];
    expect(levels("vm-and-vault-same-region", rows)).toEqual([]);
    const off = [vm({}, "northeurope"), vault(noChoice), item()];
    expect(levels("vm-and-vault-same-region", off)).toEqual(["mandatory"]);
    // An API version that does not know the setting does not say that it is off.
    const notReturned = [vm({}, "northeurope"), vault(), item()];
    expect(levels("vm-and-vault-same-region", notReturned)).toEqual(["advisory"]);
  },
);

it("a policy of another workload is refused once, and not as a Standard policy", () => {
  const rows = [trusted, vault(), policy({ backupManagementType: "AzureWorkload" }), item()];
  const found = judge({ "vm-needs-enhanced-policy": "mandatory" }, rows);
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining(
      "nightly is a policy for AzureWorkload; Azure accepts only a policy for AzureIaasVM",
    ),
  ]);
  expect(levels("vm-needs-enhanced-policy", [trusted, vault(), policy(enhanced), item()])).toEqual([]);
});

it("a vault that exists without a redundancy may have any disk", () => {
  const rows = (properties: Json) => [ultra, vault(properties), policy(enhanced), item()];
  const redundant = (name: string) => ({ redundancySettings: { standardTierStorageRedundancy: name } });
  expect(levels("vm-needs-enhanced-policy", rows({}))).toEqual([]);
  expect(levels("vm-needs-enhanced-policy", rows(redundant("zoneredundant")))).toEqual([]);
  expect(levels("vm-needs-enhanced-policy", rows(redundant("georedundant")))).toEqual(["advisory"]);
});

it.each([
  ["stopped", { protectionState: "ProtectionStopped" }],
  ["stopped, in another case", { protectionState: "protectionstopped" }],
  ["suspended", { protectionState: "BackupsSuspended" }],
  ["soft-deleted", { isScheduledForDeferredDelete: true }],
])("an item that is %s needs no policy: absent, null and empty are the same", (_, state) => {
  for (const policyId of [undefined, null, ""])
    expect(levels("protected-item-valid", [item({ ...state, policyId, policyName: policyId })])).toEqual([]);
});

it.each([undefined, null, ""])("a protected item needs a policy, and %j is none", (policyId) => {
  expect(levels("protected-item-valid", [item({ policyId })])).toEqual(["mandatory"]);
});

it("in a stack, the id that only Azure gives shows that Azure accepted the item", () => {
  const inputs = {
    ...{ vaultName: "safe", resourceGroupName: "bank" },
    properties: item({ policyId: "nightly" }).properties,
  };
  const found = (answer: Json) => {
    const props = { ...inputs, properties: { ...inputs.properties, ...answer } };
    const resource = { urn: "urn", name: "web", type: types.item, props, propertyDependencies: {} };
    const options = { all: "disabled", "protected-item-valid": "mandatory" } as const;
    const judged = judgeOf(requirements, options).judge(stackInventory([resource], () => inputs)).findings;
    return [...new Set(judged.map(({ level }) => level))];
  };
  // A preview repeats the state that the program sends.
  expect(found({ protectionState: "Protected" })).toEqual(["mandatory"]);
  expect(found({ protectedItemDataId: "244303507" })).toEqual(["advisory"]);
});
