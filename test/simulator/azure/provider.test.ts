import type { Json } from "../../../simulator/azure/json";
import { isUnknown, UNKNOWN } from "../../../simulator/azure/protobufValues";
import { createVaultAndVm, here, item, network, policy, subnetId, vault, vm, vmId } from "./bodies";
import { group, responseTo, startAzure, type TestAzure, vaultId } from "./harness";

let azure: TestAzure;
beforeEach(async () => {
  azure = await startAzure();
});
afterEach(() => azure.stop());

describe("check", () => {
  test.each<[string, Json, string, RegExp]>([
    ["resources:ResourceGroup", {}, "resourceGroupName", /^it[0-9a-f]{8}$/],
    ["recoveryservices:Vault", here, "vaultName", /^it[0-9a-f]{8}$/],
    ["compute:VirtualMachine", here, "vmName", /^it[0-9a-f]{8}$/],
    ["recoveryservices:ProtectionPolicy", { resourceGroupName: "rg", vaultName: "v" }, "policyName", /^it$/],
    ["network:Subnet", { resourceGroupName: "rg", virtualNetworkName: "v" }, "subnetName", /^it$/],
    ["compute:VirtualMachineExtension", { ...here, vmName: "v" }, "vmExtensionName", /^it$/],
    ["authorization:RoleAssignment", { scope: group }, "roleAssignmentName", /^[0-9a-f]{8}-[0-9a-f-]{27}$/],
  ])("generates the last name of %s", async (token, news, key, form) => {
    const { inputs } = await azure.check(token, "it", news);
    expect(inputs[key]).toMatch(form);
    const again = await azure.check(token, "it", news, inputs);
    expect(again.inputs[key]).toBe(inputs[key]);
  });

  test("keeps a given name", async () => {
    const { inputs } = await azure.check("recoveryservices:Vault", "it", vault);
    expect(inputs.vaultName).toBe("vault");
    expect(inputs).not.toHaveProperty("__createBeforeDelete");
  });

  test("the region defaults to that of the resource group, if the group exists", async () => {
    const news = { resourceGroupName: "rg" };
    expect((await azure.check("recoveryservices:Vault", "it", news)).failures).toEqual([
      "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.",
    ]);
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "West Europe" });
    expect((await azure.check("recoveryservices:Vault", "it", news)).inputs.location).toBe("westeurope");
    const unknownGroup = await azure.check("recoveryservices:Vault", "it", { resourceGroupName: UNKNOWN });
    expect(unknownGroup).toMatchObject({ inputs: { location: UNKNOWN }, failures: [] });
    await azure.configure({ "azure-native:config:location": "northeurope" });
    expect((await azure.check("recoveryservices:Vault", "it", news)).inputs.location).toBe("northeurope");
  });

  test("adds the API version: the default one, or that of the token", async () => {
    const versions = [
      "recoveryservices:Vault",
      "recoveryservices/v20240401:Vault",
      "recoveryservices/v20240430preview:Vault",
    ];
    const found = await Promise.all(versions.map((token) => azure.check(token, "it", vault)));
    expect(found.map(({ inputs }) => inputs.azureApiVersion)).toEqual([
      "2024-10-01",
      "2024-04-01",
      "2024-04-30-preview",
    ]);
  });

  test("reports a missing name and a name that is not a string", async () => {
    const news = { ...item("vm1"), containerName: undefined, vaultName: 3 } as Json;
    const { failures } = await azure.check("recoveryservices:ProtectedItem", "it", news);
    expect(failures).toEqual([
      "missing required property 'containerName'",
      "'vaultName' should be of type 'string' but got a number",
    ]);
  });
});

