import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { componentFiles } from "../../scripts/componentFiles";
import * as library from "../../src";
import type { Argument, Fields } from "../../src/component/argumentTypes";
import { register } from "../support/mocks";
import { errorsOf, withoutValue } from "./forms";
import { requiredBy, tables, valid, vmId } from "./validArguments";

jest.setTimeout(60_000);

type Component = new (name: string, args: never) => pulumi.ComponentResource;
const components: Readonly<Record<string, unknown>> = { ...library };
const make = (component: string, args: unknown) =>
  new (components[component] as Component)("a-name", args as never);

/** What a component's arguments lead to: the paths of its faults, and how much was registered. */
async function outcome(component: string, args: unknown): Promise<[paths: string[], registered: number]> {
  let paths: string[] = [];
  const registered = await register(() => {
    try {
      make(component, args);
    } catch (error) {
      if (!(error instanceof pulumi.InputPropertiesError)) throw error;
      paths = error.errors.map(({ propertyPath }) => propertyPath);
    }
  });
  return [paths, registered.length];
}

const wrongValue = ({ type }: Argument): unknown => (type === "text" ? 5 : "list" in Object(type) ? {} : []);

const rows = Object.entries(tables).flatMap(([component, fields]) =>
  Object.entries(fields).map(([name, argument]) => [component, name, argument] as const),
);

it("every component has its valid arguments here", async () => {
  expect(Object.keys(valid).sort()).toEqual(Object.keys(componentFiles()).sort());
  for (const [component, args] of Object.entries(valid)) {
    const [paths, registered] = await outcome(component, args);
    expect([component, paths, registered > 1]).toEqual([component, [], true]);
  }
});

it.each(rows)(
  "%s: %s of a wrong type is refused at its path, before anything is registered",
  async (component, name, argument) => {
    const [paths, registered] = await outcome(component, {
      ...valid[component],
      [name]: wrongValue(argument),
    });
    expect(
      paths.some((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)),
    ).toBe(true);
    expect(registered).toBe(0);
  },
);

it.each(rows)(
  "%s: %s that is absent or null is refused if it is required, and accepted if not",
  async (component, name, { optional }) => {
    const without = [name, requiredBy[component]?.[name]];
    const others = Object.fromEntries(
      Object.entries(valid[component] as object).filter(([argument]) => !without.includes(argument)),
    );
    for (const args of [others, { ...others, [name]: undefined }, { ...others, [name]: null }]) {
      const [paths, registered] = await outcome(component, args);
      expect([paths.includes(name), registered > 0]).toEqual([!optional, optional === true]);
    }
  },
);

it.each([null, undefined])(
  "an Output of %s gets the default, and a null inside a value is left out",
  async (nothing) => {
    const registered = await register(() => {
      const tags = pulumi.output({ owner: "bank", cost: nothing }) as unknown as pulumi.Output<
        Record<string, string>
      >;
      const vaultName = pulumi.output(nothing) as unknown as pulumi.Output<string>;
      new library.BackupVault("bank-vault", { resourceGroupName: "bank", vaultName, tags });
    });
    const vault = registered.find(({ type }) => type.endsWith(":Vault"));
    expect(vault?.inputs).toMatchObject({ vaultName: "bank-vault", tags: { owner: "bank" } });
    expect(Object.keys(vault?.inputs.tags as object)).toEqual(["owner"]);
  },
);

it.each(Object.keys(valid))(
  "%s: optional arguments that turn out to have no value, or have none in this preview, are no error",
  async (component) => {
    const names = Object.entries(tables[component] ?? {}).flatMap(([name, { optional, plain }]) =>
      optional && !plain ? [name] : [],
    );
    for (const nothing of Object.values(withoutValue)) {
      const args = { ...valid[component], ...Object.fromEntries(names.map((name) => [name, nothing()])) };
      let registered: ReturnType<typeof register> = Promise.resolve([]);
      const { errors } = await errorsOf(() => {
        registered = register(() => make(component, args));
      });
      expect(errors).toEqual([]);
      expect((await registered).length).toBeGreaterThan(1);
    }
  },
);

it.each(rows.filter(([, , { plain }]) => plain))(
  "%s: %s is refused as an Output, with what to write",
  async (component, name) => {
    const given = (valid[component] as Record<string, unknown>)[name] ?? "Delete";
    expect(await outcome(component, { ...valid[component], [name]: pulumi.output(given) })).toEqual([
      [name],
      0,
    ]);
  },
);

it.each(rows)(
  "%s: a misspelt %s is refused, and the message names the argument that is meant",
  async (component, name) => {
    const misspelt = `${name}s`;
    const [paths, registered] = await outcome(component, { ...valid[component], [misspelt]: "x" });
    expect([paths, registered]).toEqual([[misspelt], 0]);
  },
);

it.each(Object.keys(valid))("%s: without arguments, every required one is reported", async (component) => {
  const required = Object.entries(tables[component] as Fields).flatMap(([name, { optional }]) =>
    optional ? [] : [name],
  );
  for (const args of [undefined, null, {}]) expect(await outcome(component, args)).toEqual([required, 0]);
});

it.each([
  ["VmBackupPolicy", { retention: { daily: { days: 30 }, monthy: { months: 12 } } }, "retention.monthy"],
  ["VmBackupPolicy", { schedule: { daily: { time: "22:30", days: 5 } } }, "schedule.daily.days"],
  ["BackupVault", { crossRegionRestor: true }, "crossRegionRestor"],
  ["BackupVault", { crossRegionRestore: "false" }, "crossRegionRestore"],
  ["BackupVault", { tags: { a: 1 } }, "tags.a"],
  ["BackupVault", { location: "westeurop" }, "location"],
  ["ProtectedVms", { policyId: "nightly" }, "policyId"],
  ["ProtectedVms", { vms: JSON.parse(`{"__proto__": {"vmId": "${vmId}"}}`) }, "vms.__proto__"],
])("%s with %j is refused at %s", async (component, change, path) => {
  expect(await outcome(component, { ...valid[component], ...change })).toEqual([[path], 0]);
});

it.each(["eastus3", "West US 9", "denmarkwest", "eastus3euap", "mars", "EASTUS"])(
  "a region that may be newer than the table is accepted with a warning: %s",
  async (region) => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    for (const location of [region, pulumi.output(region)]) {
      const [paths, registered] = await outcome("BackupVault", { ...valid.BackupVault, location });
      expect([paths, registered > 1]).toEqual([[], true]);
    }
    expect(warn.mock.calls.length).toBe(region === "EASTUS" ? 0 : 2);
    warn.mockRestore();
  },
);

it("an Output inside a wrong value is shown as known later", async () => {
  const vms = [{ vmId: pulumi.output(vmId) }];
  let message = "";
  await register(() => {
    try {
      make("ProtectedVms", { ...valid.ProtectedVms, vms });
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(message).toContain('vms is [{"vmId":"known later"}]; this argument accepts a map');
});

it.each(rows)(
  "%s: a resource in place of %s is refused, and the message does not show what is in it",
  async (component, name, { plain }) => {
    const group = () => new resources.ResourceGroup("bank");
    for (const given of [group, ...(plain ? [] : [() => pulumi.output(group())])]) {
      const { paths, message } = await errorsOf(() => {
        make(component, { ...valid[component], [name]: given() });
      });
      expect([paths, message.includes("__pulumi")]).toEqual([[name], false]);
      expect(message.replaceAll(/\s+/g, " ")).toContain(
        `${name}: a ResourceGroup resource; this argument accepts`,
      );
    }
  },
);
