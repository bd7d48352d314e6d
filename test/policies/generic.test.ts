// Resources whose token says nothing of their type: what they are, and how their properties are read.
import { readFileSync } from "node:fs";
import { backupPolicies } from "../../policies/pack";
import { nullsAsUndefined } from "../../src/core/nulls";
import { isUnknownValue } from "../../src/core/rule";
import { genericTypes } from "../../src/stack/generic";
import { armTypes, kindIn, kindOf } from "../../src/stack/tokens";
import { networkTypes, types } from "../support/tokens";
import { broken, compliant } from "./compliant";
import { asAzapi, asGeneric, azapiToken, genericToken } from "./otherForms";
import {
  analyze,
  analyzeStack,
  findingOf,
  inPreview,
  remediations,
  secret,
  type TestResource,
  unknown,
} from "./server";

const vaults = "Microsoft.RecoveryServices/vaults";
const group = "/subscriptions/s/resourceGroups/bank";
const safeId = `${group}/providers/${vaults}/safe`;

const typeOf = (token: string, props: object) => {
  const { type, inventoryType, apiVersion } = kindIn(token, inPreview(props));
  expect(inventoryType).toBe(type);
  return [type, apiVersion];
};

it.each<[token: string, props: object, type: string, apiVersion?: string]>([
  [azapiToken, { type: `${vaults}@2025-08-01` }, vaults, "2025-08-01"],
  [azapiToken, { type: "microsoft.recoveryservices/VAULTS@2025-08-01-preview" }, vaults, "2025-08-01"],
  [azapiToken, { type: vaults }, vaults],
  ["azapi:resources:Resource", { type: `${vaults}@2025-08-01` }, vaults, "2025-08-01"],
  [
    genericToken,
    {
      resourceProviderNamespace: "Microsoft.RecoveryServices",
      parentResourcePath: "",
      resourceType: "vaults",
    },
    vaults,
  ],
  [
    "azure-native_resources_v20250401:resources:Resource",
    {
      ...{ resourceProviderNamespace: "Microsoft.Network", parentResourcePath: "virtualNetworks/net" },
      ...{ resourceType: "subnets", apiVersion: "2024-05-01" },
    },
    "Microsoft.Network/virtualNetworks/subnets",
    "2024-05-01",
  ],
  [
    "azure-native:resources/v20240301:Resource",
    {
      ...{ resourceProviderNamespace: "Microsoft.Compute", resourceType: "locks" },
      parentResourcePath: "/virtualMachines/web/providers/Microsoft.Authorization/",
    },
    "Microsoft.Authorization/locks",
  ],
  [genericToken, { id: safeId }, vaults],
  [azapiToken, { id: `${safeId}/backupPolicies/nightly` }, `${vaults}/backupPolicies`],
])("%s with %j is of the type %s", (token, props, type, apiVersion = undefined) => {
  expect(typeOf(token, props)).toEqual([type, apiVersion]);
});

it.each<[token: string, props: object]>([
  [azapiToken, {}],
  [azapiToken, { type: null }],
  [azapiToken, { type: 7 }],
  [azapiToken, { type: ["a"] }],
  [azapiToken, { type: unknown }],
  [azapiToken, { type: "Microsoft.RecoveryService/vault@2025-08-01" }],
  [azapiToken, { type: "Microsoft.Web/sites@2023-12-01" }],
  [genericToken, { resourceProviderNamespace: "Microsoft.RecoveryServices", resourceType: unknown }],
  [
    genericToken,
    { resourceProviderNamespace: "Microsoft.Compute", resourceType: "disks", parentResourcePath: unknown },
  ],
  ["azapi:index/updateResource:UpdateResource", { type: `${vaults}@2025-08-01` }],
  ["azapi:index/dataPlaneResource:DataPlaneResource", { type: `${vaults}@2025-08-01` }],
  ["other:index/resource:Resource", { type: `${vaults}@2025-08-01` }],
])("%s with %j is of no type that is judged, and nothing is reported", async (token, props) => {
  expect(typeOf(token, props)).toEqual([token, undefined]);
  const policies = backupPolicies();
  expect(await analyze(policies, { type: token, props })).toEqual([]);
  expect(await analyzeStack(policies, [{ type: token, props }])).toEqual([]);
});

