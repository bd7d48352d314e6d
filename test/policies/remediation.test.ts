import { backupPolicies } from "../../policies/pack";
import { types } from "../support/tokens";
import { broken, compliant, pathsIn } from "./compliant";
import { analyze, remediate, secret, unknown } from "./server";

const mending = backupPolicies({ "vm-agent-enabled": "remediate", "vault-soft-delete": "remediate" });
const linux = "osProfile.linuxConfiguration.provisionVMAgent";
const soft = "properties.securitySettings.softDeleteSettings";

const rows: [
  name: string,
  type: string,
  changes: Record<string, unknown>,
  mended: Record<string, unknown>,
][] = [
  ["the Linux agent", types.vm, { [linux]: false }, { [linux]: true }],
  [
    "the Windows agent and extensions",
    types.vm,
    {
      "osProfile.windowsConfiguration": { provisionVMAgent: false, timeZone: "UTC" },
      "osProfile.allowExtensionOperations": false,
    },
    {
      "osProfile.windowsConfiguration": { provisionVMAgent: true, timeZone: "UTC" },
      "osProfile.allowExtensionOperations": true,
    },
  ],
  [
    "soft delete and its days",
    types.vault,
    {
      [`${soft}.softDeleteState`]: "Disabled",
      [`${soft}.softDeleteRetentionPeriodInDays`]: 7,
    },
    {
      [`${soft}.softDeleteState`]: "Enabled",
      [`${soft}.softDeleteRetentionPeriodInDays`]: 14,
    },
  ],
];

it.each(rows)("%s: mended, and all else is as it was", async (_, type, changes, mended) => {
  expect(await remediate(mending, { type, props: broken(type, changes) })).toEqual(
    broken(type, { ...changes, ...mended }),
  );
});

it.each(rows)("%s: then nothing is found", async (_, type, changes) => {
  const props = await remediate(mending, { type, props: broken(type, changes) });
  expect(await analyze(mending, { type, props: props as object })).toEqual([]);
});

it.each(rows)("%s: under the type of another API version too", async (_, type, changes, mended) => {
  const [, module, name] = type.split(":");
  const versioned = `azure-native:${module}/v20240301:${name}`;
  expect(await remediate(mending, { type: versioned, props: broken(type, changes) })).toEqual(
    broken(type, { ...changes, ...mended }),
  );
});

it.each(rows)("%s: left alone at every other level, and refused", async (_, type, changes) => {
  for (const level of ["advisory", "mandatory", "disabled"] as const) {
    const policies = backupPolicies({ "vm-agent-enabled": level, "vault-soft-delete": level });
    expect(await remediate(policies, { type, props: broken(type, changes) })).toBeUndefined();
  }
});

it.each(rows)("%s: left alone where an exemption covers it", async (_, type, changes) => {
  const exemptions = (["vm-agent-enabled", "vault-soft-delete"] as const).map((policy) => ({
    policy,
    match: { name: "legacy-*" },
    reason: "until the migration of 2027",
    expires: "9999-12-31",
  }));
  const policies = backupPolicies({
    "vm-agent-enabled": "remediate",
    "vault-soft-delete": "remediate",
    exemptions,
  });
  expect(await remediate(policies, { type, name: "legacy-1", props: broken(type, changes) })).toBeUndefined();
  expect(await remediate(policies, { type, name: "new-1", props: broken(type, changes) })).toBeDefined();
});

it("secrets and unknowns are kept, whatever is mended beside them", async () => {
  const kept = {
    "osProfile.adminPassword": secret("s3cret"),
    "osProfile.customData": secret("ZWNobw=="),
    "storageProfile.osDisk": unknown,
    "networkProfile.networkInterfaces": [{ id: unknown }],
  };
  const props = await remediate(mending, {
    type: types.vm,
    props: broken(types.vm, { ...kept, [linux]: false }),
  });
  expect(props).toEqual(broken(types.vm, { ...kept, [linux]: true }));
});

it("a secret that is mended stays secret", async () => {
  const props = await remediate(mending, {
    type: types.vault,
    props: broken(types.vault, { [`${soft}.softDeleteState`]: secret("Disabled") }),
  });
  expect(props).toEqual(broken(types.vault, { [`${soft}.softDeleteState`]: secret("Enabled") }));
});

it("what is not known yet is not mended", async () => {
  for (const path of [linux, "osProfile", "osProfile.linuxConfiguration"])
    expect(
      await remediate(mending, { type: types.vm, props: broken(types.vm, { [path]: unknown }) }),
    ).toBeUndefined();
});

it.each(Object.entries(compliant))(
  "a compliant %s is left alone, and so is every part of it",
  async (type, props) => {
    expect(await remediate(mending, { type, props })).toBeUndefined();
    for (const path of pathsIn(props).slice(0, 20))
      for (const value of [null, "text", []])
        expect(
          await remediate(mending, { type, props: broken(type, { [path.join(".")]: value }) }),
        ).toBeUndefined();
  },
);

it("resources of other types and providers are left alone, whatever they look like", async () => {
  const props = broken(types.vm, { [linux]: false, "osProfile.allowExtensionOperations": false });
  for (const type of ["azure-native:web:WebApp", types.disk, "azure:compute/virtualMachine:VirtualMachine"])
    expect(await remediate(mending, { type, props })).toBeUndefined();
});

it("more days than Azure allows are not shortened", async () => {
  const props = broken(types.vault, { [`${soft}.softDeleteRetentionPeriodInDays`]: 200 });
  expect(await remediate(mending, { type: types.vault, props })).toBeUndefined();
});
