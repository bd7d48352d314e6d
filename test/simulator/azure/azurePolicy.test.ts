import type { Json } from "../../../simulator/azure/json";
import { group, responseTo, startAzure, subscription, type TestAzure } from "./harness";

const accepted = "accepted";
const managementGroup = "/providers/Microsoft.Management/managementGroups/bank";
const builtIn = (id: string) => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
const deployByTag = builtIn("345fa903-145c-4fe1-8bcd-93ec2adccde8");
const audit = builtIn("013e242c-8828-4970-87b3-ab247555486d");

let azure: TestAzure;
beforeEach(async () => {
  azure = await startAzure();
});
afterEach(() => azure.stop());

const parameters = {
  vaultLocation: { value: "westeurope" },
  inclusionTagName: { value: "backup" },
  inclusionTagValue: { value: ["gold"] },
  backupPolicyId: { value: "policy" },
};

const assignment = (more: Json = {}): Json => ({
  scope: subscription,
  policyAssignmentName: "gold",
  policyDefinitionId: deployByTag,
  identity: { type: "SystemAssigned" },
  location: "westeurope",
  parameters,
  ...more,
});
const assign = (more?: Json) => azure.create("authorization:PolicyAssignment", assignment(more));
const without = (name: keyof typeof parameters) => {
  const { [name]: _, ...rest } = parameters;
  return { parameters: rest };
};

describe("a policy assignment", () => {
  test.each<[string, Json, string]>([
    ["valid", {}, accepted],
    [
      "of a policy that deploys, without an identity",
      { identity: undefined },
      "400 ResourceIdentityRequired",
    ],
    ["with an identity, without a region", { location: undefined }, "400 LocationRequired"],
    [
      "of a policy that audits, without identity and region",
      { policyDefinitionId: audit, identity: undefined, location: undefined, parameters: {} },
      accepted,
    ],
    ["without a required parameter", without("backupPolicyId"), "400 MissingPolicyParameter"],
    ["without a parameter that has a default", without("inclusionTagName"), accepted],
    [
      "with an unknown parameter",
      { parameters: { ...parameters, vault: { value: 1 } } },
      "400 UndefinedPolicyParameter",
    ],
    ["with a name of 64 characters", { policyAssignmentName: "g".repeat(64) }, accepted],
    [
      "with a name of 65 characters",
      { policyAssignmentName: "g".repeat(65) },
      "400 InvalidPolicyAssignmentName",
    ],
    [
      "with a name of 24 characters at a management group",
      { scope: managementGroup, policyAssignmentName: "g".repeat(24) },
      accepted,
    ],
    [
      "with a name of 25 characters at a management group",
      { scope: managementGroup, policyAssignmentName: "g".repeat(25) },
      "400 InvalidPolicyAssignmentName",
    ],
    [
      "of a definition that does not exist",
      { policyDefinitionId: `${subscription}${builtIn("mine")}` },
      "404 PolicyDefinitionNotFound",
    ],
    [
      "of an initiative that does not exist",
      {
        policyDefinitionId: `${managementGroup}/providers/Microsoft.Authorization/policySetDefinitions/mine`,
      },
      "404 PolicySetDefinitionNotFound",
    ],
    ["of another built-in definition", { policyDefinitionId: builtIn("another") }, accepted],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(assign(more))).toBe(expected);
  });

  test("an update keeps its identity; a new assignment of the same name gets another one", async () => {
    const created = await assign();
    const { principalId } = created.outputs.identity as Json;
    expect(principalId).toMatch(/^[0-9a-f-]{36}$/);
    const updated = await azure.update(
      "authorization:PolicyAssignment",
      created,
      assignment({ displayName: "Gold" }),
    );
    expect((updated.outputs.identity as Json).principalId).toBe(principalId);
    await azure.delete("authorization:PolicyAssignment", created);
    expect(((await assign()).outputs.identity as Json).principalId).not.toBe(principalId);
  });
});

