import type { Exemption } from "../../policies/pack";
import { networkTypes, types } from "../support/tokens";
import { broken, pathsIn, set } from "./compliant";
import {
  type Case,
  cases,
  cellsOf,
  otherFormCases,
  policiesOf,
  preview,
  problemsOf,
  resourcesWith,
  states,
} from "./propertyStates";
import { findingOf, remediations, secret, type TestResource, unknown } from "./server";
import { violations } from "./violations";

/** All of them are in everyProperty.random.test.ts. The number of states does not divide it, so that each property gets other states. */
const sampledEach = 49;

it.each(cases.map((one, i) => [one.title, one, i] as const))(
  "%s: with a property left out, unknown, null or secret, preview reports the same finding, none, or what cannot be known",
  async (_, one, i) => {
    const cells = cellsOf(one).filter((_, j) => j % sampledEach === i % sampledEach);
    expect(await problemsOf(one, cells)).toEqual([]);
  },
);

it.each(otherFormCases.map((one, i) => [one.title, one, i] as const))(
  "%s: in another form of the resources too",
  async (_, one, i) => {
    const cells = cellsOf(one).filter((_, j) => j % (4 * sampledEach) === i % (4 * sampledEach));
    expect(await problemsOf(one, cells)).toEqual([]);
  },
);

