import * as pulumi from "@pulumi/pulumi";
import { BackupAtScale, type BackupAtScaleArgs } from "../../src";
import { guidOf } from "../../src/core/guid";
import { builtIn } from "../../src/protection/builtIn/definitions";
import { customs, type Registered, register, resolvedValue } from "../support/mocks";
import { constructionErrors } from "./constructionErrors";

const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
const group = `${subscription}/resourceGroups/app`;
const policy = (name: string, vault = "safe", on = subscription) =>
  `${on}/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/${vault}/backupPolicies/${name}`;

const gold = { tagValues: ["gold"], policyId: policy("gold"), location: "westeurope" };
const silver = { tagValues: ["silver", "bronze"], policyId: policy("silver"), location: "West Europe" };
const rest = { policyId: policy("rest"), location: "westeurope" };

const make = (args: Partial<BackupAtScaleArgs>) =>
  new BackupAtScale("fleet", {
    scope: subscription,
    tagName: "backup",
    backups: { gold, silver, rest },
    ...args,
  });

const made = async (args: Partial<BackupAtScaleArgs>) => customs(await register(() => make(args)));
const named = (all: readonly Registered[], type: string, name: string) =>
  all.find((one) => one.type.endsWith(`:${type}`) && one.name === name)?.inputs;

const definition = ({ id }: { readonly id: string }) =>
  `/providers/Microsoft.Authorization/policyDefinitions/${id}`;

it("assigns by tag, and to all other VMs, each with an identity and two roles, and an audit of the scope", async () => {
  const all = await made({});
  expect(named(all, "PolicyAssignment", "fleet-audit")).toEqual({
    scope: subscription,
    policyAssignmentName: "fleet-audit",
    displayName: "Azure Backup of VMs: fleet audit",
    policyDefinitionId: definition(builtIn.audit),
    enforcementMode: "Default",
  });
  expect(all.map(({ type, name }) => `${type.split(":").pop()} ${name}`).sort()).toEqual(
    ["gold", "silver", "rest"]
      .flatMap((key) => [
        `PolicyAssignment fleet-${key}`,
        `RoleAssignment fleet-${key}-vault`,
        `RoleAssignment fleet-${key}-vms`,
      ])
      .concat("PolicyAssignment fleet-audit")
      .sort(),
  );
  expect(named(all, "PolicyAssignment", "fleet-gold")).toEqual({
    scope: subscription,
    policyAssignmentName: "fleet-gold",
    displayName: "Azure Backup of VMs: fleet gold",
    policyDefinitionId: definition(builtIn.withTag),
    parameters: {
      vaultLocation: { value: "westeurope" },
      backupPolicyId: { value: policy("gold") },
      inclusionTagName: { value: "backup" },
      inclusionTagValue: { value: ["gold"] },
    },
    identity: { type: "SystemAssigned" },
    location: "westeurope",
    enforcementMode: "Default",
  });
  expect(named(all, "PolicyAssignment", "fleet-rest")).toMatchObject({
    policyDefinitionId: definition(builtIn.withoutTag),
    parameters: {
      vaultLocation: { value: "westeurope" },
      backupPolicyId: { value: policy("rest") },
      exclusionTagName: { value: "backup" },
      exclusionTagValue: { value: ["gold", "silver", "bronze"] },
    },
  });
});

it("the entry for all other VMs excludes the values of its region's other entries, and the exceptions", async () => {
  const north = { ...gold, policyId: policy("gold", "north"), location: "northeurope" };
  const all = await made({ backups: { north, silver, rest }, exceptTagValues: ["none"] });
  expect(named(all, "PolicyAssignment", "fleet-rest")?.parameters).toMatchObject({
    exclusionTagValue: { value: ["silver", "bronze", "none"] },
  });
});

it("backs up all VMs of a region, without any tag", async () => {
  const all = await made({ backups: { all: rest }, tagName: undefined });
  expect(named(all, "PolicyAssignment", "fleet-all")?.parameters).toMatchObject({
    exclusionTagName: { value: "" },
    exclusionTagValue: { value: [] },
  });
});

it("the role assignments are on the VMs' scope and on the vault's resource group, with stable names", async () => {
  const all = await made({ scope: group, backups: { gold } });
  const roles = "/providers/Microsoft.Authorization/roleDefinitions";
  const [vms, vault] = ["vms", "vault"].map((role) => named(all, "RoleAssignment", `fleet-gold-${role}`));
  expect(vms).toMatchObject({
    scope: group,
    principalType: "ServicePrincipal",
    roleDefinitionId: `${subscription}${roles}/9980e02c-c2be-4d73-94e8-173b1dc7cf3c`,
  });
  expect(vault).toMatchObject({
    scope: `${subscription}/resourceGroups/backup`,
    principalType: "ServicePrincipal",
    roleDefinitionId: `${subscription}${roles}/5e467623-bb1f-42f4-a55d-6e525e11384b`,
  });
  expect([vms?.roleAssignmentName, vault?.roleAssignmentName]).toEqual([
    "c8895ad3-510b-59e2-9754-77a0f7f4783f",
    "dd152161-2cdc-531c-b6c6-5fd292dbd7d4",
  ]);
});

