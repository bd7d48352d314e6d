/** @jest-environment ./test/support/engineEnvironment.js */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { createStack, type Outcome, repositoryDir, type Stack } from "../../simulator/engine";
import { runLimited } from "../../simulator/engine/process";
import { env, errorsOf, policyPacks } from "../support/engine";

jest.setTimeout(300_000);

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** The example as somebody has it who copied it out, with what `npm install` puts beside it. */
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
  stack = await createStack({ projectDir: folder, config: { "azure-native:location": "westeurope" } });
});
afterAll(() => {
  stack?.remove();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const given = { env: { ...env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" }, policyPacks };
const up = async (config: Record<string, unknown> = {}) => {
  stack.setConfig(config);
  const done = await stack.up(given);
  expect(errorsOf(done)).toBe("");
  return done;
};
/** What changes in Azure; a component's own step says what changed of its arguments. */
const moves = ({ steps }: Outcome): string[] =>
  steps
    .filter(({ op, type }) => op !== "same" && type.startsWith("azure-native:"))
    .map(({ op, name }) => `${op} ${name}`);
const inAzure = (type: string) => [...openStore(stack.azureDir).ofType(type)];
const principals = () =>
  inAzure("Microsoft.Authorization/roleAssignments").map(({ properties }) => properties.principalId);

it("compiles, strictly, by its own tsconfig.json", async () => {
  const tsc = join(repositoryDir, "node_modules/typescript/bin/tsc");
  const run = await runLimited(process.execPath, [tsc, "-p", "."], { cwd: folder, timeLimitSeconds: 200 });
  expect([run.stdout, run.exitCode]).toEqual(["", 0]);
});

it("preview makes nothing and refuses nothing", async () => {
  const preview = await stack.preview(given);
  expect(errorsOf(preview)).toBe("");
  expect(preview.policyViolations.filter(({ level }) => level === "mandatory")).toEqual([]);
  expect(inAzure("Microsoft.Authorization/policyAssignments")).toEqual([]);
});

it("up assigns, gives the identities their roles, and stands the limits in the subscription; then all is the same", async () => {
  const first = await up();
  expect(first.outputs.assignments).toEqual({
    gold: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-gold`,
    silver: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-silver`,
    others: `${subscription}/providers/Microsoft.Authorization/policyAssignments/fleet-others`,
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
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
});

it("a run of remediation brings its tasks and touches nothing else; another label starts another run", async () => {
  const before = principals();
  const keys = ["gold", "silver", "others"];
  expect(moves(await up({ remediationRun: "first" })).sort()).toEqual(
    keys.map((key) => `create fleet-${key}-first`).sort(),
  );
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
  const second = moves(await up({ remediationRun: "second" }));
  expect(second.filter((move) => move.startsWith("create")).sort()).toEqual(
    keys.map((key) => `create fleet-${key}-second`).sort(),
  );
  expect(inAzure("Microsoft.PolicyInsights/remediations").length).toBe(6);
  expect(principals()).toEqual(before);
});

it("another effect changes the initiative alone, and the audit of a management group comes beside", async () => {
  expect(moves(await up({ limits: "Deny" }))).toEqual(["update backup-limits"]);
  const [initiative] = inAzure("Microsoft.Authorization/policySetDefinitions");
  const parameters = initiative?.properties.parameters as Record<string, { defaultValue: unknown }>;
  expect(parameters["effect-vm-data-disk-limit"]?.defaultValue).toBe("Deny");
  expect(parameters["effect-vm-os-supported"]?.defaultValue).toBe("Audit");
  expect(moves(await up({ managementGroup: "bank" }))).toEqual(["create fleet-audit"]);
});

it("an effect that Azure does not have is refused before anything changes", async () => {
  stack.setConfig({ limits: "Refuse" });
  const refused = await stack.up(given);
  expect(errorsOf(refused)).toContain("effect");
  expect(moves(refused)).toEqual([]);
  stack.setConfig({ limits: "Deny" });
});

it("destroy takes assignments, roles and definitions along; the tasks stay as Azure's record", async () => {
  // The vault of the example is to stay: taken out of the way, so that all else goes.
  const { resources = [] } = await stack.exportState();
  const vault = resources.find(({ type }) => type === "azure-native:recoveryservices:Vault");
  await stack.pulumi(["state", "unprotect", String(vault?.urn), "--yes"]);
  expect(errorsOf(await stack.destroy({ env: given.env }))).toBe("");
  for (const type of ["policyAssignments", "policyDefinitions", "policySetDefinitions", "roleAssignments"])
    expect(inAzure(`Microsoft.Authorization/${type}`)).toEqual([]);
  expect(inAzure("Microsoft.PolicyInsights/remediations").length).toBe(6);
});
