import { backupPolicies } from "../../policies/pack";
import { nullsAsUndefined } from "../../src/core/nulls";
import type { ResourceRequirement } from "../../src/core/requirement";
import { judge, type Rule } from "../../src/core/rule";
import { valuesOf } from "../../src/core/settings";
import { requirements } from "../../src/requirements";
import { kindOf, nativeTokenOf } from "../../src/stack/tokens";
import { types } from "../support/tokens";
import { broken, compliant, pathsIn, set } from "./compliant";
import { analyze, analyzeAlone, type Diagnostic, findingOf, inPreview, skipped, unknown } from "./server";
import { settingsOf, violatingProps, violationOptions, violations } from "./violations";

const policies = backupPolicies(violationOptions);
const reversed = backupPolicies(violationOptions).reverse();

/** Packs of one policy, for tests to which the others only add time. */
const onlyPolicy = (policy: string) => backupPolicies(violationOptions).filter(({ name }) => name === policy);
const singlePolicies = new Map(policies.map(({ name }) => [name, onlyPolicy(name)]));
const alone = (policy: string) => singlePolicies.get(policy) ?? [];
const cannotRun = /can't run policy .* during preview/;
const isFinding = ({ message }: Diagnostic) => !cannotRun.test(message);
const of = (policy: string) => (diagnostic: Diagnostic) => diagnostic.policy === policy;
const resourceSpecs = requirements.filter((spec) => "rules" in spec);

it("every resource policy has a violation in these tests, of each of its types", () => {
  const tried = new Set(violations.map(({ policy, type }) => `${policy} ${type}`));
  const all = resourceSpecs.flatMap((spec) =>
    Object.keys(
      (spec.rules as (values: object) => object)({ states: [], allowed: [], acknowledged: [], images: {} }),
    ).map((type) => `${spec.name} ${nativeTokenOf(type)}`),
  );
  expect([...tried].sort()).toEqual(all.sort());
});

it.each(Object.entries(compliant))("nothing is reported about a compliant %s", async (type, props) => {
  expect(await analyzeAlone(policies, { type, props })).toEqual([]);
});

it.each(violations.map((violation) => [violation.policy, violation.path, violation] as const))(
  "%s finds %s",
  async (policy, path, violation) => {
    const found = await analyzeAlone(policies, {
      type: violation.type,
      name: "web",
      props: violatingProps(violation),
    });
    const spec = requirements.find(({ name }) => name === policy);
    const diagnostic = found
      .filter(of(policy))
      .find(({ message }) => findingOf(message).startsWith(`web: ${path}`));
    expect(diagnostic?.level).toBe(spec?.level);
    expect(diagnostic?.message.split("\n")[0]).toBe(spec?.description);
    expect(findingOf(diagnostic?.message ?? "")).toMatch(
      /^web: \S.+\. (Fix: .+\.|.+\?)( Sources disagree: .+)? See https:\/\/\S+, \d{4}-\d{2}-\d{2}$/,
    );
  },
);

it.each(violations.map((violation) => [violation.policy, violation.path, violation] as const))(
  "%s, %s: with any one field unknown the finding stays, or the verdict is unknown",
  async (policy, path, violation) => {
    const props = violatingProps(violation);
    const { rules, settings = {} } = requirements.find(({ name }) => name === policy) as ResourceRequirement;
    const ofType = rules(valuesOf(settings, settingsOf(policy)))[
      kindOf(violation.type).type
    ] as readonly Rule<object>[];
    for (const field of pathsIn(props)) {
      const copy = structuredClone(props);
      set(copy, field, unknown);
      const { findings, unknown: open } = judge(ofType, nullsAsUndefined(inPreview(copy)));
      const where = `${policy} ${path} without ${field.join(".")}`;
      expect({ where, said: findings.length > 0 || open !== undefined }).toEqual({ where, said: true });
      // What stays open is said of no single resource: `up` judges it before the resource is created.
      const told = (await analyze(alone(policy), { type: violation.type, props: copy })).filter(
        (d) => !isFinding(d),
      );
      expect(told).toEqual([]);
    }
  },
);

it.each(Object.entries(compliant))(
  "of a compliant %s with any one field unknown nothing is found",
  async (type, props) => {
    for (const field of pathsIn(props)) {
      const copy = structuredClone(props);
      set(copy, field, unknown);
      const found = (await analyzeAlone(policies, { type, props: copy })).filter(isFinding);
      expect({ field: field.join("."), found }).toEqual({ field: field.join("."), found: [] });
    }
  },
);