describe("preview", () => {
  test("shows the inputs; every other output is unknown", async () => {
    const response = await azure.preview("recoveryservices:Vault", {
      ...vault,
      properties: { publicNetworkAccess: "Enabled" },
    });
    expect(response).toMatchObject({
      location: "westeurope",
      properties: { publicNetworkAccess: "Enabled", provisioningState: UNKNOWN },
      ...{ name: UNKNOWN, type: UNKNOWN, etag: UNKNOWN, tags: UNKNOWN },
    });
    expect(response).not.toHaveProperty("vaultName");
  });

  test("shows a union exactly as given", async () => {
    const response = await azure.preview("recoveryservices:ProtectedItem", item("vm1"));
    expect(response.properties).toEqual(item("vm1").properties);
  });

  test("marks outputs inside lists as unknown, and keeps unknown inputs unknown", async () => {
    const response = await azure.preview("network:VirtualNetwork", network);
    expect(response.subnets).toMatchObject([{ name: "sub", id: UNKNOWN }]);
    const pending = await azure.preview("compute:VirtualMachine", { ...vm("vm1"), storageProfile: UNKNOWN });
    expect(isUnknown(pending.storageProfile)).toBe(true);
  });

  test("creates nothing", async () => {
    await azure.preview("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    expect(await azure.read("resources:ResourceGroup", group, {})).toBeUndefined();
  });
});

describe("diff", () => {
  test.each<[string, Json, string[], string[]]>([
    ["no change", {}, [], []],
    ["a tag", { tags: { env: "test" } }, ["tags"], []],
    [
      "a property",
      { properties: { publicNetworkAccess: "Disabled" } },
      ["properties.publicNetworkAccess"],
      [],
    ],
    ["the sku", { sku: { name: "RS0" } }, ["sku.name"], []],
    ["the name", { vaultName: "other" }, ["vaultName"], ["vaultName"]],
    ["the letter case of the name", { vaultName: "Vault" }, ["vaultName"], ["vaultName"]],
    ["the resource group", { resourceGroupName: "other" }, ["resourceGroupName"], ["resourceGroupName"]],
    ["the letter case of the resource group", { resourceGroupName: "RG" }, [], []],
    ["the region", { location: "northeurope" }, ["location"], ["location"]],
    ["the spelling of the region", { location: "West Europe" }, [], []],
    ["a key that starts with two underscores", { __createBeforeDelete: true }, [], []],
    ["an unknown value", { tags: UNKNOWN }, ["tags"], []],
  ])("%s", async (_, more, changes, replaces) => {
    const found = await azure.diff("recoveryservices:Vault", vault, { ...vault, ...more });
    expect(found).toEqual({ changes, replaces, deleteBeforeReplace: replaces.length > 0 });
  });

  test("a new policy updates an item, a new name replaces it", async () => {
    const token = "recoveryservices:ProtectedItem";
    const moved = await azure.diff(token, item("vm1"), item("vm1", { policyId: "other" }));
    expect(moved).toMatchObject({ changes: ["properties.policyId"], replaces: [] });
    const renamed = await azure.diff(token, item("vm1"), item("vm1", {}, { protectedItemName: "other" }));
    expect(renamed.replaces).toEqual(["protectedItemName"]);
  });

  test("a resource with a generated name is created before the old one is deleted", async () => {
    const { inputs } = await azure.check("recoveryservices:Vault", "it", here);
    const found = await azure.diff("recoveryservices:Vault", inputs, { ...inputs, location: "northeurope" });
    expect(found).toMatchObject({ replaces: ["location"], deleteBeforeReplace: false });
  });

  test("a new input with the value that Azure has already replaces nothing", async () => {
    const { location: _, ...before } = vault;
    const found = await azure.diff("recoveryservices:Vault", before, vault, { location: "westeurope" });
    expect(found).toMatchObject({ changes: ["location"], replaces: [] });
  });

  test("compares lists element by element", async () => {
    const rules = (...ports: string[]) => ({
      ...here,
      securityRules: ports.map((port) => ({ destinationPortRange: port })),
    });
    const found = await azure.diff("network:NetworkSecurityGroup", rules("1", "2"), rules("1", "3", "4"));
    expect(found.changes).toEqual(["securityRules[1].destinationPortRange", "securityRules[2]"]);
  });
});

describe("refresh", () => {
  test("without a change in Azure keeps all inputs", async () => {
    await createVaultAndVm(azure);
    const created = await azure.create("recoveryservices:ProtectedItem", item("vm1"));
    const response = await azure.read(
      "recoveryservices:ProtectedItem",
      created.id,
      created.inputs,
      created.outputs,
    );
    expect(response).toEqual(created);
  });

  test("a change in Azure changes the inputs", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const created = await azure.create("recoveryservices:Vault", { ...vault, tags: { a: "1" } });
    await azure.update("recoveryservices:Vault", created, {
      ...vault,
      tags: { a: "2" },
      properties: { publicNetworkAccess: "Disabled" },
    });
    const response = await azure.read("recoveryservices:Vault", created.id, created.inputs, created.outputs);
    expect(response?.inputs).toEqual({
      ...created.inputs,
      tags: { a: "2" },
      properties: { publicNetworkAccess: "Disabled" },
    });
  });

  test("a policy's count of items becomes an input, as in azure-native", async () => {
    await createVaultAndVm(azure);
    const token = "recoveryservices:ProtectionPolicy";
    const created = await azure.create(token, policy(undefined, "counted"));
    const policyId = created.id;
    await azure.create("recoveryservices:ProtectedItem", item("vm1", { policyId }));
    const response = await azure.read(token, created.id, created.inputs, created.outputs);
    expect(response?.inputs).toMatchObject({ properties: { protectedItemsCount: 1 } });
    const { changes } = await azure.diff(token, response?.inputs ?? {}, created.inputs, response?.outputs);
    expect(changes).toEqual(["properties.protectedItemsCount"]);
  });

  test("separate child resources do not become inputs of their parent", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const { subnets: _, ...alone } = network;
    const created = await azure.create("network:VirtualNetwork", alone);
    await azure.create("network:Subnet", {
      ...{ resourceGroupName: "rg", virtualNetworkName: "net" },
      subnetName: "sub",
      addressPrefix: "10.0.1.0/24",
    });
    const response = await azure.read("network:VirtualNetwork", created.id, created.inputs, created.outputs);
    expect(response?.inputs).toEqual(created.inputs);
    expect(await azure.read("network:Subnet", subnetId, {})).toBeDefined();
  });

  test("a deleted resource is reported as deleted; for an item whose vault exists it fails, as in azure-native", async () => {
    await createVaultAndVm(azure);
    const refresh = (token: string, id: string) => azure.read(token, id, {});
    expect(await refresh("recoveryservices:Vault", `${vaultId}x`)).toBeUndefined();
    const items = `${vaultId}/backupFabrics/Azure/protectionContainers/c/protectedItems`;
    expect(await responseTo(refresh("recoveryservices:ProtectedItem", `${items}/i`))).toBe(
      "404 BMSUserErrorDataSourceObjectNotFound",
    );
    expect(
      await refresh("recoveryservices:ProtectedItem", `${items}/i`.replace("vaults/vault", "vaults/none")),
    ).toBeUndefined();
    expect(
      await refresh("recoveryservices:ProtectedItem", `${items}/i`.replace("/rg/", "/none/")),
    ).toBeUndefined();
  });

  test("without inputs it is an import: names come from the id, the other inputs from Azure", async () => {
    await createVaultAndVm(azure);
    const found = await azure.read("recoveryservices:Vault", vaultId);
    expect(found?.inputs).toMatchObject({
      resourceGroupName: "rg",
      vaultName: "vault",
      location: "westeurope",
    });
    expect(found?.inputs).not.toHaveProperty("etag");
    expect(found?.inputs.properties).not.toHaveProperty("provisioningState");
    expect(found?.inputs.properties).not.toHaveProperty("privateEndpointConnections");
    const created = await azure.create("recoveryservices:ProtectedItem", item("vm1"));
    const adopted = await azure.read("recoveryservices:ProtectedItem", created.id);
    expect(adopted?.inputs).toMatchObject({
      vaultName: "vault",
      protectedItemName: "VM;iaasvmcontainerv2;rg;vm1",
      properties: { protectionState: "IRPending", sourceResourceId: vmId("vm1") },
    });
    expect(adopted?.inputs.properties).not.toHaveProperty("friendlyName");
    expect(adopted?.inputs.properties).not.toHaveProperty("isArchiveEnabled");
  });
});

