import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformFileSync } from "@swc/core";
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack, StackOptions } from "../../simulator/engine";
import { repositoryDir } from "../../simulator/engine/cache";

/** Set by engineEnvironment.js, which a test file names in its first line. */
declare const nodeRequire: NodeJS.Require | undefined;

export function loadEngine(): typeof import("../../simulator/engine") {
  if (typeof nodeRequire === "undefined")
    throw new Error("Begin the file with: /** @jest-environment ./test/support/engineEnvironment.js */");
  return nodeRequire(join(repositoryDir, "dist/simulator/engine"));
}

/** The policy pack, as `--policy-pack` takes it. */
export const policyPacks = [join(repositoryDir, "policies")];

/** With it, simulated Azure protects VMs that do not exist, for tests that need only the vault. */
export const env = { AZURE_SIMULATION_ANY_VM: "1" };

/** Configuration that retries transient errors without a pause. */
export const withoutPauses = {
  "azure-vm-backup:retryPauseSeconds": 0,
  "azure-vm-backup:pollSeconds": 0.1,
};

/**
 * Pulumi's loader of TypeScript compiles a program without checking its types, which takes four seconds of CPU time for each command: for
 * projects whose types another test checks.
 */
export const withoutTypeCheck = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
export const bankGroup = `${subscription}/resourceGroups/bank`;
export const bankVaultId = `${bankGroup}/providers/Microsoft.RecoveryServices/vaults/bank-vault`;

export const vmId = (name: string) => `${bankGroup}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** The id of a VM's protected item in a vault of the group bank. */
export const itemId = (vmName: string, vaultId = bankVaultId) =>
  `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${vmName}/protectedItems/vm;iaasvmcontainerv2;bank;${vmName}`;

/** Properties of a resource in simulated Azure; undefined if there is none. */
export const propertiesInAzure = ({ azureDir }: Stack, id: string) =>
  openStore(azureDir).find(id)?.properties.properties as Record<string, unknown> | undefined;

/**
 * A stack of one of the compiled programs beside this file. Program and simulated Azure run in this process unless `inProcess` is false.
 * The caller removes the stack.
 */
export async function stackOf(program: string, options: Partial<StackOptions> = {}): Promise<Stack> {
  const file = join(repositoryDir, `dist/test/engine/programs/${program}.js`);
  return loadEngine().createStack({ program: file, inProcess: true, ...options });
}

/** The stack for a program that does not call Azure's REST API: its commands need no certificate, which takes a second process. */
export function withoutCertificates(stack: Stack): Stack {
  const without =
    (command: Stack["up"]): Stack["up"] =>
    ({ env: { NODE_EXTRA_CA_CERTS: _, ...env } = {}, ...given } = {}) =>
      command({ ...given, env });
  const { preview, up, refresh, destroy } = stack;
  return {
    ...stack,
    ...{ preview: without(preview), up: without(up), refresh: without(refresh), destroy: without(destroy) },
  };
}

/** The engine whose stacks run their programs in this process, for tests of what users import. */
export function engineInProcess() {
  const engine = loadEngine();
  const createStack: typeof engine.createStack = async (options) =>
    withoutCertificates(await engine.createStack({ ...options, inProcess: options.program !== undefined }));
  return { ...engine, createStack };
}

/** Steps that did something, as `op name`. */
export const changedSteps = ({ steps }: Outcome): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);

/** The error messages of an outcome, joined. */
export const errorsOf = ({ diagnostics }: Outcome): string =>
  diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");

/** Expects that the operation succeeded. */
export function succeeded(outcome: Outcome): Outcome {
  expect(errorsOf(outcome)).toBe("");
  expect(outcome.ok).toBe(true);
  return outcome;
}

/** Expects that the operation succeeded and had nothing to do. */
export function expectNoChange(outcome: Outcome): void {
  expect(Object.keys(succeeded(outcome).changes)).toEqual(["same"]);
}

/** Policies that reported a finding, with their enforcement levels, each once. */
export const findingsOf = ({ policyViolations }: Outcome): string[] =>
  [...new Set(policyViolations.map(({ policy, level }) => `${policy} [${level}]`))].sort();

/**
 * A stack of a project in TypeScript, whose index.ts is compiled beside it and run in this process. Pulumi's own TypeScript loader takes
 * seconds for each command: a test that a project runs as it is written creates the stack by `createStack`.
 */
export async function stackOfProject(folder: string, options: Partial<StackOptions> = {}): Promise<Stack> {
  const compiled = transformFileSync(join(folder, "index.ts"), {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
    // Only the package's own settings count, not those of a folder around it.
    swcrc: false,
  });
  const program = join(folder, "index.js");
  writeFileSync(program, compiled.code);
  return loadEngine().createStack({ program, inProcess: true, ...options });
}