describe("an exemption by tag", () => {
  const exemption = (policy: string, match: Exemption["match"]) => ({
    ...{ policy, match, reason: "OPS-1412, until the migration", expires: "9999-12-31" },
  });
  const tagged = ({ resources }: Case, tagsOf: (tags: object) => unknown): TestResource[] =>
    resources.map((resource) => {
      const { tags = {}, ...props } = resource.props as { tags?: object };
      return { ...resource, props: JSON.parse(JSON.stringify({ ...props, tags: tagsOf(tags) })) };
    });
  const reported = async (one: Case, tagsOf: (tags: object) => unknown, more: Exemption[] = []) => {
    const exemptions = [exemption(one.policy, { tag: "exempt=yes" }) as Exemption, ...more];
    return (await preview(policiesOf(one, exemptions), tagged(one, tagsOf))).map(({ message }) =>
      message.replace(/^.*\n|^can't run policy .*: \w+ /, ""),
    );
  };

  it.each(cases.map((one) => [one.title, one] as const))(
    "%s: covers the finding only if the resource has the tag, and only an unknown tag holds the finding back",
    async (_, one) => {
      const found = await reported(one, (tags) => tags);
      expect(found.join()).not.toMatch(/can't be known/);
      expect(found).not.toEqual([]);
      expect(await reported(one, (tags) => ({ ...tags, exempt: null }))).toEqual(found);
      if (!one.title.includes("tags")) {
        expect(await reported(one, () => undefined)).toEqual(found);
        expect(await reported(one, () => null)).toEqual(found);
      }
      const isExempt = [
        (tags: object) => ({ ...tags, exempt: "yes" }),
        (tags: object) => ({ ...tags, exempt: secret("yes") }),
        (tags: object) => secret({ ...tags, exempt: "yes" }),
      ];
      for (const tagsOf of isExempt) expect(await reported(one, tagsOf)).toEqual([]);
      const unknownTag = (tags: object) => ({ ...tags, exempt: unknown });
      expect(await reported(one, unknownTag)).toEqual([
        "value at .tags.exempt can't be known during preview",
      ]);
      // Another exemption that covers all of it does not need to know the tag.
      const byName = one.resources.map(({ name = "it" }) => exemption(one.policy, { name }) as Exemption);
      expect(await reported(one, unknownTag, byName)).toEqual([]);
    },
  );
});

describe("remediation", () => {
  const levels = ["vm-agent-enabled", "vault-soft-delete", "storage-account-trusted-services"];
  const mended = [
    ...["osProfile.allowExtensionOperations", "osProfile.linuxConfiguration.provisionVMAgent"],
    ...["softDeleteState", "softDeleteRetentionPeriodInDays"].map(
      (field) => `properties.securitySettings.softDeleteSettings.${field}`,
    ),
    "networkRuleSet.bypass",
  ];
  const remediated = violations.filter(({ policy }) => levels.includes(policy));
  const withoutMended = (props: object) => {
    const copy = structuredClone(props);
    for (const path of mended) set(copy, path.split("."), "mended");
    return copy;
  };

  it.each(remediated.map(({ policy, path, type, changes }) => [policy, path, type, changes] as const))(
    "%s, %s: whatever is left out, unknown, null or secret, nothing else changes and every secret stays secret",
    async (policy, path, type, changes) => {
      const one = cases.find(({ title }) => title === `${policy}, ${path}`) as Case;
      const policies = policiesOf({ ...one, settings: { enforcementLevel: "remediate" } });
      const secretPaths: string[] = [];
      for (const cell of cellsOf(one).filter(({ state }, j) => state === "secret" || j % 7 === 0)) {
        const [resource] = resourcesWith(one, cell) as [TestResource];
        const all = await remediations(policies, resource);
        for (const { inputs, cannotRun } of all) {
          if (inputs !== undefined) {
            const isWithin = mended.some((field) => field.startsWith(cell.path.join(".")));
            if (!isWithin) expect(withoutMended(inputs)).toEqual(withoutMended(resource.props));
            if (
              cell.state === "secret" &&
              JSON.stringify(inputs).includes("1b47061264138c4ac30d75fd1eb44270")
            )
              secretPaths.push(cell.path.join("."));
          } else {
            expect(cell.state).toBe("unknown");
            expect(cannotRun).toContain(`value at .${cell.path.join(".")} can't be known during preview`);
          }
        }
        if (cell.state === "secret") expect(all.map(({ cannotRun }) => cannotRun)).toEqual([""]);
      }
      expect(secretPaths).toEqual(pathsIn(broken(type, changes)).map((keys) => keys.join(".")));
    },
  );
});

describe("a location that azure-native takes from a resource group", () => {
  const group = (location: unknown): TestResource => ({
    type: "azure-native:resources:ResourceGroup",
    name: "group",
    props: { resourceGroupName: "bank", location },
  });
  const inNewGroup = (resource: TestResource): TestResource => ({
    ...resource,
    props: { ...resource.props, resourceGroupName: unknown, location: undefined },
    dependsOn: { ...resource.dependsOn, resourceGroupName: ["group"] },
  });
  const reported = async (policy: string, changed: readonly string[], resourceGroup: TestResource[]) => {
    const one = cases.find(({ title }) => title === policy) as Case;
    const resources = one.resources.map((resource) =>
      changed.includes(resource.name ?? "") ? inNewGroup(resource) : resource,
    );
    return (await preview(policiesOf(one), [...resourceGroup, ...resources])).map(({ message }) =>
      /can't run/.test(message) ? message.replace(/^.*preview: /, "") : findingOf(message).split(";")[0],
    );
  };

  it("is known while the group does not exist yet", async () => {
    const sameRegion = "vm-and-vault-same-region";
    const apart =
      "web-in-safe: virtual machine web: the VM is in westeurope and its vault safe in northeurope";
    expect(await reported(sameRegion, ["web"], [group("westeurope")])).toEqual([apart]);
    expect(await reported(sameRegion, ["safe"], [group("northeurope")])).toEqual([apart]);
    expect(await reported(sameRegion, ["safe"], [group("westeurope")])).toEqual([]);
    expect(await reported("one-vault-per-region", ["far"], [group("northeurope")])).toHaveLength(1);
    expect(await reported("backup-egress-open", ["web"], [group("westeurope")])).toHaveLength(1);
  });

  it("is not known of a group that is not in the program, or whose own location is unknown: preview says so", async () => {
    const cannotKnow = ["string value at .location can't be known during preview"];
    expect(await reported("vm-and-vault-same-region", ["web"], [])).toEqual(cannotKnow);
    expect(await reported("vm-and-vault-same-region", ["web"], [group(unknown)])).toEqual(cannotKnow);
  });

  it("is not taken from the group where the program sets a location that is unknown", async () => {
    const one = cases.find(({ title }) => title === "vm-and-vault-same-region") as Case;
    const [vm, ...others] = one.resources as [TestResource, ...TestResource[]];
    const late = {
      ...inNewGroup(vm),
      props: { ...vm.props, resourceGroupName: unknown, location: unknown },
      dependsOn: { resourceGroupName: ["group"], location: ["other"] },
    };
    const other = { type: types.disk, name: "other", props: { resourceGroupName: "app", location: "x" } };
    const found = await preview(policiesOf(one), [group("westeurope"), other, late, ...others]);
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/\.location can't be known/)]);
  });
});

it("has a case of every policy and looks at every property of its resources in every state", () => {
  for (const one of cases)
    expect(cellsOf(one)).toHaveLength(
      states.length * one.resources.flatMap(({ props }) => pathsIn(props)).length,
    );
  expect(
    cases.some(({ resources }) => resources.some(({ type }) => type === networkTypes.storageAccount)),
  ).toBe(true);
});