test("a resource that exists cannot be created, unless the option existing is adopt", async () => {
  await createVaultAndVm(azure);
  const again = azure.create("recoveryservices:ProtectionPolicy", policy());
  expect(await responseTo(again)).toBe(
    `cannot create already existing resource '${vaultId}/backupPolicies/nightly'`,
  );
  const adopting = await startAzure({ folder: azure.folder, existing: "adopt" });
  expect(await responseTo(adopting.create("recoveryservices:ProtectionPolicy", policy()))).toBe("accepted");
  await adopting.stop();
});

test("two processes see the same Azure, and ids ignore letter case", async () => {
  await createVaultAndVm(azure);
  const other = await startAzure({ folder: azure.folder });
  await other.create("recoveryservices:ProtectedItem", item("vm1"));
  const response = await azure.read(
    "recoveryservices:ProtectionPolicy",
    `${vaultId}/backupPolicies/nightly`.toUpperCase(),
  );
  expect(response?.outputs).toMatchObject({ properties: { protectedItemsCount: 1 } });
  await other.stop();
});

test("deleting a resource that does not exist succeeds", async () => {
  const none = { id: vmId("none"), outputs: {}, inputs: {} };
  expect(await responseTo(azure.delete("compute:VirtualMachine", none))).toBe("accepted");
});