it("creates a remediation task for each assignment, at its scope, after the roles", async () => {
  const all = await made({ remediation: { run: "2026-11-26" } });
  expect(named(all, "RemediationAtResource", "fleet-gold-2026-11-26")).toEqual({
    resourceId: subscription,
    policyAssignmentId: "/id/of/fleet-gold",
    resourceDiscoveryMode: "ReEvaluateCompliance",
    resourceCount: 200,
  });
  expect(all.filter(({ type }) => type.endsWith("RemediationAtResource")).length).toBe(3);
  const more = await made({ remediation: { run: "2", mostVms: 50, parallelDeployments: 5 } });
  expect(named(more, "RemediationAtResource", "fleet-gold-2")).toMatchObject({
    resourceCount: 50,
    parallelDeployments: 5,
  });
});

it("assigns no audit if the program refuses it", async () => {
  const audits = async (args: Partial<BackupAtScaleArgs>) =>
    (await made(args)).filter(({ name }) => name === "fleet-audit").length;
  expect(await audits({ audit: { assign: false } })).toBe(0);
  expect(await audits({ audit: { assign: true } })).toBe(1);
  expect(await audits({ audit: null as never })).toBe(1);
});

it("creates only an audit of a management group", async () => {
  const scope = "/providers/Microsoft.Management/managementGroups/bank";
  const all = await made({
    ...{ scope, backups: undefined, tagName: undefined },
    audit: { exclude: [`${subscription}/resourceGroups/lab`] },
    nonComplianceMessage: "tag it",
  });
  expect(all.map(({ inputs }) => inputs)).toEqual([
    {
      scope,
      policyAssignmentName: "fleet-audit",
      displayName: "Azure Backup of VMs: fleet audit",
      policyDefinitionId: definition(builtIn.audit),
      notScopes: [`${subscription}/resourceGroups/lab`],
      nonComplianceMessages: [{ message: "tag it" }],
      enforcementMode: "Default",
    },
  ]);
});

it("the assignments have their optional settings", async () => {
  const all = await made({
    exclude: [`${group}/providers/Microsoft.Compute/virtualMachines/web`],
    enforcement: "DoNotEnforce",
    identityLocation: "northeurope",
    assignmentNamePrefix: "bank",
    nonComplianceMessage: "tag it",
  });
  expect(named(all, "PolicyAssignment", "fleet-gold")).toMatchObject({
    policyAssignmentName: "bank-gold",
    notScopes: [`${group}/providers/Microsoft.Compute/virtualMachines/web`],
    enforcementMode: "DoNotEnforce",
    location: "northeurope",
    nonComplianceMessages: [{ message: "tag it" }],
  });
});

it("deferred entries and deferred fields create the same resources", async () => {
  const plain = await made({ remediation: { run: "1" }, exceptTagValues: ["none"] });
  const deferred = await made({
    scope: pulumi.output(subscription),
    tagName: Promise.resolve("backup"),
    exceptTagValues: pulumi.output(["none"]),
    remediation: { run: "1" },
    backups: {
      gold: pulumi.output(gold),
      silver: { ...silver, tagValues: pulumi.output(silver.tagValues) },
      rest: pulumi.output(rest),
    },
  });
  const sorted = (all: readonly Registered[]) =>
    [...all].sort((a, b) => `${a.type}${a.name}`.localeCompare(`${b.type}${b.name}`));
  expect(sorted(deferred)).toEqual(sorted(plain));
});

it.each([
  ["a", "c420d3ab-5cac-5bee-946a-3b1882a816c0"],
  ["b", "63d60a2c-07d3-5afc-b7f3-9cdeacb238f9"],
  ["B", "63d60a2c-07d3-5afc-b7f3-9cdeacb238f9"],
])("the GUID of %s is the same in each release", (text, guid) => {
  expect(guidOf(text)).toBe(guid);
});

it("has outputs for its assignments, identities and tasks", async () => {
  let component: BackupAtScale | undefined;
  await register(() => {
    component = make({ backups: { gold }, remediation: { run: "1" } });
  });
  const { assignmentIds, principalIds, remediationIds } = component as BackupAtScale;
  expect(await resolvedValue(assignmentIds)).toEqual({
    gold: "/id/of/fleet-gold",
    audit: "/id/of/fleet-audit",
  });
  expect(Object.keys(await resolvedValue(principalIds))).toEqual(["gold"]);
  expect(await resolvedValue(remediationIds)).toEqual({ gold: "/id/of/fleet-gold-1" });
});

