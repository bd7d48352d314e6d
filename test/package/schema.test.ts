import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as library from "../../src";

interface Schema {
  resources: Record<string, { description?: string; inputProperties: Record<string, Property> }>;
  types: Record<string, { description?: string; enum?: object[]; properties?: Record<string, Property> }>;
  dependencies: object[];
}
type Property = { description?: string; $ref?: string };

const schema: Schema = JSON.parse(readFileSync("schema.json", "utf8"));
const token = (name: string) => `azure-vm-backup:index:${name}`;

it("the schema has every exported component, and no other", () => {
  const components = Object.entries(library)
    .filter(([, value]) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource)
    .map(([name]) => token(name));
  expect(Object.keys(schema.resources).sort()).toEqual(components.sort());
});

it("every component, type and argument has a description", () => {
  const undocumented = [
    ...Object.entries({ ...schema.resources, ...schema.types }),
    ...Object.values(schema.resources).flatMap(({ inputProperties }) => Object.entries(inputProperties)),
    ...Object.values(schema.types).flatMap(({ properties }) => Object.entries(properties ?? {})),
  ].filter(([, { description }]) => !description);
  expect(undocumented.map(([name]) => name)).toEqual([]);
});

it("enumerations are enumerations in every language", () => {
  expect(schema.resources[token("VmBackupPolicy")]?.inputProperties.tier).toMatchObject({
    $ref: `#/types/${token("PolicyTier")}`,
  });
  const enums = Object.entries(schema.types).filter(([, type]) => type.enum);
  expect(enums.map(([name]) => name)).toEqual(
    expect.arrayContaining(["StorageRedundancy", "DayOfWeek", "SoftDeleteState", "Immutability"].map(token)),
  );
});

it("SDKs compile: no type ends in Args, which Go's generator appends, and no other package is needed", () => {
  expect(Object.keys(schema.types).filter((name) => name.endsWith("Args"))).toEqual([]);
  // With azure-native's own types in it, every Go program would compile azure-native's SDK.
  expect(schema.dependencies).toEqual([]);
});