test("azure-native checks that a protected item's names are strings", async () => {
  const token = "recoveryservices:ProtectedItem";
  const create = (more: Json) => responseTo(azure.createChecked(token, { ...item("vm1"), ...more } as Json));
  expect(await create({ vaultName: undefined })).toBe("vaultName not found");
  expect(await create({ fabricName: 3 })).toBe("fabricName is not a string");
});

test("Azure receives the values of secrets", async () => {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: "westeurope",
  };
  const { outputs } = await azure.create("resources:ResourceGroup", {
    resourceGroupName: "rg",
    location: secret,
  });
  expect(outputs.location).toBe("westeurope");
});

test("the region of a resource cannot change in place", async () => {
  await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
  const created = await azure.create("network:NetworkSecurityGroup", {
    ...here,
    networkSecurityGroupName: "nsg",
  });
  const moved = { ...here, networkSecurityGroupName: "nsg", location: "northeurope" };
  expect(await responseTo(azure.update("network:NetworkSecurityGroup", created, moved))).toBe(
    "409 InvalidResourceLocation",
  );
});

describe("unmodelled types", () => {
  test.each<[string, Json, string]>([
    [
      "keyvault:Vault",
      { resourceGroupName: "rg", vaultName: "kv" },
      `${group}/providers/Microsoft.KeyVault/vaults/kv`,
    ],
    [
      "sql:Database",
      { resourceGroupName: "rg", serverName: "s", databaseName: "d" },
      `${group}/providers/Microsoft.Sql/servers/s/databases/d`,
    ],
    [
      "network/v20230901:IpGroup",
      { resourceGroupName: "rg", ipGroupsName: "g" },
      `${group}/providers/Microsoft.Network/ipGroups/g`,
    ],
    [
      "policyinsights:Remediation",
      { scope: group, remediationName: "r" },
      `${group}/providers/Microsoft.PolicyInsights/remediations/r`,
    ],
  ])("%s is stored under a plausible id", async (token, body, id) => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const created = await azure.create(token, { ...body, anything: { nested: [1] } });
    expect(created).toMatchObject({ id, outputs: { anything: { nested: [1] } } });
    expect((await azure.read(token, id, created.inputs, created.outputs))?.inputs).toEqual(created.inputs);
    await azure.delete(token, created);
    expect(await azure.read(token, id, created.inputs)).toBeUndefined();
  });
});

describe("functions", () => {
  test("getClientConfig", async () => {
    await azure.configure({ "azure-native:config:subscriptionId": "11111111-2222-3333-4444-555555555555" });
    const found = await azure.invoke("authorization:getClientConfig", {});
    expect(found.subscriptionId).toBe("11111111-2222-3333-4444-555555555555");
  });

  test("other functions do not exist", async () => {
    await expect(azure.invoke("storage:listStorageAccountKeys", {})).rejects.toThrow(/not found/);
  });

  test("get of a resource that exists and of one that does not", async () => {
    await createVaultAndVm(azure);
    const args = { resourceGroupName: "rg", vaultName: "vault" };
    expect(await azure.invoke("recoveryservices:getVault", args)).toMatchObject({
      id: vaultId,
      location: "westeurope",
    });
    const missing = azure.invoke("recoveryservices:getVault", { ...args, vaultName: "none" });
    await expect(missing).rejects.toThrow(/Status=404 Code="ResourceNotFound"/);
  });
});
