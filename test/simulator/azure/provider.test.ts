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
  ])("makes up the last name of %s", async (token, news, key, form) => {
    const { inputs } = await azure.check(token, "it", news);
    expect(inputs[key]).toMatch(form);
    const again = await azure.check(token, "it", news, inputs);
    expect(again.inputs[key]).toBe(inputs[key]);
  });

  test("keeps a name that is given", async () => {
    const { inputs } = await azure.check("recoveryservices:Vault", "it", vault);
    expect(inputs.vaultName).toBe("vault");
    expect(inputs).not.toHaveProperty("__createBeforeDelete");
  });

  test("takes the region of a resource group that exists, and none of one that does not", async () => {
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

  test("adds the API version, a versioned token its own", async () => {
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

  test("reports a missing name and one that is no text", async () => {
    const news = { ...item("vm1"), containerName: undefined, vaultName: 3 } as Json;
    const { failures } = await azure.check("recoveryservices:ProtectedItem", "it", news);
    expect(failures).toEqual([
      "missing required property 'containerName'",
      "'vaultName' should be of type 'string' but got a number",
    ]);
  });
});

describe("preview", () => {
  test("shows inputs, and every other output as unknown", async () => {
    const shown = await azure.preview("recoveryservices:Vault", {
      ...vault,
      properties: { publicNetworkAccess: "Enabled" },
    });
    expect(shown).toMatchObject({
      location: "westeurope",
      properties: { publicNetworkAccess: "Enabled", provisioningState: UNKNOWN },
      ...{ name: UNKNOWN, type: UNKNOWN, etag: UNKNOWN, tags: UNKNOWN },
    });
    expect(shown).not.toHaveProperty("vaultName");
  });

  test("shows a union as it was given", async () => {
    const shown = await azure.preview("recoveryservices:ProtectedItem", item("vm1"));
    expect(shown.properties).toEqual(item("vm1").properties);
  });

  test("reaches into lists, and leaves what is unknown unknown", async () => {
    const shown = await azure.preview("network:VirtualNetwork", network);
    expect(shown.subnets).toMatchObject([{ name: "sub", id: UNKNOWN }]);
    const pending = await azure.preview("compute:VirtualMachine", { ...vm("vm1"), storageProfile: UNKNOWN });
    expect(isUnknown(pending.storageProfile)).toBe(true);
  });

  test("makes nothing", async () => {
    await azure.preview("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    expect(await azure.read("resources:ResourceGroup", group, {})).toBeUndefined();
  });
});

describe("diff", () => {
  const at = (more: Json): Json => ({ ...vault, ...more });
  test.each<[string, Json, string[], string[]]>([
    ["nothing", {}, [], []],
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
    ["what starts with two underscores", { __createBeforeDelete: true }, [], []],
    ["something unknown", { tags: UNKNOWN }, ["tags"], []],
  ])("%s", async (_, more, changes, replaces) => {
    const found = await azure.diff("recoveryservices:Vault", vault, at(more));
    expect(found).toEqual({ changes, replaces, deleteBeforeReplace: replaces.length > 0 });
  });

  test("a changed policy updates an item, a changed name replaces it", async () => {
    const token = "recoveryservices:ProtectedItem";
    const moved = await azure.diff(token, item("vm1"), item("vm1", { policyId: "other" }));
    expect(moved).toMatchObject({ changes: ["properties.policyId"], replaces: [] });
    const renamed = await azure.diff(token, item("vm1"), item("vm1", {}, { protectedItemName: "other" }));
    expect(renamed.replaces).toEqual(["protectedItemName"]);
  });

  test("a made-up name is created first and deleted later", async () => {
    const { inputs } = await azure.check("recoveryservices:Vault", "it", here);
    const found = await azure.diff("recoveryservices:Vault", inputs, { ...inputs, location: "northeurope" });
    expect(found).toMatchObject({ replaces: ["location"], deleteBeforeReplace: false });
  });

  test("an input that says what Azure has anyway replaces nothing", async () => {
    const { location: _, ...before } = vault;
    const found = await azure.diff("recoveryservices:Vault", before, vault, { location: "westeurope" });
    expect(found).toMatchObject({ changes: ["location"], replaces: [] });
  });

  test("elements of lists, one by one", async () => {
    const rules = (...ports: string[]) => ({
      ...here,
      securityRules: ports.map((port) => ({ destinationPortRange: port })),
    });
    const found = await azure.diff("network:NetworkSecurityGroup", rules("1", "2"), rules("1", "3", "4"));
    expect(found.changes).toEqual(["securityRules[1].destinationPortRange", "securityRules[2]"]);
  });
});

describe("refresh", () => {
  test("of what nobody touched changes no input", async () => {
    await createVaultAndVm(azure);
    const made = await azure.create("recoveryservices:ProtectedItem", item("vm1"));
    const shown = await azure.read("recoveryservices:ProtectedItem", made.id, made.inputs, made.outputs);
    expect(shown).toEqual(made);
  });

  test("carries what changed in Azure into the inputs", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const made = await azure.create("recoveryservices:Vault", { ...vault, tags: { a: "1" } });
    await azure.update("recoveryservices:Vault", made, {
      ...vault,
      tags: { a: "2" },
      properties: { publicNetworkAccess: "Disabled" },
    });
    const shown = await azure.read("recoveryservices:Vault", made.id, made.inputs, made.outputs);
    expect(shown?.inputs).toEqual({
      ...made.inputs,
      tags: { a: "2" },
      properties: { publicNetworkAccess: "Disabled" },
    });
  });

  test("carries a policy's count of items into the inputs too, as azure-native does", async () => {
    await createVaultAndVm(azure);
    const token = "recoveryservices:ProtectionPolicy";
    const made = await azure.create(token, policy(undefined, "counted"));
    const policyId = made.id;
    await azure.create("recoveryservices:ProtectedItem", item("vm1", { policyId }));
    const shown = await azure.read(token, made.id, made.inputs, made.outputs);
    expect(shown?.inputs).toMatchObject({ properties: { protectedItemsCount: 1 } });
    const { changes } = await azure.diff(token, shown?.inputs ?? {}, made.inputs, shown?.outputs);
    expect(changes).toEqual(["properties.protectedItemsCount"]);
  });

  test("does not take children made apart for inputs of their parent", async () => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const { subnets: _, ...alone } = network;
    const made = await azure.create("network:VirtualNetwork", alone);
    await azure.create("network:Subnet", {
      ...{ resourceGroupName: "rg", virtualNetworkName: "net" },
      subnetName: "sub",
      addressPrefix: "10.0.1.0/24",
    });
    const shown = await azure.read("network:VirtualNetwork", made.id, made.inputs, made.outputs);
    expect(shown?.inputs).toEqual(made.inputs);
    expect(await azure.read("network:Subnet", subnetId, {})).toBeDefined();
  });

  test("of what is gone says so; of an item whose vault stands it fails, as azure-native does", async () => {
    await createVaultAndVm(azure);
    const gone = (token: string, id: string) => azure.read(token, id, {});
    expect(await gone("recoveryservices:Vault", `${vaultId}x`)).toBeUndefined();
    const items = `${vaultId}/backupFabrics/Azure/protectionContainers/c/protectedItems`;
    expect(await responseTo(gone("recoveryservices:ProtectedItem", `${items}/i`))).toBe(
      "404 BMSUserErrorDataSourceObjectNotFound",
    );
    expect(
      await gone("recoveryservices:ProtectedItem", `${items}/i`.replace("vaults/vault", "vaults/none")),
    ).toBeUndefined();
    expect(
      await gone("recoveryservices:ProtectedItem", `${items}/i`.replace("/rg/", "/none/")),
    ).toBeUndefined();
  });

  test("without inputs is an import: names from the id, the rest from Azure", async () => {
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
    const made = await azure.create("recoveryservices:ProtectedItem", item("vm1"));
    const adopted = await azure.read("recoveryservices:ProtectedItem", made.id);
    expect(adopted?.inputs).toMatchObject({
      vaultName: "vault",
      protectedItemName: "vm;iaasvmcontainerv2;rg;vm1",
      properties: { protectionState: "IRPending", sourceResourceId: vmId("vm1") },
    });
    expect(adopted?.inputs.properties).not.toHaveProperty("friendlyName");
    expect(adopted?.inputs.properties).not.toHaveProperty("isArchiveEnabled");
  });
});

test("what exists cannot be created, unless the simulation is told to adopt it", async () => {
  await createVaultAndVm(azure);
  const again = azure.create("recoveryservices:ProtectionPolicy", policy());
  expect(await responseTo(again)).toBe(
    `cannot create already existing resource '${vaultId}/backupPolicies/nightly'`,
  );
  const lenient = await startAzure({ folder: azure.folder, existing: "adopt" });
  expect(await responseTo(lenient.create("recoveryservices:ProtectionPolicy", policy()))).toBe("accepted");
  await lenient.stop();
});

test("two processes see one Azure, case aside", async () => {
  await createVaultAndVm(azure);
  const other = await startAzure({ folder: azure.folder });
  await other.create("recoveryservices:ProtectedItem", item("vm1"));
  const shown = await azure.read(
    "recoveryservices:ProtectionPolicy",
    `${vaultId}/backupPolicies/nightly`.toUpperCase(),
  );
  expect(shown?.outputs).toMatchObject({ properties: { protectedItemsCount: 1 } });
  await other.stop();
});

test("deleting what is gone succeeds", async () => {
  const none = { id: vmId("none"), outputs: {}, inputs: {} };
  expect(await responseTo(azure.delete("compute:VirtualMachine", none))).toBe("accepted");
});

test("a protected item's names are texts, whoever asks", async () => {
  const token = "recoveryservices:ProtectedItem";
  const ask = (more: Json) => responseTo(azure.createChecked(token, { ...item("vm1"), ...more } as Json));
  expect(await ask({ vaultName: undefined })).toBe("vaultName not found");
  expect(await ask({ fabricName: 3 })).toBe("fabricName is not a string");
});

test("secrets reach Azure as what they hold", async () => {
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

test("a resource that moves keeps its region", async () => {
  await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
  const made = await azure.create("network:NetworkSecurityGroup", {
    ...here,
    networkSecurityGroupName: "nsg",
  });
  const moved = { ...here, networkSecurityGroupName: "nsg", location: "northeurope" };
  expect(await responseTo(azure.update("network:NetworkSecurityGroup", made, moved))).toBe(
    "409 InvalidResourceLocation",
  );
});

describe("types without a row", () => {
  test.each<[string, Json, string]>([
    [
      "keyvault:Vault",
      { resourceGroupName: "rg", vaultName: "kv" },
      `${group}/providers/Microsoft.Keyvault/vaults/kv`,
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
      `${group}/providers/Microsoft.Policyinsights/remediations/r`,
    ],
  ])("%s is accepted with an ARM id", async (token, body, id) => {
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    const made = await azure.create(token, { ...body, anything: { goes: [1] } });
    expect(made).toMatchObject({ id, outputs: { anything: { goes: [1] } } });
    expect((await azure.read(token, id, made.inputs, made.outputs))?.inputs).toEqual(made.inputs);
    await azure.delete(token, made);
    expect(await azure.read(token, id, made.inputs)).toBeUndefined();
  });
});

describe("functions", () => {
  test("getClientConfig", async () => {
    await azure.configure({ "azure-native:config:subscriptionId": "11111111-2222-3333-4444-555555555555" });
    const found = await azure.invoke("authorization:getClientConfig", {});
    expect(found.subscriptionId).toBe("11111111-2222-3333-4444-555555555555");
  });

  test("no other function", async () => {
    await expect(azure.invoke("storage:listStorageAccountKeys", {})).rejects.toThrow(/not found/);
  });

  test("get of what is there and of what is not", async () => {
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
