import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { repairVariable } from "../../src/core/environment";
import { secretMark, unknownMark } from "../../src/stack/marks";
import { Failure } from "../failure";
import { type Pulumi, pulumiFailure } from "../pulumi";
import { type Inputs, isAsDeclared, type StateResource } from "./importedResource";
import { newTemporaryFolder, removeFolder } from "./temporaryFolder";

interface State {
  readonly deployment?: { readonly resources?: StateResource[] };
}

interface Step {
  readonly op?: string;
  readonly urn: string;
  readonly newState?: { readonly inputs?: Inputs };
}

/** Environment of repair's previews: a change that the components would refuse shows what is missing all the same. */
export const previewEnv = { [repairVariable]: "1" };

/** What Pulumi shows instead of a value. `[secret]` is only in previews. */
const placeholders = [unknownMark, secretMark, "[secret]"];

/** What was restored: how many resources, and the file with the state of before. */
export interface Restored {
  readonly count: number;
  readonly stateBefore?: string;
}

/**
 * Replaces the imported inputs in the stack by the program's inputs, for each resource that is as the program declares it. An import
 * reads everything that Azure returns, and without this the next preview would show an update that removes what the program omits. A
 * resource that differs from the program is not changed, so preview shows the difference; neither is a component that was in the stack, whose
 * map of VMs may have changed since.
 *
 * @param keepIn The folder for the state of before.
 * @throws Failure if the CLI fails, or if something else changed the state meanwhile.
 */
export async function restoreProgramInputs(pulumi: Pulumi, keepIn: string): Promise<Restored> {
  const preview = await pulumi(["preview", "--json"], previewEnv);
  if (preview.exitCode !== 0) throw pulumiFailure("preview", preview);
  const before = await exportedState(pulumi);
  const { steps = [] } = JSON.parse(preview.stdout) as { steps?: readonly Step[] };
  const after = JSON.parse(before) as State;
  const inputsByUrn = new Map(
    steps.filter(({ op }) => op === "update").map(({ urn, newState }) => [urn, newState?.inputs]),
  );
  const changed = new Set<string>();
  for (const resource of after.deployment?.resources ?? []) {
    const inputs = inputsByUrn.get(resource.urn);
    if (inputs === undefined || hasPlaceholder(inputs) || hasPlaceholder(resource.inputs)) continue;
    // A component that came back has no inputs. Those of any other component tell the next preview what the program changes.
    if (resource.custom === true ? !isAsDeclared(resource, inputs) : hasInputs(resource)) continue;
    resource.inputs = inputs;
    changed.add(resource.urn);
  }
  if (changed.size === 0) return { count: 0 };
  assertOnlyInputsChanged(JSON.parse(before) as State, after, changed);
  if ((await exportedState(pulumi)) !== before)
    throw new Failure("Something else changed the stack meanwhile. Run the command again.");
  return { count: changed.size, stateBefore: await importState(pulumi, after, before, keepIn) };
}

const hasInputs = ({ inputs }: StateResource): boolean => Object.keys(inputs ?? {}).length > 0;

async function exportedState(pulumi: Pulumi): Promise<string> {
  const exported = await pulumi(["stack", "export"]);
  if (exported.exitCode !== 0) throw pulumiFailure("stack export", exported);
  return exported.stdout;
}

/** Compares two states. @throws Failure if they differ in anything but the inputs of some resources. */
function assertOnlyInputsChanged(before: State, after: State, urns: ReadonlySet<string>): void {
  const withoutInputs = (state: State) => ({
    ...state,
    deployment: {
      ...state.deployment,
      resources: state.deployment?.resources?.map((resource) =>
        urns.has(resource.urn) ? { ...resource, inputs: {} } : resource,
      ),
    },
  });
  if (!isDeepStrictEqual(withoutInputs(before), withoutInputs(after)))
    throw new Failure(
      "The changed state differs from the stack's in more than inputs, so it was not imported.",
    );
}

/** Imports a state. The state of before stays in a file, whose path is returned. */
async function importState(pulumi: Pulumi, state: State, before: string, keepIn: string): Promise<string> {
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const stateBefore = resolve(keepIn, `pulumi-state-before-repair-${time}.json`);
  // It has the stack's secrets, encrypted.
  writeFileSync(stateBefore, before, { mode: 0o600 });
  const folder = newTemporaryFolder();
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    const imported = await pulumi(["stack", "import", "--file", file]);
    if (imported.exitCode !== 0) throw pulumiFailure("stack import", imported);
  } finally {
    removeFolder(folder);
  }
  return stateBefore;
}

/** Whether values contain a secret or an unknown value, which must be neither compared nor written. */
const hasPlaceholder = (value: unknown): boolean => {
  const text = JSON.stringify(value ?? null);
  return placeholders.some((placeholder) => text.includes(placeholder));
};