it("knows every type that azure-native's own tokens have", () => {
  expect([...genericTypes].sort()).toEqual([...new Set(Object.values(armTypes))].sort());
});

it("the page names as not checked only tokens that are not", () => {
  const page = readFileSync("docs/policies.md", "utf8");
  const [, list = ""] = /The policies do not check:([\s\S]*?)\n## /.exec(page) ?? [];
  const tokens = [...list.matchAll(/`(az[\w-]+:[\w/]+:\w+)`/g)].map(([, token = ""]) => token);
  expect(tokens.length).toBeGreaterThan(7);
  for (const token of tokens) expect(kindOf(token)).toEqual({ type: token, inventoryType: token });
});

describe("the properties of an azapi resource", () => {
  const view = (props: object, type = vaults) => {
    const given = nullsAsUndefined(inPreview({ type: `${type}@2025-08-01`, ...props }));
    const { form } = kindIn(azapiToken, given);
    return {
      of: form?.view(given) as Record<string, Record<string, unknown>>,
      path: (ours: string) => form?.words(given).path(ours),
    };
  };
  const isUnknown = (read: () => unknown) => {
    try {
      return `known: ${JSON.stringify(read())}`;
    } catch (error) {
      return isUnknownValue(error);
    }
  };

  it.each([
    ["identity", { identity: { type: "UserAssigned", identityIds: ["a"] } }, "identity.identityIds[0]"],
    ["identity", { identity: [{ type: "UserAssigned", identityIds: ["a"] }] }, "identity[0].identityIds[0]"],
    [
      "identities",
      { identities: [{ type: "UserAssigned", identityIds: ["a"] }] },
      "identities[0].identityIds[0]",
    ],
    [
      "body.identity",
      { body: { identity: { type: "UserAssigned", userAssignedIdentities: ["a"] } } },
      "body.identity.userAssignedIdentities[0]",
    ],
  ])("have the identity of %s", (_, props, path) => {
    const { of, path: pathOf } = view(props);
    expect([of.identity?.type, of.identity?.userAssignedIdentities]).toEqual(["UserAssigned", ["a"]]);
    expect(pathOf("identity.userAssignedIdentities[0]")).toBe(path);
  });

  it("have the location and the tags of the resource or of the body", () => {
    const own = view({ location: "westeurope", body: {} });
    const inBody = view({ body: { location: "westeurope", tags: { a: "b" } } });
    expect([own.of.location, own.path("location")]).toEqual(["westeurope", "location"]);
    expect([inBody.of.location, inBody.path("location")]).toEqual(["westeurope", "body.location"]);
    expect([inBody.of.tags?.a, inBody.path('tags["a"]')]).toEqual(["b", 'body.tags["a"]']);
  });

  it("are those of the body, of the sensitive body, and of what Azure answered", () => {
    const { of, path } = view({
      body: { properties: { securitySettings: { softDeleteSettings: { softDeleteState: "Enabled" } } } },
      sensitiveBody: { properties: { publicNetworkAccess: "Disabled" } },
      output: { properties: { provisioningState: "Succeeded", publicNetworkAccess: "Enabled" } },
    });
    expect(of.properties?.publicNetworkAccess).toBe("Disabled");
    expect(of.properties?.provisioningState).toBe("Succeeded");
    expect(path("properties.publicNetworkAccess")).toBe("sensitiveBody.properties.publicNetworkAccess");
    expect(path("properties.securitySettings")).toBe("body.properties.securitySettings");
    expect(path("properties.encryption")).toBe("body.properties.encryption");
  });

  it("are unknown if the body is unknown, no JSON, or JSON of something else", () => {
    for (const body of [unknown, "{", "[]", "7", '"text"', "null"])
      expect([body, isUnknown(() => view({ body }).of.properties)]).toEqual([body, true]);
    const text = JSON.stringify({ location: null, properties: { publicNetworkAccess: null } });
    expect(view({ body: text }).of.location).toBeUndefined();
    expect(view({ body: text }).of.properties?.publicNetworkAccess).toBeUndefined();
    expect(view({}).of.properties).toBeUndefined();
    expect(view({ body: null }).of.properties).toBeUndefined();
    expect(view({ body: 7 }).of.properties).toBeUndefined();
  });

  it("have the names and the id that follow from parentId", () => {
    const type = `${vaults}/backupPolicies`;
    const { of, path } = view({ name: "nightly", parentId: safeId }, type);
    expect([of.resourceGroupName, of.vaultName, of.policyName]).toEqual(["bank", "safe", "nightly"]);
    expect(of.id).toBe(`${safeId}/backupPolicies/nightly`);
    expect(["resourceGroupName", "vaultName", "policyName"].map(path)).toEqual([
      'parentId["resourceGroups"]',
      'parentId["vaults"]',
      "name",
    ]);
    expect(view({ name: "safe", parentId: `${group}/` }).of.id).toBe(safeId);
    expect(view({ name: "safe", parentId: "bank" }).of.vaultName).toBe("safe");
    expect(view({ name: "nightly", parentId: group }, type).of.id).toBeUndefined();
    expect(isUnknown(() => view({ name: "safe", parentId: unknown }).of.resourceGroupName)).toBe(true);
    expect(isUnknown(() => view({ parentId: group }).of.vaultName)).toBe(true);
  });

  it("are flat where azure-native's are, at every depth", () => {
    const address = { id: `${group}/providers/Microsoft.Network/publicIPAddresses/a` };
    const body = {
      properties: { ipConfigurations: [{ name: "ip", properties: { publicIPAddress: address } }] },
    };
    const { of, path } = view({ body }, "Microsoft.Network/networkInterfaces");
    const [configuration] = of.ipConfigurations as unknown as Record<string, unknown>[];
    expect([configuration?.name, configuration?.publicIPAddress]).toEqual(["ip", address]);
    expect(path("ipConfigurations[0].publicIPAddress")).toBe(
      "body.properties.ipConfigurations[0].properties.publicIPAddress",
    );
    expect(path("ipConfigurations[0].name")).toBe("body.properties.ipConfigurations[0].name");
  });
});