it.each(Object.keys(compliant))("%s with nothing known of it breaks no policy", async (type) => {
  for (const props of [
    {},
    Object.fromEntries(Object.keys(compliant[type] ?? {}).map((key) => [key, unknown])),
  ])
    for (const { message } of await analyzeAlone(policies, { type, props }))
      expect(message).not.toContain("failed:");
});

it("what today's limits refuse is not said again by those of 2018", async () => {
  const props = broken(types.vm, {
    "storageProfile.dataDisks": Array.from({ length: 33 }, (_, lun) => ({ lun })),
    "storageProfile.imageReference": { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
    "storageProfile.osDisk.writeAcceleratorEnabled": true,
  });
  const found = await analyzeAlone(backupPolicies(), { type: types.vm, props });
  expect(found.map(({ policy }) => policy).sort()).toEqual([
    "vm-data-disk-limit",
    "vm-no-write-accelerated-os-disk",
    "vm-os-supported",
  ]);
});

it.each([
  "azure-native:web:WebApp",
  "aws:s3/bucket:Bucket",
  "pulumi:pulumi:Stack",
  "azure-vm-backup:index:BackupVault",
])("nothing is said of %s, whatever it looks like", async (type) => {
  for (const violation of violations)
    expect(await analyzeAlone(policies, { type, props: violatingProps(violation) })).toEqual([]);
});

it("the SDK skips every policy but the first for a resource of another type, and those that do not judge it for one of ours", async () => {
  const names = policies.filter(({ name }) => name !== "exemptions-in-use").map(({ name }) => name);
  expect(await skipped(policies, { type: "azure-native:web:WebApp", props: {} })).toEqual(names.slice(1));
  expect(
    await skipped(backupPolicies().reverse(), { type: "azure-native:web:WebApp", props: {} }),
  ).toHaveLength(
    names.length - 2, // The first one, and `exemptions`, which has no type.
  );
  const ofDisks = ["exemptions", "disk-data-access-auth", "names-and-ids"];
  for (const type of [types.disk, "azure-native:compute/v20240302:Disk"])
    expect(await skipped(policies, { type, props: {} })).toEqual(
      names.filter((name) => !ofDisks.includes(name)),
    );
});

it.each(violations.map((violation) => [violation.policy, violation.path, violation] as const))(
  "%s finds %s whatever else runs: last in the pack first, after other resources, or all others disabled",
  async (policy, _, violation) => {
    const resource = { type: violation.type, props: violatingProps(violation) };
    const messages = async (pack: typeof policies) => {
      await analyzeAlone(pack, { type: "azure-native:web:WebApp", props: {} });
      return (await analyzeAlone(pack, resource)).filter(of(policy)).map(({ message }) => message);
    };
    const expected = (await analyzeAlone(policies, resource))
      .filter(of(policy))
      .map(({ message }) => message);
    expect(expected.length).toBeGreaterThan(0);
    expect(await messages(reversed)).toEqual(expected);
    expect(await messages(alone(policy))).toEqual(expected);
  },
);

describe("type tokens", () => {
  const spelt = (type: string) => {
    const [, module, name] = type.split(":");
    return [
      `azure-native:${module}/v20240301:${name}`,
      `azure-native:${module}/v20250901preview:${name}`,
      `azure-native_${module}_v20240301:${module}:${name}`,
      `azure-native_${module}_v20240301:${module}/v20240301:${name}`,
    ];
  };

  it.each(violations.map((violation) => [violation.policy, violation.path, violation] as const))(
    "%s finds %s under every spelling of the type",
    async (policy, _, violation) => {
      const props = violatingProps(violation);
      const plain = await analyzeAlone(alone(policy), { type: violation.type, props });
      for (const type of spelt(violation.type)) {
        // A new pack: one that has seen azure-native's own token looks for that one in the stack.
        const found = await analyzeAlone(onlyPolicy(policy), { type, props });
        expect(found.map(({ policy, message }) => [policy, message])).toEqual(
          plain.map(({ policy, message }) => [policy, message]),
        );
      }
    },
  );

  it("resources that are analysed at the same time do not mix", async () => {
    const faulty = { "storageProfile.dataDisks": Array.from({ length: 33 }, (_, lun) => ({ lun })) };
    const requests = Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0
        ? {
            type: "azure-native:compute/v20240301:VirtualMachine",
            props: broken("azure-native:compute:VirtualMachine", faulty),
          }
        : i % 3 === 1
          ? {
              type: "azure-native:compute:VirtualMachine",
              props: broken("azure-native:compute:VirtualMachine", faulty),
            }
          : { type: "azure-native:web:WebApp", props: {} },
    );
    const found = await Promise.all(requests.map((request) => analyzeAlone(policies, request)));
    expect(found.map((diagnostics) => diagnostics.filter(of("vm-data-disk-limit")).length)).toEqual(
      requests.map((_, i) => (i % 3 === 2 ? 0 : 1)),
    );
  });
});

