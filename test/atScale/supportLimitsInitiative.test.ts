import * as pulumi from "@pulumi/pulumi";
import { SupportLimitsInitiative, type SupportLimitsInitiativeArgs } from "../../src";
import { azurePolicyRequirements } from "../../src/atScale/definitions";
import { customs, type Registered, register, resolvedValue } from "../support/mocks";
import { constructionErrors } from "./constructionErrors";

type Args = Partial<SupportLimitsInitiativeArgs>;
const names = azurePolicyRequirements.map(({ name }) => name);
const make = (args: Args, name = "limits") => new SupportLimitsInitiative(name, { effect: "Audit", ...args });
const made = async (args: Args) => customs(await register(() => make(args)));
const ofType = (all: readonly Registered[], type: string) =>
  all.filter((one) => one.type.endsWith(`:${type}`));
const managementGroup = "/providers/Microsoft.Management/managementGroups/bank";

it("creates a definition for each requirement, and the initiative with them", async () => {
  const all = await made({});
  expect(new Set(ofType(all, "PolicyDefinition").map(({ name }) => name))).toEqual(
    new Set(names.map((one) => `limits-${one}`)),
  );
  const [initiative, ...others] = ofType(all, "PolicySetDefinition");
  expect([others, ofType(all, "PolicyAssignment")]).toEqual([[], []]);
  expect(initiative?.inputs).toMatchObject({ policySetDefinitionName: "limits", policyType: "Custom" });
  const references = initiative?.inputs.policyDefinitions as Record<string, unknown>[];
  expect(references.map(({ policyDefinitionId }) => policyDefinitionId)).toEqual(
    names.map((one) => `/id/of/limits-${one}`),
  );
});