it.each([
  ["azapi", asAzapi],
  ["generic", asGeneric],
] as const)(
  "%s: a resource of another name, group or id is no other's, and links need no known id",
  async (_, translate) => {
    const policies = () => backupPolicies().filter(({ name }) => name === "vm-and-vault-same-region");
    const of = (type: string, name: string, changes: object, dependsOn: TestResource["dependsOn"] = {}) => {
      const translated = translate({ type, name, props: broken(type, changes as never) });
      return { ...translated, dependsOn };
    };
    const web = of(types.vm, "web", { location: "northeurope" });
    const safe = of(types.vault, "safe", { vaultName: "safe-vault" });
    const other = of(types.vault, "other", {
      vaultName: "safe-vault",
      resourceGroupName: "elsewhere",
      location: "northeurope",
    });
    const item = of(types.item, "item", {});
    const found = async (resources: readonly TestResource[]) => {
      const run = policies();
      for (const resource of resources) await analyze(run, resource);
      return (await analyzeStack(run, resources)).map(({ message }) => findingOf(message).split(";")[0]);
    };
    const apart = [
      "item: virtual machine web: the VM is in northeurope and its vault safe-vault in westeurope",
    ];
    expect(await found([web, other, safe, item])).toEqual(apart);
    expect(await found([web, of(types.vault, "safe", { location: "northeurope" }), item])).toEqual([]);
    // In preview no id is known, and what a property depends on is the link.
    const late = {
      ...item,
      props: { ...item.props, body: unknown, properties: unknown, parentId: unknown },
      dependsOn: {
        ...{ body: ["web"], properties: ["web"] },
        ...{ parentId: ["safe"], parentResourcePath: ["safe"] },
      },
    };
    expect(await found([web, safe, late])).toEqual(apart);
    const { properties, body } = item.props as Record<string, Record<string, object>>;
    const ids = (known: Record<string, unknown> | undefined) =>
      known && { ...known, sourceResourceId: unknown, policyId: unknown };
    const lateIds = {
      ...late,
      props: {
        ...{ ...item.props, ...(translate === asAzapi && { parentId: unknown }) },
        ...(body && { body: { ...body, properties: ids(body.properties as never) } }),
        ...(properties && { properties: ids(properties) }),
      },
    };
    expect(await found([web, safe, lateIds])).toEqual(apart);
  },
);

