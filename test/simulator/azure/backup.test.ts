import type { Json } from "../../../simulator/azure/json";
import { openStore, type Resource } from "../../../simulator/azure/store";
import {
  createVaultAndVm,
  daily,
  dailyPolicy,
  enhancedPolicy,
  here,
  item,
  policy,
  vault,
  vm,
  vmId,
  withValueAt,
} from "./bodies";
import { group, responseTo, startAzure, type TestAzure, vaultId } from "./harness";

const [vaults, policies, items] = ["Vault", "ProtectionPolicy", "ProtectedItem"].map(
  (name) => `recoveryservices:${name}`,
) as [string, string, string];
const accepted = "accepted";
const invalidPolicy = "400 BMSUserErrorInvalidPolicyInput";
const genericError = "400 UserErrorInvalidRequestParameter";

let azure: TestAzure;
beforeEach(async () => {
  azure = await startAzure();
});
afterEach(() => azure.stop());

test.each([
  ["rg-1.(x)_ä", accepted],
  ["r".repeat(90), accepted],
  ["r".repeat(91), "400 InvalidParameter"],
  ["ends.with.", "400 InvalidParameter"],
  ["a b", "400 InvalidParameter"],
])("resource group %s", async (resourceGroupName, expected) => {
  const body = { resourceGroupName, location: "westeurope" };
  expect(await responseTo(azure.create("resources:ResourceGroup", body))).toBe(expected);
});