describe("the classic provider's VMs", () => {
  const messagesOf = async (type: string, props: object) =>
    (await analyzeAlone(backupPolicies(), { type, name: "old", props })).map(
      ({ policy, message }) => `${policy} ${findingOf(message).replace(/^(\S+ \S+?)(:| is) .*/, "$1")}`,
    );
  const linux = "azure:compute/linuxVirtualMachine:LinuxVirtualMachine";
  const older = "azure:compute/virtualMachine:VirtualMachine";
  const ubuntu = { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" };

  it("are judged by the same rules, and told in their own words", async () => {
    const props = {
      sourceImageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
      osDisk: { diskSizeGb: 70_000, writeAcceleratorEnabled: true, diffDiskSettings: { option: "Local" } },
      provisionVmAgent: false,
      allowExtensionOperations: false,
      customData: Buffer.from("cryptsetup luksFormat /dev/sdc").toString("base64"),
      networkInterfaceIds: ["a", "b"],
    };
    const found = await messagesOf(linux, props);
    expect(found.filter((line) => !line.startsWith("vm-within-2018"))).toEqual([
      "vm-no-luks old: customData",
      "vm-restore-notes old: networkInterfaceIds",
      "vm-disk-size-limit old: osDisk.diskSizeGb",
      "vm-no-write-accelerated-os-disk old: osDisk.writeAcceleratorEnabled",
      "vm-no-ephemeral-os-disk old: osDisk.diffDiskSettings.option",
      "vm-os-supported old: sourceImageReference",
      "vm-agent-enabled old: provisionVmAgent",
      "vm-agent-enabled old: allowExtensionOperations",
    ]);
    expect(
      await messagesOf(linux.replaceAll("inux", "indows").replaceAll("L", "W").replaceAll("l", "w"), {}),
    ).toEqual([]);
  });

  it("of the older type too", async () => {
    const props = {
      storageImageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
      storageOsDisk: { vhdUri: "https://a/os.vhd", diskSizeGb: 70_000, writeAcceleratorEnabled: true },
      networkInterfaceIds: ["a", "b"],
      storageDataDisks: Array.from({ length: 33 }, (_, lun) => ({
        lun,
        ...(lun === 4 && { vhdUri: "https://a/d.vhd" }),
      })),
      osProfileWindowsConfig: {},
    };
    const found = await messagesOf(older, props);
    expect(found.filter((line) => !line.startsWith("vm-within-2018"))).toEqual([
      "vm-restore-notes old: networkInterfaceIds",
      "vm-data-disk-limit old: storageDataDisks",
      "vm-disk-size-limit old: storageOsDisk.diskSizeGb",
      "vm-no-unmanaged-disks old: storageOsDisk.vhdUri",
      "vm-no-unmanaged-disks old: storageDataDisks[4].vhdUri",
      "vm-no-write-accelerated-os-disk old: storageOsDisk.writeAcceleratorEnabled",
      "vm-os-supported old: storageImageReference",
      "vm-agent-enabled old: osProfileWindowsConfig.provisionVmAgent",
    ]);
  });

  it("pass when nothing is wrong", async () => {
    expect(
      await messagesOf(linux, {
        sourceImageReference: ubuntu,
        osDisk: { diskSizeGb: 30 },
        provisionVmAgent: true,
      }),
    ).toEqual([]);
    expect(
      await messagesOf(older, {
        storageImageReference: ubuntu,
        storageDataDisks: [],
        osProfileLinuxConfig: {},
      }),
    ).toEqual([]);
    expect(await messagesOf(older, { osProfileWindowsConfig: { provisionVmAgent: true } })).toEqual([]);
  });

  it("are left alone where their fields are unknown", async () => {
    const found = await analyzeAlone(backupPolicies(), {
      type: linux,
      props: { sourceImageReference: unknown, osDisk: unknown, tags: unknown },
    });
    expect(found.filter(isFinding)).toEqual([]);
    expect(found.map(({ policy }) => policy)).toContain("vm-os-supported");
  });
});
