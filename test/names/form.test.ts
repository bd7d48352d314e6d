import { formatFinding } from "../../src/core/format";
import { argumentForms } from "../../src/names/arguments";
import { type ArgumentForm, hasForm } from "../../src/names/form";
import { kinds } from "../../src/names/kinds";

const inGroup = "/subscriptions/0/resourceGroups/bank";
const vault = `${inGroup}/providers/Microsoft.RecoveryServices/vaults/safe`;
const vm = `${inGroup}/providers/Microsoft.Compute/virtualMachines/web`;
const workspace = `${inGroup}/providers/Microsoft.OperationalInsights/workspaces/logs`;
const hub = `${inGroup}/providers/Microsoft.EventHub/namespaces/bank`;
const guid = "11111111-2222-3333-4444-555555555555";

const idOf = (kind: keyof typeof kinds): ArgumentForm => ({ idOf: kinds[kind] });
const nameOf = (kind: keyof typeof kinds): ArgumentForm => ({ nameOf: kinds[kind] });
const argument = (owner: string, name: string) => argumentForms[owner]?.[name] as ArgumentForm;

/** What one value leads to: the whole text, without its source. */
const said = (form: ArgumentForm, value: unknown): string[] =>
  hasForm(form, "it", value).findings.map((finding) => formatFinding({ ...finding, source: undefined }));

it.each<[what: string, form: ArgumentForm, value: string]>([
  ["a group of letters of any alphabet", nameOf("resourceGroup"), "Gruppe_(größe)-1.2-データ"],
  ["the shortest group", nameOf("resourceGroup"), "g"],
  ["the longest group", nameOf("resourceGroup"), "g".repeat(90)],
  ["a VM with an underscore and a dot", nameOf("vm"), "my_vm.internal"],
  ["the longest VM", nameOf("vm"), "v".repeat(64)],
  ["a security group that ends in an underscore", nameOf("securityGroup"), "1.nsg-a_"],
  ["a VM's id", idOf("vm"), vm],
  ["a VM's id in another letter case", idOf("vm"), vm.toUpperCase().replace("/SUB", "/sub")],
  [
    "a workspace's id as Azure returns it",
    idOf("workspace"),
    workspace.replace("Groups", "groups").toLowerCase(),
  ],
  ["an id with a slash at its end", idOf("workspace"), `${workspace}/`],
  ["the rule of a namespace", idOf("eventHubRule"), `${hub}/AuthorizationRules/send`],
  ["the rule of a hub", idOf("eventHubRule"), `${hub}/eventhubs/logs/authorizationrules/send`],
  [
    "a classic storage account",
    idOf("storageAccount"),
    `${inGroup}/providers/Microsoft.ClassicStorage/storageAccounts/a`,
  ],
  [
    "a key of another cloud",
    argument("VaultEncryption", "keyUri"),
    "https://bank.vault.usgovcloudapi.net/keys/k/0a1b",
  ],
  [
    "a key of a managed HSM",
    argument("VaultEncryption", "keyUri"),
    "https://Bank.managedhsm.azure.net/keys/k-1",
  ],
  [
    "an object id in capitals",
    argument("VaultRoleAssignment", "principalId"),
    "AAAAAAAA-2222-3333-4444-555555555555",
  ],
  [
    "a management group's id as a scope",
    argument("BackupAtScale", "scope"),
    "/providers/microsoft.management/managementgroups/bank",
  ],
  ["a VM that is excluded", argument("BackupAtScale", "exclude"), vm],
  ["a rule's name as Azure answers with it", argument("ExistingSecurityRule", "name"), " any /thing "],
])("%s is accepted", (_, form, value) => expect(said(form, value)).toEqual([]));

it.each<[what: string, form: ArgumentForm, value: string, meant: string]>([
  ["spaces around a group", nameOf("resourceGroup"), " bank\n", "bank"],
  ["spaces around a VM's id", idOf("vm"), ` ${vm} `, vm],
  ["a tab after a scope", argument("BackupAtScale", "scope"), "/subscriptions/0\t", "/subscriptions/0"],
  ["a space after an object id", argument("VaultRoleAssignment", "principalId"), `${guid} `, guid],
  ["a slash after a VM's id", idOf("vm"), `${vm}/`, vm],
  ["an id without its first slash", idOf("vm"), vm.slice(1), vm],
  ["a subscription's GUID as a scope", argument("BackupAtScale", "scope"), guid, `/subscriptions/${guid}`],
  ["a group's id", nameOf("resourceGroup"), inGroup, "bank"],
  ["the id of something in the group", nameOf("resourceGroup"), vm, "bank"],
  ["a vault's id", nameOf("vault"), vault, "safe"],
  ["the id of a policy of the vault", nameOf("vault"), `${vault}/backupPolicies/nightly`, "safe"],
  ["a VM's id as its name", nameOf("vm"), vm.toLowerCase(), "web"],
  [
    "a security group's id",
    nameOf("securityGroup"),
    `${inGroup}/providers/Microsoft.Network/networkSecurityGroups/lock`,
    "lock",
  ],
  [
    "a management group's id",
    nameOf("managementGroup"),
    "/providers/Microsoft.Management/managementGroups/bank",
    "bank",
  ],
])("%s: the fix is the value that was meant, and it is accepted", (_, form, value, meant) => {
  const [finding] = hasForm(form, "it", value).findings;
  expect(finding).toMatchObject({ actual: { value }, fix: { value: meant } });
  expect(said(form, meant)).toEqual([]);
});