describe("vault", () => {
  beforeEach(() =>
    azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "West Europe" }),
  );

  const redundancy = (standardTierStorageRedundancy: string, crossRegionRestore: string): Json => ({
    redundancySettings: { standardTierStorageRedundancy, crossRegionRestore },
  });
  const softDelete = (softDeleteSettings: Json): Json => ({ securitySettings: { softDeleteSettings } });
  const azureMonitorAlertSettings = {
    ...{ alertsForAllJobFailures: "Enabled", alertsForAllReplicationIssues: "Enabled" },
    alertsForAllFailoverIssues: "Disabled",
  };
  const classicAlertSettings = {
    ...{ alertsForCriticalOperations: "Enabled", emailNotificationsForSiteRecovery: "Disabled" },
  };
  const immutable = (state: string): Json => ({ securitySettings: { immutabilitySettings: { state } } });

  test.each<[string, Json, string]>([
    ["a name of 2 letters", { vaultName: "ab" }, accepted],
    ["a name of 50 letters", { vaultName: "a".repeat(50) }, accepted],
    ["a name of 1 letter", { vaultName: "a" }, "400 InvalidResourceName"],
    ["a name of 51 letters", { vaultName: "a".repeat(51) }, "400 InvalidResourceName"],
    ["a name that starts with a digit", { vaultName: "1-vault" }, "400 InvalidResourceName"],
    ["a name with an underscore", { vaultName: "my_vault" }, "400 InvalidResourceName"],
    [
      "cross-region restore on geo-redundant storage",
      { properties: redundancy("GeoRedundant", "Enabled") },
      accepted,
    ],
    [
      "cross-region restore on local storage",
      { properties: redundancy("LocallyRedundant", "Enabled") },
      genericError,
    ],
    [
      "cross-region restore on zone storage",
      { properties: redundancy("ZoneRedundant", "Enabled") },
      genericError,
    ],
    [
      "soft delete for 14 days",
      { properties: softDelete({ softDeleteRetentionPeriodInDays: 14 }) },
      accepted,
    ],
    [
      "soft delete for 13 days",
      { properties: softDelete({ softDeleteRetentionPeriodInDays: 13 }) },
      genericError,
    ],
    [
      "soft delete for 180 days",
      { properties: softDelete({ softDeleteRetentionPeriodInDays: 180 }) },
      accepted,
    ],
    [
      "soft delete for 181 days",
      { properties: softDelete({ softDeleteRetentionPeriodInDays: 181 }) },
      genericError,
    ],
    ["soft delete enabled", { properties: softDelete({ softDeleteState: "Enabled" }) }, accepted],
    [
      "soft delete disabled",
      { properties: softDelete({ softDeleteState: "Disabled" }) },
      "400 BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    ],
    [
      "enhanced security disabled",
      { properties: softDelete({ enhancedSecurityState: "Disabled" }) },
      "400 BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    ],
    [
      "all five alert flags",
      { properties: { monitoringSettings: { azureMonitorAlertSettings, classicAlertSettings } } },
      accepted,
    ],
    [
      "four alert flags",
      {
        properties: {
          monitoringSettings: {
            azureMonitorAlertSettings,
            classicAlertSettings: { alertsForCriticalOperations: "Enabled" },
          },
        },
      },
      "400 InvalidRestApiParameter",
    ],
    [
      "one block of alert flags",
      { properties: { monitoringSettings: { azureMonitorAlertSettings } } },
      "400 InvalidRestApiParameter",
    ],
    ["immutability unlocked at creation", { properties: immutable("Unlocked") }, accepted],
    ["immutability locked at creation", { properties: immutable("Locked") }, genericError],
    ["the same in small letters", { properties: immutable("locked") }, genericError],
    [
      "soft delete disabled in small letters",
      { properties: softDelete({ softDeleteState: "disabled" }) },
      "400 BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    ],
    [
      "cross-region restore and geo-redundancy in small letters",
      {
        properties: {
          redundancySettings: {
            standardTierStorageRedundancy: "georedundant",
            crossRegionRestore: "enabled",
          },
        },
      },
      accepted,
    ],
    ["a customer-managed key without an identity", { properties: { encryption: {} } }, genericError],
    [
      "a customer-managed key with an identity",
      { properties: { encryption: {} }, identity: { type: "SystemAssigned" } },
      accepted,
    ],
    ["a resource group that does not exist", { resourceGroupName: "nowhere" }, "404 ResourceGroupNotFound"],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(azure.create(vaults, { ...vault, ...more }))).toBe(expected);
  });

  test("responds with Azure's properties", async () => {
    const { id, outputs } = await azure.create(vaults, {
      ...vault,
      location: "West Europe",
      tags: { env: "test" },
      properties: softDelete({ softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 30 }),
    });
    expect(id).toBe(vaultId);
    expect(outputs).toMatchObject({
      id: vaultId,
      name: "vault",
      type: "Microsoft.RecoveryServices/vaults",
      location: "westeurope",
      sku: { name: "Standard" },
      tags: { env: "test" },
      azureApiVersion: "2024-10-01",
      properties: {
        provisioningState: "Succeeded",
        publicNetworkAccess: "Enabled",
        redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
        securitySettings: {
          softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 30 },
        },
      },
    });
  });

  test("a vault whose enhanced security is off keeps it off, and cannot switch it off again", async () => {
    const created = await azure.create(vaults, vault);
    const store = openStore(azure.folder);
    const before = store.find(vaultId) as Resource;
    const off = softDelete({ enhancedSecurityState: "Disabled" });
    store.put({ ...before, properties: { ...before.properties, properties: off } });
    const kept = await azure.update(vaults, created, { ...vault, properties: off });
    expect(kept.outputs).toMatchObject({ properties: off });
    const on = { ...vault, properties: softDelete({ enhancedSecurityState: "Enabled" }) };
    expect(await responseTo(azure.update(vaults, kept, on))).toBe(accepted);
    expect(await responseTo(azure.update(vaults, kept, { ...vault, properties: off }))).toBe(
      "400 BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    );
  });

  test("an update keeps the properties that it omits, and removes the tags that it omits", async () => {
    const created = await azure.create(vaults, {
      ...vault,
      tags: { a: "1", b: "2" },
      properties: redundancy("LocallyRedundant", "Disabled"),
    });
    const { outputs } = await azure.update(vaults, created, { ...vault, tags: { a: "1" } });
    expect(outputs.tags).toEqual({ a: "1" });
    expect(outputs).toMatchObject({ properties: redundancy("LocallyRedundant", "Disabled") });
  });

  test.each<[string, Json, Json, string]>([
    ["unlocked to locked", immutable("Unlocked"), immutable("Locked"), accepted],
    ["disabled to locked", {}, immutable("Locked"), genericError],
    ["unlocked to disabled", immutable("Unlocked"), immutable("Disabled"), accepted],
    ["redundancy before the first item", {}, redundancy("LocallyRedundant", "Disabled"), accepted],
  ])("change: %s", async (_, before, after, expected) => {
    const created = await azure.create(vaults, { ...vault, properties: before });
    expect(await responseTo(azure.update(vaults, created, { ...vault, properties: after }))).toBe(expected);
  });

  test("neither the lock nor the identity can be removed", async () => {
    const identity = { type: "SystemAssigned" };
    const created = await azure.create(vaults, { ...vault, identity, properties: immutable("Unlocked") });
    expect(await responseTo(azure.update(vaults, created, vault))).toBe(
      "400 ManagedIdentityDetailsNotPresent",
    );
    await azure.update(vaults, created, { ...vault, identity, properties: immutable("Locked") });
    const unlock = azure.update(vaults, created, { ...vault, identity, properties: immutable("Unlocked") });
    expect(await responseTo(unlock)).toBe(genericError);
  });

  test("after the first item, redundancy is fixed and cross-region restore can only be enabled", async () => {
    await azure.create(policies, policy()).catch(() => undefined);
    const created = await azure.create(vaults, vault);
    await azure.create(policies, policy());
    await azure.create("compute:VirtualMachine", vm("vm1"));
    await azure.create(items, item("vm1"));
    const set = (properties: Json) => responseTo(azure.update(vaults, created, { ...vault, properties }));
    expect(await set(redundancy("ZoneRedundant", "Disabled"))).toBe("400 StorageModelModifyError");
    expect(await set(redundancy("GeoRedundant", "Enabled"))).toBe(accepted);
    expect(await set(redundancy("GeoRedundant", "Disabled"))).toBe("400 StorageModelModifyError");
    expect(await set({ publicNetworkAccess: "Disabled" })).toBe(accepted);
  });
});