it("a secret in a body is not shown, in an object, in text or in the sensitive body", async () => {
  const script = Buffer.from("cryptsetup luksFormat /dev/sdc --key-file /root/hunter2").toString("base64");
  const { props } = asAzapi({ type: types.vm, props: broken(types.vm, { "osProfile.customData": script }) });
  const { body, ...rest } = props as { body: { properties: { osProfile: { customData: unknown } } } };
  const osProfile = { customData: secret(script) };
  const given = [
    { ...rest, body: { properties: { ...body.properties, osProfile } } },
    { ...rest, body: secret(body) },
    { ...rest, body: secret(JSON.stringify(body)) },
    {
      ...rest,
      body: { properties: {} },
      sensitiveBody: secret({ properties: { osProfile: { customData: script } } }),
    },
  ];
  for (const inputs of given) {
    const policies = backupPolicies();
    const resource = { type: azapiToken, name: "web", props: inputs };
    await remediations(policies, resource);
    const found = (await analyze(policies, resource)).filter(({ policy }) => policy === "vm-no-luks");
    expect(found).toHaveLength(1);
    const [{ message } = { message: "" }] = found;
    expect(message).toContain("[secret]");
    expect(message).not.toMatch(/hunter2|luksFormat/);
    expect(findingOf(message)).toMatch(/^web: (body|sensitiveBody)\.properties\.osProfile\.customData/);
  }
});

it("an exemption by tag covers a resource with tags in its body", async () => {
  const vault = broken(types.vault, { vaultName: "1-vault" });
  const exemption = {
    policy: "vault-name",
    match: { tag: "old=yes" },
    reason: "OPS-1412, until it moves",
    expires: "9999-12-31",
  };
  const { props } = asAzapi({ type: types.vault, name: "web", props: vault });
  const body = { ...(props as { body: object }).body, tags: { old: "yes" } };
  const policies = backupPolicies({ exemptions: [exemption] as never });
  const named = (found: readonly { policy: string }[]) =>
    found.filter(({ policy }) => policy === "vault-name");
  expect(named(await analyze(policies, { type: azapiToken, name: "web", props }))).toHaveLength(1);
  expect(
    named(await analyze(policies, { type: azapiToken, name: "web", props: { ...props, body } })),
  ).toEqual([]);
});

it("a lock of any form is one on a group only if its scope is the group", async () => {
  const item = { type: types.item, name: "item", props: compliant[types.item] as object };
  const lockOn = (scope: string) => ({
    ...{ type: azapiToken, name: "lock" },
    props: {
      ...{ type: "Microsoft.Authorization/locks@2020-05-01", parentId: scope, name: "keep" },
      body: { properties: { level: "CanNotDelete" } },
    },
  });
  const policies = () => backupPolicies().filter(({ name }) => name === "restore-points-not-locked");
  const found = async (resource: TestResource) => {
    const run = policies();
    await analyze(run, resource);
    return (await analyzeStack(run, [item, resource])).length;
  };
  expect(await found(lockOn("/subscriptions/s/resourceGroups/app"))).toBe(1);
  expect(
    await found(
      lockOn("/subscriptions/s/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web"),
    ),
  ).toBe(0);
  expect(
    await found(
      asGeneric({
        type: networkTypes.groupLock,
        name: "lock",
        props: { resourceGroupName: "app", lockName: "keep", level: "ReadOnly" },
      }),
    ),
  ).toBe(1);
});