it.each<[what: string, form: ArgumentForm, value: unknown, text: string]>([
  [
    "no group",
    nameOf("resourceGroup"),
    "",
    'it is ""; Azure accepts 1 to 90 characters, letters, digits, underscores, parentheses, hyphens and dots, no dot at the end. Fix: give the name of a resource group, e.g. group.name.',
  ],
  [
    "the id of another resource as a vault's name",
    nameOf("vault"),
    vm,
    `it is "${vm}"; Azure accepts 2 to 50 characters, a letter first, then letters, digits and hyphens. Fix: give the name of a Recovery Services vault, e.g. vault.vaultName.`,
  ],
  [
    "the portal's Workspace ID",
    idOf("workspace"),
    guid,
    `it is "${guid}"; Azure accepts the id of a Log Analytics workspace, /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.OperationalInsights/workspaces/<name>. Fix: This is what the portal calls the Workspace ID. Azure needs the resource id: in the portal, JSON View of the workspace, Resource ID; in a program, workspace.id.`,
  ],
  [
    "the id of another resource",
    idOf("workspace"),
    vault,
    `it is "${vault}"; Azure accepts the id of a Log Analytics workspace, /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.OperationalInsights/workspaces/<name>. Fix: pass the id of a Log Analytics workspace, e.g. workspace.id. This is an id of Microsoft.RecoveryServices/vaults.`,
  ],
  [
    "an id as other mocks make it",
    idOf("vm"),
    "web_id",
    'it is "web_id"; Azure accepts the id of a virtual machine, /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Compute/virtualMachines/<name>. Fix: pass the id of a virtual machine, e.g. vm.id; in a unit test, let the mocks return ids in Azure\'s form.',
  ],
  [
    "a Key Vault instead of its key",
    argument("VaultEncryption", "keyUri"),
    `${inGroup}/providers/Microsoft.KeyVault/vaults/v`,
    `it is "${inGroup}/providers/Microsoft.KeyVault/vaults/v"; Azure accepts https://<key vault>.vault.azure.net/keys/<key>, with or without a version. Fix: set it to the URI of the key, e.g. key.keyUri. The Key Vault's URI and the key's Azure id do not work.`,
  ],
])("%s is refused, with the value and a fix", (_, form, value, text) =>
  expect(said(form, value)).toEqual([text]),
);

it.each<[what: string, form: ArgumentForm, value: string]>([
  ["a group that ends in a dot", nameOf("resourceGroup"), "bank."],
  ["a group that is too long", nameOf("resourceGroup"), "g".repeat(91)],
  ["a VM that is too long", nameOf("vm"), "v".repeat(65)],
  ["a VM with a space", nameOf("vm"), "my vm"],
  ["a security group with a space", nameOf("securityGroup"), "my group"],
  ["an extension of a VM", idOf("vm"), `${vm}/extensions/agent`],
  [
    "a resource that extends another one",
    idOf("vm"),
    `${vault}/providers/Microsoft.Compute/virtualMachines/web`,
  ],
  ["an id without a group", idOf("vm"), vm.replace("/resourceGroups/bank", "")],
  [
    "an id with an empty name",
    idOf("subnet"),
    `${inGroup}/providers/Microsoft.Network/virtualNetworks//subnets/a`,
  ],
  [
    "an id without its last name",
    idOf("subnet"),
    `${inGroup}/providers/Microsoft.Network/virtualNetworks/a/subnets`,
  ],
  [
    "a network instead of its subnet",
    idOf("subnet"),
    `${inGroup}/providers/Microsoft.Network/virtualNetworks/a`,
  ],
  ["an email address instead of an action group", idOf("actionGroup"), "a@b"],
  ["a name instead of an object id", argument("VaultRoleAssignment", "principalId"), "jane"],
  ["no subscription", argument("RegionalAdoption", "subscriptionId"), ""],
])("%s is refused", (_, form, value) => expect(said(form, value)).toHaveLength(1));

it.each(["BackupVault", "VmBackupPolicy", "ProtectedVms", "RegionalBackup"])(
  "%s: a request of a resource guard is an id below the guard's",
  (component) => {
    const form = argument(component, "resourceGuardOperationRequests");
    const guard = `${inGroup}/providers/Microsoft.DataProtection/resourceGuards/g`;
    const accepted = [
      `${guard}/updateProtectedItemRequests/default`,
      `${guard.toLowerCase()}/ofALaterVersion/one`,
    ];
    expect(accepted.flatMap((request) => said(form, request))).toEqual([]);
    expect([guard, "updateProtectedItemRequests", 7].map((request) => said(form, request).length)).toEqual([
      1, 1, 1,
    ]);
  },
);

it("a name of a resource that the component creates may be replaced by another one", () => {
  expect(said({ nameOf: kinds.vault, isNew: true }, "my vault")).toEqual([
    expect.stringMatching(/Fix: choose another name\.$/),
  ]);
});