describe("policy", () => {
  test("requires its vault", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    expect(await responseTo(azure.create(policies, policy()))).toBe("404 ParentResourceNotFound");
  });

  test("is checked, and the response has the defaults of the service", async () => {
    await createVaultAndVm(azure, false);
    const bad = policy(withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(6)), "bad");
    expect(await responseTo(azure.create(policies, bad))).toBe(invalidPolicy);
    expect(await responseTo(azure.create(policies, policy(dailyPolicy, "a b")))).toBe(invalidPolicy);
    const { outputs } = await azure.create(
      policies,
      policy(withValueAt(dailyPolicy, "timeZone", undefined), "other"),
    );
    expect(outputs).toMatchObject({
      id: `${vaultId}/backupPolicies/other`,
      type: "Microsoft.RecoveryServices/vaults/backupPolicies",
      properties: { timeZone: "UTC", protectedItemsCount: 0, schedulePolicy: { scheduleWeeklyFrequency: 0 } },
    });
  });

  test("its type cannot change in place", async () => {
    await createVaultAndVm(azure, false);
    const created = await azure.create(policies, policy(enhancedPolicy, "other"));
    expect(await responseTo(azure.update(policies, created, policy(dailyPolicy, "other")))).toBe(
      invalidPolicy,
    );
    expect(await responseTo(azure.update(policies, created, policy(enhancedPolicy, "other")))).toBe(accepted);
  });

  test("counts its items, and cannot be deleted while it has an item", async () => {
    await createVaultAndVm(azure);
    const created = (await azure.read(policies, `${vaultId}/backupPolicies/nightly`)) ?? fail();
    const createdItem = await azure.create(items, item("vm1"));
    const response = await azure.read(policies, created.id, created.inputs, created.outputs);
    expect(response?.outputs).toMatchObject({ properties: { protectedItemsCount: 1 } });
    expect(await responseTo(azure.delete(policies, created))).toBe("400 BMSUserErrorPolicyObjectInUse");
    await azure.delete(items, createdItem);
    expect(await responseTo(azure.delete(policies, created))).toBe(accepted);
  });

  test("in an immutable vault its retention cannot be reduced", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const state = { securitySettings: { immutabilitySettings: { state: "Unlocked" } } };
    await azure.create(vaults, { ...vault, properties: state });
    const created = await azure.create(policies, policy());
    const keep = (count: number) =>
      policy(withValueAt(dailyPolicy, "retentionPolicy.dailySchedule", daily(count)));
    expect(await responseTo(azure.update(policies, created, keep(29)))).toBe(genericError);
    expect(await responseTo(azure.update(policies, created, keep(31)))).toBe(accepted);
  });

  test("every vault has a default policy", async () => {
    await createVaultAndVm(azure);
    const policyId = `${vaultId}/backupPolicies/DefaultPolicy`;
    expect(await responseTo(azure.create(items, item("vm1", { policyId })))).toBe(accepted);
  });
});