/** Arguments with one error, and the path of the error. */
const invalid: readonly [what: string, args: Partial<BackupAtScaleArgs>, path: string, text: string][] = [
  ["no scope", { scope: undefined }, "scope", "give scope as a text"],
  ["a subscription's number", { scope: subscription.split("/").pop() as string }, "scope", subscription],
  [
    "a management group",
    { scope: "/providers/Microsoft.Management/managementGroups/bank" },
    "scope",
    "make a BackupAtScale for each subscription",
  ],
  ["a scope that ends with a slash", { scope: `${subscription}/` }, "scope", `write "${subscription}"`],
  ["a vault as scope", { scope: policy("gold") }, "scope", "/subscriptions/<id>"],
  ["an audit of a VM", { audit: { scope: `${group}/providers/x/y/z` } }, "audit.scope", "managementGroups"],
  ["an exclusion by name", { exclude: ["app"] }, "exclude[0]", "an Azure id"],
  ["an audit's exclusion by name", { audit: { exclude: ["app"] } }, "audit.exclude[0]", "an Azure id"],
  [
    "an entry that is null",
    { backups: { none: null as never, gold } },
    "backups.none",
    "a structure with policyId",
  ],
  [
    "too many exclusions",
    { exclude: Array(401).fill(group) },
    "exclude",
    "401 exclusions; Azure accepts at most 400",
  ],
  ["an unknown mode", { enforcement: "default" as "Default" }, "enforcement", '"Default"'],
  ["a run with a slash", { remediation: { run: "26/11" } }, "remediation.run", "letters, digits"],
  [
    "more VMs than Azure accepts",
    { remediation: { run: "1", mostVms: 50_001 } },
    "remediation.mostVms",
    "50000",
  ],
  [
    "more VMs at a time than Azure accepts",
    { remediation: { run: "1", parallelDeployments: 31 } },
    "remediation.parallelDeployments",
    "1 to 30",
  ],
  ["an empty tag", { tagName: " " }, "tagName", "the name of a tag"],
  ["no tag", { tagName: undefined }, "tagName", "backups.gold.tagValues"],
  [
    "no tag for the exceptions",
    { tagName: undefined, backups: { rest }, exceptTagValues: ["none"] },
    "tagName",
    "exceptTagValues",
  ],
  [
    "an empty list of values",
    { backups: { gold: { ...gold, tagValues: [] } } },
    "backups.gold.tagValues",
    "at least one",
  ],
  [
    "an empty value",
    { backups: { gold: { ...gold, tagValues: [""] } } },
    "backups.gold.tagValues",
    "values of the tag that are not empty",
  ],
  [
    "the name of a policy",
    { backups: { gold: { ...gold, policyId: "gold" } } },
    "backups.gold.policyId",
    "backupPolicies",
  ],
  [
    "a misspelt region",
    { backups: { gold: { ...gold, location: "westeuorpe" } } },
    "backups.gold.location",
    "westeurope",
  ],
  [
    "a misspelt region of the identities",
    { identityLocation: "westeuorpe" },
    "identityLocation",
    "westeurope",
  ],
  [
    "a vault of another subscription",
    { backups: { gold: { ...gold, policyId: policy("gold", "safe", "/subscriptions/other") } } },
    "backups.gold.policyId",
    "Sources disagree",
  ],
  [
    "two entries for all other VMs",
    { backups: { rest, other: { ...rest, location: "West Europe" } } },
    "backups.other",
    "rest is already there",
  ],
  [
    "a value in two entries",
    { backups: { gold, other: { ...gold, tagValues: ["x", "GOLD"] } } },
    "backups.other.tagValues",
    "gold has one of them",
  ],
  [
    "a value twice in one entry",
    { backups: { gold: { ...gold, tagValues: ["a", "A"] } } },
    "backups.gold.tagValues",
    "each value once",
  ],
  ["an excepted value", { exceptTagValues: ["Gold"] }, "backups.gold.tagValues", "exceptTagValues"],
  [
    "a vault in two regions",
    { backups: { gold, silver: { ...silver, location: "northeurope" } } },
    "backups.silver.location",
    "vault safe",
  ],
  ["the audit's key", { backups: { audit: gold } }, "backups.audit", "any other key"],
  [
    "a long name",
    { backups: { ["g".repeat(59)]: gold } },
    `backups.${"g".repeat(59)}`,
    "at most 64 characters",
  ],
  ["a key with a slash", { backups: { "a/b": gold } }, 'backups["a/b"]', "without <>"],
  [
    "a prefix that is too long for the audit's name",
    { assignmentNamePrefix: "g".repeat(59), backups: { a: gold } },
    "assignmentNamePrefix",
    "set audit.assign to false",
  ],
  [
    "a long name at a management group",
    {
      assignmentNamePrefix: "g".repeat(19),
      audit: { scope: "/providers/Microsoft.Management/managementGroups/bank" },
    },
    "assignmentNamePrefix",
    "24 characters at a management group",
  ],
];

