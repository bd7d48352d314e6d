import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { load } from "js-yaml";
import { BackupVault, type BackupVaultArgs, backupPrivateDnsZoneNames, StorageRedundancy } from "../../src";
import { customs, register, resolvedValue } from "../support/mocks";

const vault = (
  args: Partial<BackupVaultArgs> = {},
  opts?: pulumi.ComponentResourceOptions,
  name = "bank-vault",
) => new BackupVault(name, { resourceGroupName: "bank", ...args }, opts);

const keyReader =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.ManagedIdentity/userAssignedIdentities/key-reader";

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
        crossSubscriptionRestore: "Disabled",
        identity: { type: "UserAssigned", userAssignedIdentities: [keyReader] },
        encryption: {
          keyUri: "https://bank.vault.azure.net/keys/backup",
          userAssignedIdentity: keyReader,
        },
        alerts: { jobFailures: true, criticalOperations: false },
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
    identity: { type: "UserAssigned", userAssignedIdentities: [keyReader] },
    properties: {
      redundancySettings: { standardTierStorageRedundancy: "ZoneRedundant", crossRegionRestore: "Disabled" },
      restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Disabled" } },
      encryption: {
        keyVaultProperties: { keyUri: "https://bank.vault.azure.net/keys/backup" },
        kekIdentity: { userAssignedIdentity: keyReader },
        infrastructureEncryption: "Disabled",
      },
      monitoringSettings: {
        azureMonitorAlertSettings: {
          alertsForAllJobFailures: "Enabled",
          alertsForAllReplicationIssues: "Enabled",
          alertsForAllFailoverIssues: "Enabled",
        },
        classicAlertSettings: {
          alertsForCriticalOperations: "Disabled",
          emailNotificationsForSiteRecovery: "Enabled",
        },
      },
      publicNetworkAccess: "Disabled",
      securitySettings: {
        immutabilitySettings: { state: "Unlocked" },
        softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 30 },
      },
    },
  });
});

it("has its name, resource group and redundancy as outputs", async () => {
  let created: BackupVault | undefined;
  await register(() => {
    created = vault();
  });
  const { vaultName, resourceGroupName, storageRedundancy } = created as BackupVault;
  expect(await resolvedValue(pulumi.all([vaultName, resourceGroupName, storageRedundancy]))).toEqual([
    "bank-vault",
    "bank",
    StorageRedundancy.GeoRedundant,
  ]);
});

it("drops azure-native's versioned aliases, keeps the user's, and protects the vault unless onDestroy is set", async () => {
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
  const later = [{ type: "azure-native_recoveryservices_v20260501:recoveryservices:Vault" }];
  expect(children.map((opts) => [opts.protect, opts.retainOnDelete, opts.aliases])).toEqual([
    [true, undefined, later],
    [undefined, undefined, later],
    [undefined, true, later],
  ]);
});

it("keeps the versioned aliases if the configuration says so", async () => {
  pulumi.runtime.setConfig("azure-vm-backup:keepVersionedAliases", "true");
  const seen: pulumi.CustomResourceOptions[] = [];
  await register(() => {
    vault({}, { transformations: [({ opts }) => void seen.push(opts)] });
  });
  pulumi.runtime.setConfig("azure-vm-backup:keepVersionedAliases", "false");
  const aliases = seen.find((opts) => opts.parent !== undefined)?.aliases ?? [];
  expect(aliases.length).toBeGreaterThan(10);
});