it("creates a definition in Azure's form", async () => {
  const requirement = azurePolicyRequirements.find(({ name }) => name === "vm-data-disk-limit");
  const [definition] = ofType(await made({}), "PolicyDefinition").filter(
    ({ name }) => name === "limits-vm-data-disk-limit",
  );
  expect(definition?.inputs).toEqual({
    policyDefinitionName: "limits-vm-data-disk-limit",
    policyType: "Custom",
    displayName: `Azure Backup: ${requirement?.displayName}`,
    description: `${requirement?.description} ${requirement?.why}`,
    mode: "Indexed",
    metadata: expect.objectContaining({ category: "Backup" }),
    parameters: {
      effect: expect.objectContaining({
        defaultValue: "Audit",
        allowedValues: ["Audit", "Deny", "Disabled"],
      }),
      maxDataDisks: expect.objectContaining({ type: "Integer", defaultValue: 32 }),
    },
    policyRule: {
      if: {
        allOf: [
          { field: "type", equals: "Microsoft.Compute/virtualMachines" },
          {
            count: { field: "Microsoft.Compute/virtualMachines/storageProfile.dataDisks[*]" },
            greater: "[parameters('maxDataDisks')]",
          },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: Azure Policy calls it so.
      then: { effect: "[parameters('effect')]" },
    },
  });
});

it("at a management group: the chosen values are the initiative's defaults, and it is assigned there", async () => {
  const all = await made({
    managementGroupId: "bank",
    initiativeName: "backup",
    effect: "Deny",
    effectOverrides: { "vm-os-supported": "Deny", "vm-no-unmanaged-disks": "Disabled" },
    settings: { "vm-data-disk-limit": { maxDataDisks: 16 } },
    assignment: { nonComplianceMessage: "see the wiki", exclude: [`${managementGroup}-lab`] },
  });
  expect(
    ofType(all, "PolicyDefinitionAtManagementGroup").map(({ inputs }) => inputs.managementGroupId),
  ).toEqual(names.map(() => "bank"));
  const [initiative] = ofType(all, "PolicySetDefinitionAtManagementGroup");
  const parameters = initiative?.inputs.parameters as Record<string, { defaultValue: unknown }>;
  const defaults = Object.fromEntries(
    Object.entries(parameters).map(([key, one]) => [key, one.defaultValue]),
  );
  expect(defaults).toMatchObject({
    "effect-vm-data-disk-limit": "Deny",
    "maxDataDisks-vm-data-disk-limit": 16,
    "effect-vm-os-supported": "Deny",
    "effect-vm-no-unmanaged-disks": "Disabled",
    "effect-vm-no-ephemeral-os-disk": "Audit",
  });
  const [assignment] = ofType(all, "PolicyAssignment");
  expect(assignment?.inputs).toEqual({
    scope: "/id/of/limits",
    policyAssignmentName: "backup",
    displayName: expect.stringContaining("support limits"),
    policyDefinitionId: "/id/of/limits",
    notScopes: [`${managementGroup}-lab`],
    nonComplianceMessages: [{ message: "see the wiki" }],
    enforcementMode: "Default",
  });
});

it("another effect changes only the initiative, not the definitions", async () => {
  const [audit, deny] = [await made({}), await made({ effect: "Deny" })];
  expect(new Set(ofType(deny, "PolicyDefinition"))).toEqual(new Set(ofType(audit, "PolicyDefinition")));
  expect(ofType(deny, "PolicySetDefinition")).not.toEqual(ofType(audit, "PolicySetDefinition"));
});

it("assigns the initiative to one resource group, with its own name", async () => {
  const scope = "/subscriptions/1/resourceGroups/app";
  const all = await made({ assignment: { scope, assignmentName: "app", enforcement: "DoNotEnforce" } });
  expect(ofType(all, "PolicyAssignment")[0]?.inputs).toMatchObject({
    scope,
    policyAssignmentName: "app",
    enforcementMode: "DoNotEnforce",
  });
});

it("deferred arguments create the same resources", async () => {
  const effectOverrides = { "disk-not-shared": "Deny" } as const;
  const plain = await made({ managementGroupId: "bank", effect: "Deny", effectOverrides });
  const deferred = await made({
    managementGroupId: pulumi.output("bank"),
    initiativeName: Promise.resolve("limits"),
    effect: pulumi.output("Deny" as const),
    effectOverrides: pulumi.output(effectOverrides),
  });
  const sorted = (all: readonly Registered[]) => [...all].sort((a, b) => a.name.localeCompare(b.name));
  expect(sorted(deferred)).toEqual(sorted(plain));
});

it("has outputs for what it created", async () => {
  let component: SupportLimitsInitiative | undefined;
  await register(() => {
    component = make({ assignment: {} });
  });
  const { initiativeId, definitionIds, assignmentId } = component as SupportLimitsInitiative;
  expect(await resolvedValue(initiativeId)).toBe("/id/of/limits");
  expect(Object.keys(await resolvedValue(definitionIds))).toEqual(names);
  expect(await resolvedValue(assignmentId)).toBe("/id/of/limits");
  await register(() => {
    component = make({});
  });
  expect(await resolvedValue((component as SupportLimitsInitiative).assignmentId)).toBeUndefined();
});

it.each<[what: string, args: Args, path: string, text: string]>([
  ["a management group's id", { managementGroupId: managementGroup }, "managementGroupId", 'write "bank"'],
  [
    "another id",
    { managementGroupId: "/subscriptions/1" },
    "managementGroupId",
    "the name of a management group",
  ],
  ["a long name", { initiativeName: "l".repeat(28) }, "initiativeName", "1 to 27 characters"],
  ["a name with a dot", { initiativeName: "my.limits" }, "initiativeName", "without <>"],
  [
    "a name with a dot, once if it is assigned",
    { initiativeName: "my.limits", assignment: {} },
    "initiativeName",
    "without <>",
  ],
  [
    "an assignment's name with a dot",
    { assignment: { assignmentName: "my.limits" } },
    "assignment.assignmentName",
    "without <>",
  ],
  ["Disabled for all", { effect: "Disabled" }, "effect", "Audit, Deny"],
  ["an effect in other letters", { effect: "deny" as "Deny" }, "effect", 'write "Deny"'],
  [
    "a misspelt requirement",
    { effectOverrides: { "vm-data-disks-limit": "Deny" } },
    "effectOverrides.vm-data-disks-limit",
    "Unknown requirement vm-data-disks-limit in effectOverrides. Did you mean vm-data-disk-limit?",
  ],
  [
    "a requirement with no similar name",
    { effectOverrides: { "%%%%": "Deny" } },
    'effectOverrides["%%%%"]',
    "Fix: remove it, or use one of vm-os-supported, ",
  ],
  [
    "a requirement that only the policy pack checks",
    { effectOverrides: { "vm-no-luks": "Deny" } },
    "effectOverrides.vm-no-luks",
    "Azure Policy cannot express this requirement, only the policy pack checks it. Fix: remove it.",
  ],
  [
    "an unknown effect",
    { effectOverrides: { "disk-not-shared": "Refuse" as "Deny" } },
    "effectOverrides.disk-not-shared",
    "Audit, Deny, Disabled",
  ],
  [
    "settings of a requirement that only the policy pack checks",
    { settings: { "vm-no-luks": {} } },
    "settings.vm-no-luks",
    "remove it",
  ],
  [
    "a setting beyond Azure's limit",
    { settings: { "vm-data-disk-limit": { maxDataDisks: 33 } } },
    "settings.vm-data-disk-limit.maxDataDisks",
    "33; this setting accepts a whole number from 1 to 32",
  ],
  [
    "an unknown setting",
    { settings: { "vm-data-disk-limit": { maxDisks: 16 } } },
    "settings.vm-data-disk-limit.maxDisks",
    "Unknown setting settings.vm-data-disk-limit.maxDisks. Fix: remove it, or use one of maxDataDisks.",
  ],
  [
    "a misspelt setting",
    { settings: { "vm-data-disk-limit": { maxDataDisk: 16 } } },
    "settings.vm-data-disk-limit.maxDataDisk",
    "Did you mean maxDataDisks?",
  ],
  [
    "settings of a requirement without settings",
    { settings: { "disk-not-shared": { most: 1 } } },
    "settings.disk-not-shared.most",
    "Unknown setting settings.disk-not-shared.most. Fix: remove it. (",
  ],
  [
    "a setting that the definition lacks",
    { settings: { "vm-os-supported": { images: {} } } },
    "settings.vm-os-supported.images",
    "Fix: remove it. (",
  ],
  [
    "a value without the setting's name",
    { settings: { "vm-data-disk-limit": 16 } },
    "settings.vm-data-disk-limit",
    "give maxDataDisks as in the policy pack",
  ],
  [
    "settings as a list",
    { settings: { "vm-data-disk-limit": [16] } },
    "settings.vm-data-disk-limit",
    "a structure with maxDataDisks",
  ],
  [
    "a management group for a subscription's definitions",
    { assignment: { scope: managementGroup } },
    "assignment.scope",
    "give managementGroupId",
  ],
  [
    "an assignment of a VM",
    { assignment: { scope: "/subscriptions/1/x" } },
    "assignment.scope",
    "managementGroups",
  ],
  [
    "an unknown mode",
    { assignment: { enforcement: "Off" as "Default" } },
    "assignment.enforcement",
    "DoNotEnforce",
  ],
  ["an exclusion by name", { assignment: { exclude: ["lab"] } }, "assignment.exclude[0]", "an Azure id"],
  [
    "a long name of the assignment at a management group",
    { managementGroupId: "bank", initiativeName: "l".repeat(25), assignment: {} },
    "initiativeName",
    "24 characters at a management group. Fix: choose a shorter name, or set assignment.assignmentName.",
  ],
  [
    "a long name of its own there",
    { managementGroupId: "bank", assignment: { assignmentName: "l".repeat(25) } },
    "assignment.assignmentName",
    "24 characters at a management group",
  ],
])("refuses %s, before anything is registered", async (_, args, path, text) => {
  const { registered, errors } = await constructionErrors(() => make(args));
  expect(registered).toEqual([]);
  expect(errors.map(({ propertyPath }) => propertyPath)).toEqual([path]);
  expect(errors[0]?.reason).toContain(text);
});

it.each<[string, Args]>([
  ["a name of 27 characters", { initiativeName: "l".repeat(27) }],
  [
    "27 characters at a management group, assigned below it",
    { managementGroupId: "b", initiativeName: "l".repeat(27), assignment: { scope: "/subscriptions/1" } },
  ],
  [
    "24 characters at a management group",
    { managementGroupId: "b", initiativeName: "l".repeat(24), assignment: {} },
  ],
  ["Azure's own limit", { settings: { "vm-data-disk-limit": { maxDataDisks: 32 } } }],
  ["nulls and empty structures", { effectOverrides: {}, settings: {}, assignment: null as never }],
])("accepts %s", async (_, args) => {
  expect((await made(args)).length).toBeGreaterThan(20);
});

it("a renamed definition is created before the old one is deleted", async () => {
  const options: Record<string, pulumi.CustomResourceOptions> = {};
  const transformations: pulumi.ResourceTransformation[] = [
    ({ name, opts }) => {
      options[name] = opts;
      return undefined;
    },
  ];
  await register(() => new SupportLimitsInitiative("limits", { effect: "Audit" }, { transformations }));
  expect(options["limits-disk-not-shared"]?.deleteBeforeReplace).toBe(false);
});