it.each(invalid)("refuses %s, before anything is registered", async (_, args, path, text) => {
  const { registered, errors } = await constructionErrors(() => make(args));
  expect(registered).toEqual([]);
  expect(errors.map(({ propertyPath }) => propertyPath)).toEqual([path]);
  expect(errors[0]?.reason).toContain(text);
});

it.each<[string, Partial<BackupAtScaleArgs>]>([
  ["a name of 64 characters", { backups: { ["g".repeat(58)]: gold } }],
  [
    "a prefix that is too long only for an audit that is refused",
    { assignmentNamePrefix: "g".repeat(59), backups: { a: gold }, audit: { assign: false } },
  ],
  [
    "24 characters at a management group",
    {
      assignmentNamePrefix: "g".repeat(18),
      audit: { scope: "/providers/Microsoft.Management/managementGroups/b" },
    },
  ],
  [
    "one value in two regions",
    { backups: { gold, north: { ...gold, policyId: policy("g", "n"), location: "northeurope" } } },
  ],
  ["400 exclusions", { exclude: Array(400).fill(group) }],
  ["a resource group as scope", { scope: group }],
  ["ids in another case", { scope: subscription.toUpperCase(), backups: { gold } }],
  ["an audit of a resource group", { audit: { scope: group } }],
  ["no entries yet", { backups: {} }],
  ["nulls", { exclude: null as never, audit: null as never, remediation: null as never }],
])("accepts %s", async (_, args) => {
  expect((await made(args)).length).toBeGreaterThan(0);
});

it.each<[where: string, scope: string, exclude: string, isReported: boolean]>([
  ["outside of the scope", group, `${subscription}/resourceGroups/other`, true],
  ["of the scope itself", group, group, true],
  ["of a group whose name begins with the scope's name", group, `${group}-lab`, true],
  ["of a VM in the scope", group, `${group}/providers/Microsoft.Compute/virtualMachines/web`, false],
  ["in another case", group, `${group.toUpperCase()}/x`, false],
])("warns about an exclusion %s only if it excludes nothing", async (_, scope, exclude, isReported) => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  await made({ scope, backups: { gold }, exclude: [exclude] });
  expect(
    warn.mock.calls
      .map(([text]) => text)
      .join()
      .includes("excludes nothing"),
  ).toBe(isReported);
  warn.mockRestore();
});

it("compares an audit's exclusions with the scope of the backups if it has no scope of its own", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  await made({ backups: { gold }, audit: { exclude: [group] } });
  expect(warn).not.toHaveBeenCalled();
  await made({
    scope: group,
    backups: { gold },
    audit: { exclude: [`${subscription}/resourceGroups/other`] },
  });
  expect(warn.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/audit\.exclude\[0\].*excludes nothing/s),
  ]);
  warn.mockRestore();
});

it("limits the name of a management group's audit to Azure's shorter length", async () => {
  const bank = "/providers/Microsoft.Management/managementGroups/bank";
  const args = { scope: bank, backups: {}, audit: {} };
  const error = await made({ ...args, assignmentNamePrefix: "p".repeat(19) }).catch(String);
  expect(String(error)).toContain("assignmentNamePrefix");
  expect(await made({ ...args, assignmentNamePrefix: "p".repeat(18) })).toHaveLength(1);
  expect(await made({ ...args, scope: group, assignmentNamePrefix: "p".repeat(19) })).toHaveLength(1);
});

it("another region or definition replaces an assignment, and deletes the old one first; a task stays in Azure", async () => {
  const options: Record<string, pulumi.CustomResourceOptions> = {};
  await register(
    () =>
      new BackupAtScale(
        "fleet",
        { scope: subscription, tagName: "backup", backups: { gold }, remediation: { run: "1" } },
        {
          transformations: [
            ({ name, opts }) => {
              options[name] = opts;
              return undefined;
            },
          ],
        },
      ),
  );
  expect(options["fleet-gold"]).toMatchObject({
    replaceOnChanges: ["location", "policyDefinitionId"],
    deleteBeforeReplace: true,
  });
  expect(options["fleet-gold-1"]).toMatchObject({ retainOnDelete: true });
  expect(options["fleet-gold-1"]?.dependsOn).toHaveLength(2);
});