it("registers nothing if the arguments are wrong, and reports every error at once", async () => {
  const wrong: BackupVaultArgs = {
    resourceGroupName: "bank",
    storageRedundancy: "LocallyRedundant",
    crossRegionRestore: true,
    softDelete: { retentionDays: 13 },
  };
  let message = "";
  let paths: string[] = [];
  const registered = await register(() => {
    try {
      vault(wrong, {}, "1-vault");
    } catch (error) {
      message = (error as Error).message;
      paths = (error as pulumi.InputPropertiesError).errors.map(({ propertyPath }) => propertyPath);
    }
  });
  expect(registered).toEqual([]);
  expect(paths).toEqual(["vaultName", "crossRegionRestore", "softDelete.retentionDays"]);
  expect(message).toMatch(
    /^BackupVault "1-vault" at backupVault\.test\.ts:\d+ has 3 errors\n\n {2}vaultName is "1-vault"; Azure accepts 2 to 50/,
  );
  for (const path of paths) expect(message).toContain(`\n  ${path} is `);
});

const ids = "/subscriptions/0/resourceGroups/bank/providers";
const beside: Partial<BackupVaultArgs> = {
  location: "westeurope",
  privateEndpoints: {
    hub: {
      subnetId: `${ids}/Microsoft.Network/virtualNetworks/hub/subnets/endpoints`,
      privateDnsZoneIds: backupPrivateDnsZoneNames("westeurope").map(
        (zone) => `${ids}/Microsoft.Network/privateDnsZones/${zone}`,
      ),
    },
    spoke: { subnetId: `${ids}/Microsoft.Network/virtualNetworks/spoke/subnets/endpoints` },
  },
  resourceGuardId: `${ids}/Microsoft.DataProtection/resourceGuards/guard`,
  alerts: { actionGroupIds: [`${ids}/Microsoft.Insights/actionGroups/night`] },
  diagnostics: { workspaceId: `${ids}/Microsoft.OperationalInsights/workspaces/logs` },
  roleAssignments: {
    operators: {
      role: "Backup Operator",
      principalId: "11111111-2222-3333-4444-555555555555",
      principalType: "Group",
    },
  },
  lock: "CanNotDelete",
};

it("registers the vault's companion resources, those of companions.yaml", async () => {
  const made = customs(await register(() => vault(beside))).slice(1);
  expect(made).toEqual(load(readFileSync(join(__dirname, "companions.yaml"), "utf8")));
});

it("empty blocks register nothing besides the vault", async () => {
  const empty = { privateEndpoints: {}, alerts: {}, diagnostics: {}, roleAssignments: {} };
  const nulls = {
    privateEndpoints: null,
    alerts: { actionGroupIds: [] },
    diagnostics: { workspaceId: null, storageAccountId: undefined },
    lock: null,
    resourceGuardId: null,
  };
  for (const args of [empty, nulls])
    expect(customs(await register(() => vault(args as never))).map(({ type }) => type)).toEqual([
      "azure-native:recoveryservices:Vault",
    ]);
});

it("if the vault is retained, so are the resources that guard it, but not the role assignments", async () => {
  const seen: [string, boolean][] = [];
  const watch: pulumi.ResourceTransformation = ({ type, opts }) => {
    seen.push([
      type.split(":").pop() as string,
      (opts as pulumi.CustomResourceOptions).retainOnDelete ?? false,
    ]);
    return undefined;
  };
  await register(() => vault({ ...beside, onDestroy: "Retain" }, { transformations: [watch] }));
  expect(Object.fromEntries(seen)).toEqual({
    BackupVault: false,
    Vault: true,
    PrivateEndpoint: true,
    PrivateDnsZoneGroup: true,
    RoleAssignment: false,
    AlertProcessingRuleByName: true,
    DiagnosticSetting: true,
    ResourceGuardProxy: true,
    ManagementLockByScope: true,
  });
});

it("names the private DNS zones of a region, and refuses a region without a code", () => {
  expect(backupPrivateDnsZoneNames("UK South")[0]).toBe("privatelink.uks.backup.windowsazure.com");
  expect(() => backupPrivateDnsZoneNames("austriaeast")).toThrow(
    /regions\s+of\s+the\s+public\s+cloud\s+whose\s+code\s+it\s+knows/,
  );
  expect(() => backupPrivateDnsZoneNames("westeuorpe")).toThrow(/did you mean "westeurope"/i);
});
