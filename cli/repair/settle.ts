import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockTimeOf } from "../../src/backupPolicy/clock";
import { stoppedStates } from "../../src/protection/facts";
import type { Pulumi } from "../pulumi";

interface Step {
  readonly op?: string;
  readonly urn: string;
  readonly newState?: { readonly inputs?: Readonly<Record<string, unknown>> };
}
interface State {
  readonly urn: string;
  readonly custom?: boolean;
  inputs?: Inputs;
  readonly outputs?: Inputs;
}

type Inputs = Readonly<Record<string, unknown>>;

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secrets = ["4dabf18193072939515e22adb298388d", "[secret]"];

/**
 * An import reads everything back that Azure can be asked for, and the next preview would take away what the program leaves to Azure.
 * Where the program asks for nothing but what Azure has, its own inputs take their place in the stack: nothing is left to change.
 * Where it asks for something else, nothing is touched, and preview shows it. Answers how many were settled.
 */
export async function settleInputs(pulumi: Pulumi): Promise<number> {
  const [preview, exported] = [await pulumi(["preview", "--json"]), await pulumi(["stack", "export"])];
  if (preview.exitCode !== 0 || exported.exitCode !== 0) return 0;
  const { steps = [] } = JSON.parse(preview.stdout) as { steps?: readonly Step[] };
  const state = JSON.parse(exported.stdout) as { deployment?: { resources?: State[] } };
  const wanted = new Map(
    steps.filter(({ op }) => op === "update").map(({ urn, newState }) => [urn, newState?.inputs]),
  );
  let count = 0;
  for (const resource of state.deployment?.resources ?? []) {
    const inputs = wanted.get(resource.urn);
    if (inputs === undefined || isHidden(inputs) || isHidden(resource.inputs)) continue;
    if (resource.custom === true && !isAsAsked(resource, inputs)) continue;
    resource.inputs = inputs;
    count++;
  }
  if (count > 0) await write(pulumi, state);
  return count;
}

async function write(pulumi: Pulumi, state: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "azure-vm-backup-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state));
    await pulumi(["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether there is anything among values that must not be compared or written: a secret, or what is not known yet. */
const isHidden = (value: unknown): boolean => {
  const text = JSON.stringify(value ?? null);
  return [unknown, ...secrets].some((hidden) => text.includes(hidden));
};

/**
 * Whether a resource is as the program asks. What was answered counts, since an import leaves out of the inputs whatever is false or
 * empty; names stand in the inputs alone. Of a stopped item Azure may answer no policy, and it has one all the same.
 */
function isAsAsked({ inputs = {}, outputs = {} }: State, asked: Inputs): boolean {
  const { protectionState, policyId } = (outputs.properties ?? {}) as {
    protectionState?: string;
    policyId?: string;
  };
  const isStopped = policyId === undefined && stoppedStates.includes(protectionState ?? "");
  return Object.entries(asked).every(([key, value]) => {
    // azure-native sends a location with everything; of policies and items Azure answers none.
    if (key === "location" && outputs[key] === undefined && inputs[key] === undefined) return true;
    const wanted = isStopped && key === "properties" ? { ...(value as Inputs), policyId: undefined } : value;
    return has(outputs[key], wanted) || has(inputs[key], wanted);
  });
}

/** Of a backup's time Azure reads the clock alone; the date is whatever day the policy was written. */
const isSameClock = (a: unknown, b: unknown): boolean =>
  isTimestamp(a) && isTimestamp(b) && clockTimeOf(a) === clockTimeOf(b);

const isTimestamp = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}T/.test(String(value));

/** Whether all that is asked for is there, and perhaps more. */
export function has(given: unknown, asked: unknown): boolean {
  if (typeof asked !== "object" || asked === null) return given === asked || isSameClock(given, asked);
  // A policy that moves nothing to the archive says so or says nothing.
  if (given === undefined && (asked as { tieringMode?: unknown }).tieringMode === "DoNotTier") return true;
  if (given === undefined)
    return !Array.isArray(asked) && Object.values(asked).every((value) => has(undefined, value));
  if (typeof given !== "object" || given === null || Array.isArray(given) !== Array.isArray(asked))
    return false;
  if (Array.isArray(asked) && asked.length !== (given as unknown[]).length) return false;
  return Object.entries(asked).every(([key, value]) => has((given as Record<string, unknown>)[key], value));
}
