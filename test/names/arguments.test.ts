import * as compute from "@pulumi/azure-native/compute";
import * as eventhub from "@pulumi/azure-native/eventhub";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { azureMocks } from "../../simulator/testing";
import { BackupVault, ProtectedVms, VmBackupPolicy } from "../../src";
import { argumentForms } from "../../src/names/arguments";
import { hasForm } from "../../src/names/form";
import { kinds } from "../../src/names/kinds";
import { errorsOf } from "../component/forms";

interface Property {
  readonly type?: string;
  readonly items?: { readonly type?: string };
}
type Properties = Readonly<Record<string, Property>>;
const schema: {
  resources: Record<string, { inputProperties?: Properties }>;
  types: Record<string, { properties?: Properties }>;
} = require("../../schema.json");

/** Every component and every structure inside arguments, with its properties. */
const owners: readonly (readonly [owner: string, properties: Properties])[] = [
  ...Object.entries(schema.resources).map(([token, of]) => [token, of.inputProperties ?? {}] as const),
  ...Object.entries(schema.types).map(([token, of]) => [token, of.properties ?? {}] as const),
].map(([token, properties]) => [token.split(":").pop() as string, properties]);

const isText = ({ type, items }: Property) => type === "string" || items?.type === "string";
const isNameOrId = (name: string) =>
  /^(id|name)$|(Id|Ids|Name|Names|Identity|Identities|Uri|OperationRequests)$/.test(name);

it("every argument that is a name or an id has a row that says what it must be", () => {
  const missing = owners.flatMap(([owner, properties]) =>
    Object.entries(properties)
      .filter(([name, property]) => isNameOrId(name) && isText(property))
      .filter(([name]) => argumentForms[owner]?.[name] === undefined)
      .map(([name]) => `${owner}.${name}: add it to src/names/arguments.ts`),
  );
  expect(missing).toEqual([]);
});

it("every row is about an argument", () => {
  const rows = Object.entries(argumentForms).flatMap(([owner, forms]) =>
    Object.keys(forms).map((name) => [owner, name] as const),
  );
  const isArgument = ([owner, name]: readonly [string, string]) =>
    owners.some(([known, properties]) => known === owner && isText(properties[name] ?? {}));
  expect(rows.filter((row) => !isArgument(row))).toEqual([]);
});

/** Ids as Azure's own answers have them: groups in capitals, providers in small letters, containers with semicolons. */
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
it.each([
  [kinds.vm, `${subscription}/resourceGroups/RG1/providers/Microsoft.Compute/virtualMachines/adhoc-vm`],
  [
    kinds.vm,
    `${subscription}/resourceGroups/clitest.rg000001/providers/Microsoft.Compute/virtualMachines/clitest-vm00000D`,
  ],
  [kinds.vault, `${subscription}/resourceGroups/rg1/providers/Microsoft.RecoveryServices/vaults/mua-vault`],
  [
    kinds.backupPolicy,
    `${subscription}/resourceGroups/AzureBackupRG_clitest_000001/providers/Microsoft.RecoveryServices/vaults/clitest-vault000002/backupPolicies/clitest-csb-pol1000003`,
  ],
  [
    kinds.identity,
    `${subscription}/resourcegroups/rg1/providers/microsoft.managedidentity/userassignedidentities/cmk-msi1`,
  ],
  [
    kinds.resourceGuard,
    `${subscription}/resourceGroups/rg1/providers/Microsoft.DataProtection/resourceGuards/guard1`,
  ],
  [
    kinds.storageAccount,
    `${subscription}/resourceGroups/rg1/providers/Microsoft.Storage/storageAccounts/storage1`,
  ],
  [
    kinds.subnet,
    `${subscription}/resourceGroups/rg1/providers/Microsoft.Network/virtualNetworks/rg1-vnet/subnets/default`,
  ],
  [
    kinds.workspace,
    `${subscription}/resourcegroups/oi/providers/microsoft.operationalinsights/workspaces/aztest2170`,
  ],
])("an id of $title that Azure returned is accepted: %s", (kind, id) => {
  expect(hasForm({ idOf: kind }, "id", id).findings).toEqual([]);
});