describe("protected item", () => {
  beforeEach(() => createVaultAndVm(azure));
  const container = (name: string) => ({ containerName: name });
  const named = (name: string) => ({ protectedItemName: name });
  const otherPolicy = `${group}/providers/Microsoft.RecoveryServices/vaults/other/backupPolicies/nightly`;

  test.each<[string, Json, string]>([
    ["valid", item("vm1"), accepted],
    [
      "valid, with names in another letter case",
      item(
        "vm1",
        {},
        { ...container("IaasVMContainer;iaasvmcontainerv2;RG;VM1"), ...named("VM;iaasvmcontainerv2;rg;vm1") },
      ),
      accepted,
    ],
    ["VM that does not exist", item("vm2"), "400 UserErrorVmNotFoundV2"],
    ["vault that does not exist", item("vm1", {}, { vaultName: "other" }), "404 ParentResourceNotFound"],
    [
      "container name of another form",
      item("vm1", {}, container("vm1")),
      "400 BMSUserErrorContainerNameIncorrectFormat",
    ],
    [
      "item name of another form",
      item("vm1", {}, named("vm1")),
      "400 BMSUserErrorProtectedItemNameIncorrectFormat",
    ],
    [
      "item name of another VM",
      item("vm1", {}, named("vm;iaasvmcontainerv2;rg;vm2")),
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    ],
    [
      "names and id of different VMs",
      item("vm1", { sourceResourceId: vmId("vm2") }),
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    ],
    [
      "id of a resource that is not a VM",
      item("vm1", { sourceResourceId: `${group}/providers/Microsoft.Compute/disks/vm1` }),
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    ],
    [
      "another fabric",
      item("vm1", {}, { fabricName: "Windows" }),
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    ],
    ["policy that does not exist", item("vm1", { policyId: `${vaultId}/backupPolicies/none` }), genericError],
    ["policy of another vault", item("vm1", { policyId: otherPolicy }), genericError],
    ["abstract type", item("vm1", { protectedItemType: "AzureIaaSVMProtectedItem" }), "400 BadRequest"],
    ["suspended backups of a new item", item("vm1", { protectionState: "BackupsSuspended" }), genericError],
    ["no policy", item("vm1", { policyId: undefined }), "policyId not found"],
    ["no source", item("vm1", { sourceResourceId: undefined }), "sourceResourceId not found"],
    ["policy id that is not a string", item("vm1", { policyId: 3 }), "policyId is not a string"],
    ["no properties", withValueAt(item("vm1"), "properties", undefined), "properties not found"],
    [
      "container name that is not a string",
      item("vm1", {}, { containerName: 3 }),
      "'containerName' should be of type 'string' but got a number",
    ],
    [
      "no container name",
      item("vm1", {}, { containerName: undefined }),
      "missing required property 'containerName'",
    ],
  ])("%s", async (_, body, expected) => {
    await azure.create(vaults, { ...vault, vaultName: "spare" });
    expect(await responseTo(azure.create(items, body))).toBe(expected);
  });

  it("is suspended only in an immutable vault", async () => {
    const created = await azure.create(items, item("vm1"));
    const suspended = item("vm1", { protectionState: "BackupsSuspended" });
    expect(await responseTo(azure.update(items, created, suspended))).toBe(
      "400 UserErrorOperationDeniedOnImmutableItem",
    );
  });

  test("responds with Azure's properties", async () => {
    const { id, outputs } = await azure.create(items, item("vm1"));
    expect(id).toBe(
      `${vaultId}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg;vm1/protectedItems/VM;iaasvmcontainerv2;rg;vm1`,
    );
    expect(outputs).toMatchObject({
      name: "VM;iaasvmcontainerv2;rg;vm1",
      properties: {
        friendlyName: "vm1",
        virtualMachineId: vmId("vm1"),
        protectionState: "IRPending",
        containerName: "iaasvmcontainerv2;rg;vm1",
        policyName: "nightly",
        vaultId: `https://management.azure.com${vaultId}`,
      },
    });
  });

  test("VM and vault must be in the same region", async () => {
    await azure.create("compute:VirtualMachine", { ...vm("far"), location: "northeurope" });
    expect(await responseTo(azure.create(items, item("far")))).toBe("400 UserErrorVmVaultLocationMismatch");
  });

  test("a VM can be in only one vault, unless its item in the other vault is soft-deleted", async () => {
    const first = await azure.create(items, item("vm1"));
    await azure.create(vaults, { ...vault, vaultName: "second" });
    await azure.create(policies, { ...policy(), vaultName: "second" });
    const policyId = `${group}/providers/Microsoft.RecoveryServices/vaults/second/backupPolicies/nightly`;
    const inSecond = () =>
      responseTo(azure.create(items, item("vm1", { policyId }, { vaultName: "second" })));
    expect(await inSecond()).toBe(genericError);
    await azure.delete(items, first);
    expect(await inSecond()).toBe(accepted);
  });

  test("is suspended only in an immutable vault", async () => {
    const created = await azure.create(items, item("vm1"));
    const suspended = item("vm1", { protectionState: "BackupsSuspended" });
    expect(await responseTo(azure.update(items, created, suspended))).toBe(
      "400 UserErrorOperationDeniedOnImmutableItem",
    );
  });

  test("a policy for another workload is refused", async () => {
    await azure.create(policies, policy({ backupManagementType: "AzureStorage" }, "files"));
    const body = item("vm1", { policyId: `${vaultId}/backupPolicies/files` });
    expect(await responseTo(azure.create(items, body))).toBe("400 BMSUserErrorInvalidPolicyForGivenProvider");
  });

  test("can change from a Standard to an Enhanced policy, and not back", async () => {
    const created = await azure.create(items, item("vm1"));
    await azure.create(policies, policy(enhancedPolicy, "enhanced"));
    const enhanced = item("vm1", { policyId: `${vaultId}/backupPolicies/enhanced` });
    expect(await responseTo(azure.update(items, created, enhanced))).toBe(accepted);
    expect(await responseTo(azure.update(items, created, item("vm1")))).toBe(genericError);
  });

  test.each<[string, Json]>([
    ["Trusted Launch", { securityProfile: { securityType: "TrustedLaunch" } }],
    [
      "Ultra Disk",
      { storageProfile: { dataDisks: [{ lun: 0, managedDisk: { storageAccountType: "UltraSSD_LRS" } }] } },
    ],
    [
      "Premium SSD v2 attached by id",
      {
        storageProfile: {
          dataDisks: [{ lun: 0, managedDisk: { id: `${group}/providers/Microsoft.Compute/disks/fast` } }],
        },
      },
    ],
  ])("%s needs an Enhanced policy", async (_, more) => {
    await azure.create("compute:Disk", {
      ...here,
      diskName: "fast",
      creationData: {},
      sku: { name: "PremiumV2_LRS" },
    });
    await azure.create("compute:VirtualMachine", vm("modern", more));
    await azure.create(policies, policy(enhancedPolicy, "enhanced"));
    expect(await responseTo(azure.create(items, item("modern")))).toBe(genericError);
    const policyId = `${vaultId}/backupPolicies/enhanced`;
    expect(await responseTo(azure.create(items, item("modern", { policyId })))).toBe(accepted);
  });

  test("a deletion soft-deletes it, and only an undelete restores it in the same vault", async () => {
    const created = await azure.create(items, item("vm1"));
    await azure.delete(items, created);
    const kept = await azure.read(items, created.id, created.inputs, created.outputs);
    expect(kept?.outputs).toMatchObject({
      properties: { isScheduledForDeferredDelete: true, protectionState: "ProtectionStopped" },
    });
    expect(await responseTo(azure.create(items, item("vm1")))).toMatch(
      "cannot create already existing resource",
    );
    expect(await responseTo(azure.update(items, created, item("vm1")))).toBe(genericError);
    const undeleted = await azure.update(items, created, item("vm1", { isRehydrate: true }));
    expect(undeleted.outputs).toMatchObject({ properties: { protectionState: "ProtectionStopped" } });
    expect(undeleted.outputs.properties).not.toHaveProperty("isScheduledForDeferredDelete");
    expect(
      await responseTo(azure.update(items, created, item("vm1", { protectionState: "Protected" }))),
    ).toBe(accepted);
  });

  test("cannot be deleted in an immutable vault", async () => {
    const created = await azure.create(items, item("vm1"));
    const createdVault = { id: vaultId, outputs: {}, inputs: {} };
    const lock = (state: string) => ({ securitySettings: { immutabilitySettings: { state } } });
    await azure.update(vaults, createdVault, { ...vault, properties: lock("Unlocked") });
    expect(await responseTo(azure.delete(items, created))).toBe(genericError);
    await azure.update(vaults, createdVault, { ...vault, properties: lock("Disabled") });
    expect(await responseTo(azure.delete(items, created))).toBe(accepted);
  });

  test("neither its vault nor the resource group can be deleted while it is active", async () => {
    const created = await azure.create(items, item("vm1"));
    const createdVault = { id: vaultId, outputs: {}, inputs: {} };
    const createdGroup = { id: group, outputs: {}, inputs: {} };
    expect(await responseTo(azure.delete(vaults, createdVault))).toBe(
      "400 ServiceResourceNotEmptyWithBackendMessage",
    );
    expect(await responseTo(azure.delete("resources:ResourceGroup", createdGroup))).toBe(
      "409 ResourceGroupDeletionBlocked",
    );
    await azure.delete(items, created);
    expect(await responseTo(azure.delete(vaults, createdVault))).toBe(accepted);
    expect(await azure.read(vaults, vaultId, {})).toBeUndefined();
    expect(await responseTo(azure.delete("resources:ResourceGroup", createdGroup))).toBe(accepted);
    expect(await azure.read("compute:VirtualMachine", vmId("vm1"), {})).toBeUndefined();
  });
});

test("with anyVm, VMs that do not exist can be protected", async () => {
  await azure.stop();
  azure = await startAzure({ anyVm: true });
  await createVaultAndVm(azure, false);
  expect(await responseTo(azure.create(items, item("nonexistent")))).toBe(accepted);
});

function fail(): never {
  throw new Error("The policy does not exist.");
}
