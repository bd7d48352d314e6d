import type { Json } from "../../../simulator/azure/json";
import { group, responseTo, startAzure, subscription, type TestAzure } from "./harness";

const accepted = "accepted";
const managementGroup = "/providers/Microsoft.Management/managementGroups/bank";
const builtIn = (id: string) => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
const withTag = builtIn("345fa903-145c-4fe1-8bcd-93ec2adccde8");
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
  policyDefinitionId: withTag,
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
    ["as it should be", {}, accepted],
    [
      "of a policy that deploys, without an identity",
      { identity: undefined },
      "400 ResourceIdentityRequired",
    ],
    ["with an identity, without a region", { location: undefined }, "400 LocationRequired"],
    [
      "that audits needs neither",
      { policyDefinitionId: audit, identity: undefined, location: undefined, parameters: {} },
      accepted,
    ],
    ["without the policy", without("backupPolicyId"), "400 MissingPolicyParameter"],
    ["without the tag's name, which has a default", without("inclusionTagName"), accepted],
    [
      "with a parameter too many",
      { parameters: { ...parameters, vault: { value: 1 } } },
      "400 UndefinedPolicyParameter",
    ],
    ["of 64 letters", { policyAssignmentName: "g".repeat(64) }, accepted],
    ["of 65 letters", { policyAssignmentName: "g".repeat(65) }, "400 InvalidPolicyAssignmentName"],
    [
      "of 24 letters at a management group",
      { scope: managementGroup, policyAssignmentName: "g".repeat(24) },
      accepted,
    ],
    [
      "of 25 letters at a management group",
      { scope: managementGroup, policyAssignmentName: "g".repeat(25) },
      "400 InvalidPolicyAssignmentName",
    ],
    [
      "of a definition that is not there",
      { policyDefinitionId: `${subscription}${builtIn("mine")}` },
      "404 PolicyDefinitionNotFound",
    ],
    [
      "of an initiative that is not there",
      {
        policyDefinitionId: `${managementGroup}/providers/Microsoft.Authorization/policySetDefinitions/mine`,
      },
      "404 PolicySetDefinitionNotFound",
    ],
    ["of another one of Azure's own", { policyDefinitionId: builtIn("another") }, accepted],
  ])("%s", async (_, more, expected) => {
    expect(await responseTo(assign(more))).toBe(expected);
  });

  test("gets an identity that stays through updates, and is another one when it is made again", async () => {
    const made = await assign();
    const { principalId } = made.outputs.identity as Json;
    expect(principalId).toMatch(/^[0-9a-f-]{36}$/);
    const updated = await azure.update(
      "authorization:PolicyAssignment",
      made,
      assignment({ displayName: "Gold" }),
    );
    expect((updated.outputs.identity as Json).principalId).toBe(principalId);
    await azure.delete("authorization:PolicyAssignment", made);
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
  const gather = (policyDefinitionId: string, given: Json = { most: { value: 1 } }) =>
    azure.create("authorization:PolicySetDefinition", {
      policySetDefinitionName: "all",
      policyDefinitions: [{ policyDefinitionId, parameters: given }],
    });

  test("a definition in use is not deleted, nor an initiative", async () => {
    const made = await define();
    const initiative = await gather(made.id);
    const assigned = await assign({ policyDefinitionId: initiative.id, parameters: {}, identity: undefined });
    const deletion = (token: string, one: typeof made) =>
      responseTo(azure.delete(`authorization:${token}`, one));
    expect(await deletion("PolicyDefinition", made)).toBe("400 InvalidDeletePolicyDefinitionRequest");
    expect(await deletion("PolicySetDefinition", initiative)).toBe(
      "400 InvalidDeletePolicySetDefinitionRequest",
    );
    expect(await deletion("PolicyAssignment", assigned)).toBe(accepted);
    expect(await deletion("PolicySetDefinition", initiative)).toBe(accepted);
    expect(await deletion("PolicyDefinition", made)).toBe(accepted);
  });

  test("at a management group as well", async () => {
    const made = await define("authorization:PolicyDefinitionAtManagementGroup", {
      managementGroupId: "bank",
    });
    expect(made.id).toBe(`${managementGroup}/providers/Microsoft.Authorization/policyDefinitions/mine`);
    await gather(made.id);
    expect(await responseTo(azure.delete("authorization:PolicyDefinitionAtManagementGroup", made))).toBe(
      "400 InvalidDeletePolicyDefinitionRequest",
    );
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ["a definition with its parameters", (id) => gather(id), accepted],
    ["a definition without one", (id) => gather(id, {}), "400 MissingPolicyParameter"],
    [
      "a definition with another one",
      (id) => gather(id, { most: {}, least: {} }),
      "400 UndefinedPolicyParameter",
    ],
    ["no definition", (id) => gather(`${id}-not`), "404 PolicyDefinitionNotFound"],
    [
      "an initiative",
      (id) => gather(id.replace("policyDefinitions", "policySetDefinitions")),
      "400 InvalidCreatePolicySetDefinitionRequest",
    ],
  ])("an initiative of %s", async (_, work, expected) => {
    expect(await responseTo(work((await define()).id))).toBe(expected);
  });
});

describe("a remediation", () => {
  const remediate = (policyAssignmentId: string, token = "policyinsights:RemediationAtResource") =>
    azure.create(token, { resourceId: subscription, policyAssignmentId });

  test("of an assignment; its name is its own", async () => {
    const { id } = await assign();
    const made = await remediate(id);
    expect(made.id).toMatch(
      new RegExp(`^${subscription}/providers/Microsoft.PolicyInsights/remediations/it[0-9a-f]{8}$`),
    );
    const atSubscription = await remediate(id, "policyinsights:RemediationAtSubscription");
    expect(atSubscription.id).toContain(`${subscription}/providers/Microsoft.PolicyInsights/`);
  });

  test("of nothing, and of an initiative without saying of what in it", async () => {
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
  const give = (roleAssignmentName: string, scope = subscription) =>
    azure.create("authorization:RoleAssignment", {
      ...{ scope, roleAssignmentName, principalId: "somebody", principalType: "ServicePrincipal" },
      roleDefinitionId: "role",
    });
  const [one, two] = ["1", "2"].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`) as [
    string,
    string,
  ];

  test("is named by a GUID, and given once", async () => {
    expect(await responseTo(give("role"))).toBe("400 InvalidRoleAssignmentId");
    expect(await responseTo(give(one))).toBe(accepted);
    expect(await responseTo(give(two))).toBe("409 RoleAssignmentExists");
    await azure.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "westeurope" });
    expect(await responseTo(give(two, group))).toBe(accepted);
  });
});