describe("definitions and initiatives", () => {
  const definition = {
    policyDefinitionName: "mine",
    parameters: { effect: { type: "String", defaultValue: "Audit" }, most: { type: "Integer" } },
  };
  const define = (token = "authorization:PolicyDefinition", more: Json = {}) =>
    azure.create(token, { ...definition, ...more });
  const createInitiative = (policyDefinitionId: string, given: Json = { most: { value: 1 } }) =>
    azure.create("authorization:PolicySetDefinition", {
      policySetDefinitionName: "all",
      policyDefinitions: [{ policyDefinitionId, parameters: given }],
    });

  test("neither a definition nor an initiative can be deleted while it is in use", async () => {
    const created = await define();
    const initiative = await createInitiative(created.id);
    const assigned = await assign({ policyDefinitionId: initiative.id, parameters: {}, identity: undefined });
    const deletion = (token: string, one: typeof created) =>
      responseTo(azure.delete(`authorization:${token}`, one));
    expect(await deletion("PolicyDefinition", created)).toBe("400 InvalidDeletePolicyDefinitionRequest");
    expect(await deletion("PolicySetDefinition", initiative)).toBe(
      "400 InvalidDeletePolicySetDefinitionRequest",
    );
    expect(await deletion("PolicyAssignment", assigned)).toBe(accepted);
    expect(await deletion("PolicySetDefinition", initiative)).toBe(accepted);
    expect(await deletion("PolicyDefinition", created)).toBe(accepted);
  });

  test("the same holds at a management group", async () => {
    const created = await define("authorization:PolicyDefinitionAtManagementGroup", {
      managementGroupId: "bank",
    });
    expect(created.id).toBe(`${managementGroup}/providers/Microsoft.Authorization/policyDefinitions/mine`);
    await createInitiative(created.id);
    expect(await responseTo(azure.delete("authorization:PolicyDefinitionAtManagementGroup", created))).toBe(
      "400 InvalidDeletePolicyDefinitionRequest",
    );
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ["a definition with its required parameter", (id) => createInitiative(id), accepted],
    [
      "a definition without its required parameter",
      (id) => createInitiative(id, {}),
      "400 MissingPolicyParameter",
    ],
    [
      "a definition with an unknown parameter",
      (id) => createInitiative(id, { most: {}, least: {} }),
      "400 UndefinedPolicyParameter",
    ],
    [
      "a definition that does not exist",
      (id) => createInitiative(`${id}-not`),
      "404 PolicyDefinitionNotFound",
    ],
    [
      "an initiative",
      (id) => createInitiative(id.replace("policyDefinitions", "policySetDefinitions")),
      "400 InvalidCreatePolicySetDefinitionRequest",
    ],
  ])("an initiative of %s", async (_, request, expected) => {
    expect(await responseTo(request((await define()).id))).toBe(expected);
  });
});

describe("a remediation", () => {
  const remediate = (policyAssignmentId: string, token = "policyinsights:RemediationAtResource") =>
    azure.create(token, { resourceId: subscription, policyAssignmentId });

  test("of an assignment gets a generated name", async () => {
    const { id } = await assign();
    const created = await remediate(id);
    expect(created.id).toMatch(
      new RegExp(`^${subscription}/providers/Microsoft.PolicyInsights/remediations/it[0-9a-f]{8}$`),
    );
    const atSubscription = await remediate(id, "policyinsights:RemediationAtSubscription");
    expect(atSubscription.id).toContain(`${subscription}/providers/Microsoft.PolicyInsights/`);
  });

  test("requires an assignment, and for an initiative the definition in it", async () => {
    expect(await responseTo(remediate(`${subscription}/none`))).toBe("400 InvalidCreateRemediationRequest");
    const definition = await azure.create("authorization:PolicyDefinition", { policyDefinitionName: "mine" });
    const initiative = await azure.create("authorization:PolicySetDefinition", {
      policySetDefinitionName: "all",
      policyDefinitions: [{ policyDefinitionId: definition.id }],
    });
    const { id } = await assign({ policyDefinitionId: initiative.id, parameters: {} });
    expect(await responseTo(remediate(id))).toBe("400 InvalidCreateRemediationRequest");
  });
});

describe("a role assignment", () => {
  const assignRole = (roleAssignmentName: string, scope = subscription) =>
    azure.create("authorization:RoleAssignment", {
      ...{ scope, roleAssignmentName, principalId: "somebody", principalType: "ServicePrincipal" },
      roleDefinitionId: "role",
    });
  const [one, two] = ["1", "2"].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`) as [
    string,
    string,
  ];

  test("requires a GUID as its name, and exists only once at a scope", async () => {
    expect(await responseTo(assignRole("role"))).toBe("400 InvalidRoleAssignmentId");
    expect(await responseTo(assignRole(one))).toBe(accepted);
    expect(await responseTo(assignRole(two))).toBe("409 RoleAssignmentExists");
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    expect(await responseTo(assignRole(two, group))).toBe(accepted);
  });
});
