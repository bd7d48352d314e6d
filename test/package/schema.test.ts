import * as pulumi from "@pulumi/pulumi";
import { analyze } from "../../scripts/arguments";
import * as library from "../../src";

/** The component classes that the package exports. */
const components = Object.entries(library)
  .filter(([, value]) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource)
  .map(([name]) => name)
  .sort();

it("every component can be analysed for other languages, and every enumeration is one there", () => {
  const schema = analyze(components);
  expect(Object.keys(schema.components).sort()).toEqual(components);
  for (const { name, description } of Object.values(schema.components)) {
    expect([name, description?.length ?? 0]).not.toEqual([name, 0]);
  }
  const enums = Object.values(schema.typeDefinitions).filter((type) => type.enum);
  expect(enums.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "StorageRedundancy",
      "DayOfWeek",
      "PolicyTier",
      "SoftDeleteState",
      "Immutability",
    ]),
  );
  const { inputs } = schema.components.VmBackupPolicy as (typeof schema.components)[string];
  expect(inputs.schedule).toMatchObject({ $ref: "#/types/azure-vm-backup:index:BackupSchedule" });
  expect(inputs.tier).toMatchObject({ $ref: "#/types/azure-vm-backup:index:PolicyTier", optional: true });
});
