import { renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { repairVariable } from "../../src/core/environment";
import { unknownMark } from "../../src/stack/marks";
import { Failure } from "../failure";
import { cannotWrite } from "../files";
import { type Pulumi, pulumiFailure } from "../pulumi";
import { type Inputs, isAsDeclared, type StateResource } from "./importedResource";
import { encryptSecrets, shownSecret, withMarkedSecrets, withOwnSecrets } from "./secretInputs";
import { assertUnchanged, exportedState, importState } from "./state";
import { type Path, replaced, spansOf, textAt } from "./stateText";

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

/** What Pulumi shows instead of a value. */
const placeholders = [unknownMark, shownSecret];

/** What was restored: how many resources, and the file with the state of before. */
export interface Restored {
  readonly count: number;
  /** Whether plain secrets were encrypted. */
  readonly encrypted: boolean;
  readonly stateBefore?: string;
}

/**
 * Replaces the imported inputs in the stack by the program's inputs, for each resource that is as the program declares it. An import
 * reads everything that Azure returns, and without this the next preview would show an update that removes what the program omits. A
 * resource that differs from the program is not changed, so preview shows the difference; neither is a component that was in the stack, whose
 * map of VMs may have changed since. What an import read of a secret is encrypted.
 *
 * @param keepIn The folder for the state of before.
 * @param shown The output of a preview of the stack as it is. Omitted: it is made here.
 * @throws Failure if the CLI fails, or if something else changed the state meanwhile.
 */
export async function restoreProgramInputs(
  pulumi: Pulumi,
  keepIn: string,
  shown?: string,
): Promise<Restored> {
  const preview = shown ?? (await previewOf(pulumi));
  const exported = await exportedState(pulumi);
  const before = await encryptSecrets(pulumi, exported, allDeclared(preview));
  const encrypted = before !== exported;
  const changes = inputChanges(before, preview);
  if (changes.length === 0) return { count: 0, encrypted };
  // Numbers and texts of everything else stay as they are written, also those that JavaScript cannot hold.
  const after = replaced(before, changes);
  assertOnlyInputsChanged(before, after);
  await assertUnchanged(pulumi, before);
  const stateBefore = keepState(before, keepIn);
  await importState(pulumi, after);
  return { count: changes.length, encrypted, stateBefore };
}

/** Whether a repair ended between its import and the restoring of inputs: the stack has what {@link restoreProgramInputs} would change. */
export async function isUnfinished(pulumi: Pulumi, preview: string): Promise<boolean> {
  const state = await exportedState(pulumi);
  return withMarkedSecrets(state, allDeclared(preview)) !== state || inputChanges(state, preview).length > 0;
}

async function previewOf(pulumi: Pulumi): Promise<string> {
  const preview = await pulumi(["preview", "--json"], previewEnv);
  if (preview.exitCode !== 0) throw pulumiFailure("preview", preview);
  return preview.stdout;
}

const allDeclared = (preview: string) => declaredInputs(preview, () => true);

function inputChanges(state: string, preview: string) {
  // azure-native reads a scope without its first slash, so the next preview would replace what was imported.
  const declared = declaredInputs(preview, (op) => op === "update" || op === "replace");
  const resources = (JSON.parse(state) as State).deployment?.resources ?? [];
  return inputPlaces(state).flatMap(({ index, span, written }) => {
    const resource = resources[index];
    const shown = resource && declared.get(resource.urn);
    if (resource === undefined || shown === undefined) return [];
    const inputs = withOwnSecrets(shown, resource.inputs);
    return mayReplace(resource, JSON.parse(inputs)) ? { span, by: written(inputs) } : [];
  });
}

/** Where the text of a state has the inputs of a resource, or gets them: a component that was imported has none. */
interface InputPlace {
  /** The resource's index in the state. */
  readonly index: number;
  readonly span: { readonly start: number; readonly end: number };
  /** The text there, from the inputs. */
  readonly written: (inputs: string) => string;
}

function inputPlaces(state: string): InputPlace[] {
  const isOfResource = ([a, b, , field, ...rest]: Path) =>
    a === "deployment" &&
    b === "resources" &&
    (field === undefined || field === "inputs") &&
    rest.length === 0;
  const spans = spansOf(state, (path) => path.length >= 3 && isOfResource(path));
  const inputs = spans.filter(({ path }) => path.length === 4);
  const withInputs = new Set(inputs.map(({ path }) => path[2]));
  return [
    ...inputs.map(({ path, span }) => ({ index: Number(path[2]), span, written: (text: string) => text })),
    ...spans
      .filter(({ path }) => path.length === 3 && !withInputs.has(path[2]))
      .map(({ path, span: { start } }) => ({
        index: Number(path[2]),
        span: { start: start + 1, end: start + 1 },
        written: (text: string) => `"inputs":${text},`,
      })),
  ];
}

/** The program's inputs of the resources whose step in a preview is wanted, as JSON texts, by URN. */
function declaredInputs(
  preview: string,
  isWanted: (op: string | undefined) => boolean,
): ReadonlyMap<string, string> {
  const { steps = [] } = JSON.parse(preview) as { steps?: readonly Step[] };
  const isInputs = (path: Path) =>
    path.length === 4 && path[0] === "steps" && path[2] === "newState" && path[3] === "inputs";
  return new Map(
    spansOf(preview, isInputs).flatMap(({ path, span }): [string, string][] => {
      const step = steps[Number(path[1])];
      return step && isWanted(step.op) ? [[step.urn, textAt(preview, span)]] : [];
    }),
  );
}

/** Whether the program's inputs may replace those of a resource: they hide nothing, and Azure has what they declare. */
const mayReplace = (resource: StateResource, inputs: Inputs): boolean =>
  !hasPlaceholder(inputs) &&
  !hasPlaceholder(resource.inputs) &&
  // A component that came back has no inputs. Those of any other component tell the next preview what the program changes.
  (resource.custom === true ? isAsDeclared(resource, inputs) : !hasInputs(resource));

const hasInputs = ({ inputs }: StateResource): boolean => Object.keys(inputs ?? {}).length > 0;

/** Compares the texts of two states. @throws Failure if they differ in anything but the inputs of resources. */
function assertOnlyInputsChanged(before: string, after: string): void {
  const withoutInputs = (state: string) =>
    replaced(
      state,
      inputPlaces(state).map(({ span, written }) => ({ span, by: written("{}") })),
    );
  if (withoutInputs(before) !== withoutInputs(after))
    throw new Failure(
      "The changed state differs from the stack's in more than inputs, so it was not imported.",
    );
}

/** Writes a state to a file, whose path is returned. @throws Failure */
function keepState(state: string, folder: string): string {
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const file = resolve(folder, `pulumi-state-before-repair-${time}.json`);
  // It has the stack's secrets, encrypted.
  const draft = `${file}.draft`;
  try {
    writeFileSync(draft, state, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
  return file;
}

/** Whether values contain an unknown value, or a secret that is not known, which must be neither compared nor written. */
const hasPlaceholder = (value: unknown): boolean => {
  const text = JSON.stringify(value ?? null);
  return placeholders.some((placeholder) => text.includes(placeholder));
};