describe("in programs with azureMocks", () => {
  beforeEach(() => pulumi.runtime.setMocks(azureMocks(), "project", "stack", false));

  const resourceGroupName = "bank";
  const vault = (args: object) => new BackupVault("safe", { resourceGroupName, ...args });

  it("ids of simulated resources are accepted", async () => {
    const inHubs = { resourceGroupName, namespaceName: "hubs" };
    const { message } = await errorsOf(() => {
      const identity = new managedidentity.UserAssignedIdentity("reader", { resourceGroupName });
      const key = new keyvault.Key("key", {
        resourceGroupName,
        vaultName: "keys",
        keyName: "k",
        properties: {},
      });
      vault({
        identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
        encryption: { keyUri: key.keyUri, userAssignedIdentity: identity.id },
        roleAssignments: {
          reader: {
            role: "Backup Reader",
            principalId: identity.principalId,
            principalType: "ServicePrincipal",
          },
        },
        alerts: {
          actionGroupIds: [
            new monitor.ActionGroup("night", { resourceGroupName, enabled: true, groupShortName: "n" }).id,
          ],
        },
        diagnostics: {
          workspaceId: new operationalinsights.Workspace("logs", { resourceGroupName }).id,
          storageAccountId: new storage.StorageAccount("store", {
            resourceGroupName,
            kind: "StorageV2",
            sku: { name: "Standard_LRS" },
          }).id,
          eventHubAuthorizationRuleId: new eventhub.NamespaceAuthorizationRule("send", {
            ...inHubs,
            rights: ["Send"],
          }).id,
        },
      });
    });
    expect(message).toBe("");
  });

  const vm = "/subscriptions/0/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web";

  it.each<[what: string, args: object, paths: string[]]>([
    ["plain", { vmId: ` ${vm}`, vmName: "other", resourceGroupName: "other" }, ["vms.web.vmId"]],
    [
      "of an Output",
      { vmId: pulumi.output(` ${vm}`), vmName: "web", resourceGroupName: "bank" },
      ["vms.web.vmId"],
    ],
    ["in place of a name", { vmId: vm, vmName: vm, resourceGroupName: "bank" }, ["vms.web.vmName"]],
  ])("a wrong id %s is one error, at its place: no rule takes it apart", async (_, web, paths) => {
    const policyId =
      "/subscriptions/0/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/safe/backupPolicies/nightly";
    const found = await errorsOf(() => {
      new ProtectedVms("all", { resourceGroupName, vaultName: "safe", policyId, vms: { web: web as never } });
    });
    expect(found.paths).toEqual(paths);
  });

  it("a wrong vault hides no other error, and makes none", async () => {
    const policyId =
      "/subscriptions/0/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/safe/backupPolicies/nightly";
    const found = await errorsOf(() => {
      new ProtectedVms("all", {
        ...{ resourceGroupName: "", vaultName: "my vault", policyId },
        vms: { web: { vmId: vm, disks: { include: [0.5] } } },
      });
    });
    expect(found.paths).toEqual(["resourceGroupName", "vaultName", "vms.web.disks.include[0]"]);
  });

  const inSafe = (safe: BackupVault, { policyId }: VmBackupPolicy) => ({
    ...{ resourceGroupName, vaultName: safe.vaultName, policyId },
  });
  const web = () => new compute.VirtualMachine("web", { resourceGroupName });
  const group = () => new resources.ResourceGroup("bank", { resourceGroupName });
  const nativeVault = () => new recoveryservices.Vault("native", { resourceGroupName, vaultName: "native" });
  const keyVault = () => new keyvault.Vault("keys", { resourceGroupName, properties: {} as never });
  const key = () => new keyvault.Key("key", { resourceGroupName, vaultName: "keys", properties: {} });

  it.each<[what: string, make: (safe: BackupVault, nightly: VmBackupPolicy) => unknown, fix: string]>([
    [
      "a vault in place of its name",
      (safe) => new VmBackupPolicy("a", { resourceGroupName, vaultName: safe } as never),
      "pass backupVault.vaultName",
    ],
    [
      "a vault under a name of its own",
      (safe, nightly) => new ProtectedVms("a", { vault: safe, policyId: nightly.policyId, vms: {} } as never),
      "pass vaultName: backupVault.vaultName and resourceGroupName: backupVault.resourceGroupName",
    ],
    [
      "a vault in place of a policy's id",
      (safe) =>
        new ProtectedVms("a", { resourceGroupName, vaultName: "safe", policyId: safe, vms: {} } as never),
      "pass the id of a backup policy, e.g. policyId of VmBackupPolicy, or the id of a ProtectionPolicy",
    ],
    [
      "a policy in place of its id",
      (_, nightly) =>
        new ProtectedVms("a", { resourceGroupName, vaultName: "safe", policyId: nightly, vms: {} } as never),
      "pass vmBackupPolicy.policyId",
    ],
    [
      // Its own vmId is a GUID.
      "a VM in place of its id",
      (safe, nightly) =>
        new ProtectedVms("a", { ...inSafe(safe, nightly), vms: { web: { vmId: web() } } } as never),
      "pass virtualMachine.id",
    ],
    [
      "a VM in place of an entry",
      (safe, nightly) => new ProtectedVms("a", { ...inSafe(safe, nightly), vms: { web: web() } } as never),
      "pass { vmId: virtualMachine.id }",
    ],
    [
      "a VM in place of the map",
      (safe, nightly) => new ProtectedVms("a", { ...inSafe(safe, nightly), vms: web() } as never),
      "pass { <key>: { vmId: virtualMachine.id } }",
    ],
    [
      // At run time a resource of azure-native has its inputs as well, which TypeScript does not compile.
      "a vault of azure-native under a name of its own",
      (_, nightly) =>
        new ProtectedVms("a", { vault: nativeVault(), policyId: nightly.policyId, vms: {} } as never),
      "pass vaultName: vault.name",
    ],
    [
      "a resource group in place of its name",
      () => new VmBackupPolicy("a", { resourceGroupName: group(), vaultName: "safe" } as never),
      "pass resourceGroup.name",
    ],
    [
      "a VM in place of a group's name",
      () => new VmBackupPolicy("a", { resourceGroupName: web(), vaultName: "safe" } as never),
      "give the name of a resource group, e.g. group.name",
    ],
    [
      "a key in place of an identity",
      () =>
        vault({ encryption: { keyUri: "https://keys.vault.azure.net/keys/k", userAssignedIdentity: key() } }),
      "pass the id of a user-assigned identity, e.g. identity.id",
    ],
    [
      "a key vault in place of a Recovery Services vault",
      () => new VmBackupPolicy("a", { resourceGroupName, vaultName: keyVault() } as never),
      "give the name of a Recovery Services vault, e.g. vault.vaultName",
    ],
    [
      "a group in place of a location",
      () => new BackupVault("vault", { resourceGroupName, location: group() } as never),
      "pass resourceGroup.location",
    ],
    [
      "an identity in place of its object id",
      () =>
        vault({
          roleAssignments: {
            a: {
              role: "Backup Reader",
              principalId: new managedidentity.UserAssignedIdentity("reader", { resourceGroupName }),
              principalType: "ServicePrincipal",
            },
          },
        }),
      "pass userAssignedIdentity.principalId",
    ],
    [
      "a key in place of its URI",
      () =>
        vault({
          identity: { type: "SystemAssigned" },
          encryption: {
            keyUri: key(),
            useSystemAssignedIdentity: true,
          },
        }),
      "pass key.keyUri",
    ],
    [
      "an answer of Azure in place of the id in it",
      () => vault({ diagnostics: { workspaceId: { id: "x", name: "logs" } } }),
      "pass its id",
    ],
    [
      "a storage account in place of an object id",
      () =>
        vault({
          roleAssignments: {
            a: {
              role: "Backup Reader",
              principalId: new storage.StorageAccount("store", {
                ...{ resourceGroupName, kind: "StorageV2", sku: { name: "Standard_LRS" } },
              }),
              principalType: "ServicePrincipal",
            },
          },
        }),
      "set it to the object id",
    ],
  ])("%s: the fix names what to pass", async (_, make, fix) => {
    const { message } = await errorsOf(() => {
      const safe = new BackupVault("safe", { resourceGroupName });
      const inVault = { resourceGroupName, vaultName: "safe" };
      const nightly = new VmBackupPolicy("nightly", {
        ...inVault,
        schedule: { daily: { time: "22:30" } },
        retention: { daily: { days: 30 } },
      });
      make(safe, nightly);
    });
    expect(message.replaceAll(/\s+/g, " ")).toContain(`Fix: ${fix}`);
  });
});
