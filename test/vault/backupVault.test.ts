import * as pulumi from "@pulumi/pulumi";
import { BackupVault, type BackupVaultArgs, StorageRedundancy } from "../../src";
import { customs, register, resolvedValue } from "../support/mocks";

const vault = (
  args: Partial<BackupVaultArgs> = {},
  opts?: pulumi.ComponentResourceOptions,
  name = "bank-vault",
) => new BackupVault(name, { resourceGroupName: "bank", ...args }, opts);

it("registers one geo-redundant vault under the component's name", async () => {
  const [only, ...others] = customs(await register(() => vault()));
  expect(others).toEqual([]);
  expect(only).toEqual({
    type: "azure-native:recoveryservices:Vault",
    name: "bank-vault",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
      },
    },
  });
});

it("sends every setting", async () => {
  const [only] = customs(
    await register(() =>
      vault({
        vaultName: "named",
        location: "westeurope",
        storageRedundancy: "ZoneRedundant",
        softDelete: { state: "AlwaysON", retentionDays: 30 },
        immutability: "Unlocked",
        publicNetworkAccess: "Disabled",
        tags: { team: "backup" },
      }),
    ),
  );
  expect(only?.inputs).toEqual({
    resourceGroupName: "bank",
    vaultName: "named",
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard" },
    tags: { team: "backup" },
    properties: {
      redundancySettings: { standardTierStorageRedundancy: "ZoneRedundant", crossRegionRestore: "Disabled" },
      publicNetworkAccess: "Disabled",
      securitySettings: {
        immutabilitySettings: { state: "Unlocked" },
        softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 30 },
      },
    },
  });
});

it("gives its name, resource group and redundancy", async () => {
  let made: BackupVault | undefined;
  await register(() => {
    made = vault();
  });
  const { vaultName, resourceGroupName, storageRedundancy } = made as BackupVault;
  expect(await resolvedValue(pulumi.all([vaultName, resourceGroupName, storageRedundancy]))).toEqual([
    "bank-vault",
    "bank",
    StorageRedundancy.GeoRedundant,
  ]);
});

it("drops azure-native's versioned aliases, keeps the user's, and protects the vault unless told otherwise", async () => {
  const seen: pulumi.CustomResourceOptions[] = [];
  const watch: pulumi.ResourceTransformation = ({ props, opts }) => {
    seen.push(opts);
    return { props, opts };
  };
  await register(() => {
    vault({}, { transformations: [watch] });
    vault({ onDestroy: "Delete" }, { transformations: [watch] }, "other");
    vault({ onDestroy: "Retain" }, { transformations: [watch] }, "third");
  });
  const children = seen.filter((opts) => opts.parent !== undefined);
  expect(children.map((opts) => [opts.protect, opts.retainOnDelete, opts.aliases])).toEqual([
    [true, undefined, []],
    [undefined, undefined, []],
    [undefined, true, []],
  ]);
});

it("keeps the versioned aliases where the configuration says so", async () => {
  pulumi.runtime.setConfig("azure-vm-backup:keepVersionedAliases", "true");
  const seen: pulumi.CustomResourceOptions[] = [];
  await register(() => {
    vault({}, { transformations: [({ opts }) => void seen.push(opts)] });
  });
  pulumi.runtime.setConfig("azure-vm-backup:keepVersionedAliases", "false");
  const aliases = seen.find((opts) => opts.parent !== undefined)?.aliases ?? [];
  expect(aliases.length).toBeGreaterThan(10);
});

it("registers nothing where the arguments are faulty, and says every fault at once", async () => {
  const faulty: BackupVaultArgs = {
    resourceGroupName: "bank",
    storageRedundancy: "LocallyRedundant",
    crossRegionRestore: true,
    softDelete: { retentionDays: 13 },
  };
  let message = "";
  let paths: string[] = [];
  const registered = await register(() => {
    try {
      vault(faulty, {}, "1-vault");
    } catch (error) {
      message = (error as Error).message;
      paths = (error as pulumi.InputPropertiesError).errors.map((fault) => fault.propertyPath);
    }
  });
  expect(registered).toEqual([]);
  expect(paths).toEqual(["vaultName", "crossRegionRestore", "softDelete.retentionDays"]);
  expect(message).toMatch(
    /^BackupVault "1-vault" at backupVault\.test\.ts:\d+ has 3 faults\n\n {2}vaultName: "1-vault"\n {4}Azure takes {2}2 to 50/,
  );
  for (const path of paths) expect(message).toContain(`\n  ${path}: `);
});
