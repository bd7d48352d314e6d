/** @jest-environment ./test/support/engineEnvironment.js */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { type Outcome, repositoryDir, type Stack } from "../../simulator/engine";
import {
  env,
  errorsOf,
  expectNoChange,
  policyPacks,
  stackOfProject,
  subscription,
  succeeded,
} from "../support/engine";

jest.setTimeout(300_000);

/** A copy of the example's folder, with what `npm install` adds to it. */
function copied(): string {
  const root = mkdtempSync(join(tmpdir(), "avb-scale-"));
  const copy = join(root, "policy-at-scale");
  cpSync(join(repositoryDir, "examples/policy-at-scale"), copy, { recursive: true });
  mkdirSync(join(copy, "node_modules"));
  symlinkSync(repositoryDir, join(copy, "node_modules/azure-vm-backup"));
  symlinkSync(join(repositoryDir, "node_modules"), join(root, "node_modules"));
  return copy;
}

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = copied();
  stack = await stackOfProject(folder, { config: { "azure-native:location": "westeurope" } });
});
afterAll(() => {
  stack?.remove();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const up = async (config: Record<string, unknown> = {}) => {
  stack.setConfig(config);
  return succeeded(await stack.up({ env }));
};
/** Changes in Azure, without those of a component's arguments. */
const azureChanges = ({ steps }: Outcome): string[] =>
  steps
    .filter(({ op, type }) => op !== "same" && type.startsWith("azure-native:"))
    .map(({ op, name }) => `${op} ${name}`);
const inAzure = (type: string) => [...openStore(stack.azureDir).ofType(type)];
const principals = () =>
  inAzure("Microsoft.Authorization/roleAssignments").map(({ properties }) => properties.principalId);

it("preview creates nothing, and no policy of the pack refuses anything", async () => {
  const preview = await stack.preview({ env, policyPacks });
  expect(errorsOf(preview)).toBe("");
  expect(preview.policyViolations.filter(({ level }) => level === "mandatory")).toEqual([]);
  expect(inAzure("Microsoft.Authorization/policyAssignments")).toEqual([]);
});

it("up creates the assignments, their identities' roles and the initiative of limits, and a second up changes nothing", async () => {
  const first = await up();
  expect(first.outputs.assignments).toEqual({
    gold: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-gold`,
    silver: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-silver`,
    others: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-others`,
    audit: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-audit`,
  });
  const assigned = inAzure("Microsoft.Authorization/policyAssignments");
  const others = assigned.find(({ name }) => name === "fleet-others");
  expect(others?.properties.parameters).toMatchObject({
    exclusionTagName: { value: "backup" },
    exclusionTagValue: { value: ["gold", "silver", "none"] },
  });
  const roles = inAzure("Microsoft.Authorization/roleAssignments");
  const scopes = roles.map(({ properties }) => properties.principalId);
  expect(roles.length).toBe(6);
  expect(new Set(scopes).size).toBe(3);
  expect(roles.filter(({ id }) => id.startsWith(`${subscription}/resourceGroups/`)).length).toBe(3);
  expect(inAzure("Microsoft.Authorization/policySetDefinitions").map(({ name }) => name)).toEqual([
    "backup-limits",
  ]);
  expect(assigned.find(({ name }) => name === "backup-limits")?.properties).toMatchObject({
    scope: subscription,
    notScopes: [`${subscription}/resourceGroups/lab`],
  });
  expectNoChange(await up());
});

it("a run of remediation only creates its tasks, and another label starts another run", async () => {
  const before = principals();
  const keys = ["gold", "silver", "others"];
  expect(azureChanges(await up({ remediationRun: "first" })).sort()).toEqual(
    keys.map((key) => `create fleet-${key}-first`).sort(),
  );
  expectNoChange(await up());
  const second = azureChanges(await up({ remediationRun: "second" }));
  expect(second.filter((step) => step.startsWith("create")).sort()).toEqual(
    keys.map((key) => `create fleet-${key}-second`).sort(),
  );
  expect(inAzure("Microsoft.PolicyInsights/remediations").length).toBe(6);
  expect(principals()).toEqual(before);
});

it("another effect changes only the initiative, and auditing a management group replaces the audit of the subscription", async () => {
  expect(azureChanges(await up({ limits: "Deny" }))).toEqual(["update backup-limits"]);
  const [initiative] = inAzure("Microsoft.Authorization/policySetDefinitions");
  const parameters = initiative?.properties.parameters as Record<string, { defaultValue: unknown }>;
  expect(parameters["effect-vm-data-disk-limit"]?.defaultValue).toBe("Deny");
  expect(parameters["effect-vm-os-supported"]?.defaultValue).toBe("Audit");
  expect(azureChanges(await up({ managementGroup: "bank" }))).toEqual([
    "delete-replaced fleet-audit",
    "replace fleet-audit",
    "create-replacement fleet-audit",
  ]);
});

it("an effect that Azure does not have is refused before anything changes", async () => {
  stack.setConfig({ limits: "Refuse" });
  const refused = await stack.up({ env });
  expect(errorsOf(refused)).toContain("effect");
  expect(azureChanges(refused)).toEqual([]);
  stack.setConfig({ limits: "Deny" });
});

it("destroy deletes assignments, roles and definitions, and the tasks stay as Azure's record", async () => {
  // The example protects its vault from being destroyed.
  const { resources = [] } = await stack.exportState();
  const vault = resources.find(({ type }) => type === "azure-native:recoveryservices:Vault");
  await stack.pulumi(["state", "unprotect", String(vault?.urn), "--yes"]);
  expect(errorsOf(await stack.destroy({ env }))).toBe("");
  for (const type of ["policyAssignments", "policyDefinitions", "policySetDefinitions", "roleAssignments"])
    expect(inAzure(`Microsoft.Authorization/${type}`)).toEqual([]);
  expect(inAzure("Microsoft.PolicyInsights/remediations").length).toBe(6);
});
