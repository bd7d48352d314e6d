import { join } from "node:path";
import { createStack, type Outcome, type Stack, type StackOptions } from "../../simulator/engine";
import { repositoryDir } from "../../simulator/engine/cache";

/** The policy pack, as `--policy-pack` takes it. */
export const policyPacks = [join(repositoryDir, "policies")];

/** Simulated Azure protects VMs that it does not have: for tests of the vault's side alone. */
export const env = { AZURE_SIMULATION_ANY_VM: "1" };

export const vmId = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/${name}`;

/** A stack of one of the compiled programs beside this file; the caller removes it. */
export async function stackOf(program: string, options: Partial<StackOptions> = {}): Promise<Stack> {
  return createStack({ program: join(repositoryDir, `dist/test/engine/programs/${program}.js`), ...options });
}

/** Steps that did something, as `op name`. */
export const moves = ({ steps }: Outcome): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);

/** The error messages of an outcome, joined. */
export const errorsOf = ({ diagnostics }: Outcome): string =>
  diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");

/** Policies that made a finding, with their levels, without repetition. */
export const findingsOf = ({ policyViolations }: Outcome): string[] =>
  [...new Set(policyViolations.map(({ policy, level }) => `${policy} [${level}]`))].sort();
