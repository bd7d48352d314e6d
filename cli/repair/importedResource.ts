import { clockTimeOf } from "../../src/backupPolicy/clock";
import { stoppedStates } from "../../src/protection/facts";

export type Inputs = Readonly<Record<string, unknown>>;

/** A resource of a stack's state. */
export interface State {
  readonly urn: string;
  readonly type?: string;
  readonly custom?: boolean;
  inputs?: Inputs;
  readonly outputs?: Inputs;
}

/** What an import reads and a program need not say: Azure fills it in, or a request that leaves it out leaves it as it is. */
const azuresOwn: Readonly<Record<string, RegExp>> = {
  "azure-native:recoveryservices:Vault":
    /^(location|sku\.|properties\.(monitoringSettings|restoreSettings|publicNetworkAccess|securitySettings)(\.|$))/,
  "azure-native:recoveryservices:ProtectionPolicy":
    /^(location|properties\.(protectedItemsCount|schedulePolicy\.scheduleWeeklyFrequency)$)/,
  "azure-native:recoveryservices:ProtectedItem":
    /^(location|properties\.(containerName|policyName|protectionState|protectionStatus|healthStatus|protectedItemHealthStatus|lastBackupStatus|lastRecoveryPoint|isArchiveEnabled|extendedInfo|kpisHealths)(\.|$))/,
};

/**
 * Whether a resource is as the program asks: Azure has all of it, and what Azure has beyond it is Azure's own. What was answered counts,
 * since an import leaves out of the inputs whatever is false or empty; names stand in the inputs alone.
 */
export function isAsAsked({ type = "", inputs = {}, outputs = {} }: State, asked: Inputs): boolean {
  const own = azuresOwn[type];
  if (own === undefined || !isInState(type, outputs, asked)) return false;
  const isThere = Object.entries(asked).every(([key, value]) => {
    // azure-native sends a location with everything; of policies and items Azure answers none.
    if (key === "location" && outputs[key] === undefined && inputs[key] === undefined) return true;
    const wanted =
      key === "properties" && isStoppedWithoutPolicy(outputs) ? without(value as Inputs, "policyId") : value;
    return has(outputs[key], wanted) || has(inputs[key], wanted);
  });
  return isThere && beyond(inputs, asked).every((path) => own.test(path));
}

interface ItemState {
  readonly protectionState?: string;
  readonly policyId?: string;
  readonly isScheduledForDeferredDelete?: boolean;
}

const itemOf = (values: Inputs): ItemState => (values.properties ?? {}) as ItemState;

/** An item that no state is asked of is to be protected: a stopped or a deleted one is not. */
function isInState(type: string, outputs: Inputs, asked: Inputs): boolean {
  if (!type.endsWith(":ProtectedItem")) return true;
  const { protectionState = "", isScheduledForDeferredDelete } = itemOf(outputs);
  if (isScheduledForDeferredDelete === true) return false;
  return !stoppedStates.includes(protectionState) || itemOf(asked).protectionState === protectionState;
}

/** Of a stopped item Azure may answer no policy, and it has one all the same. */
const isStoppedWithoutPolicy = (outputs: Inputs): boolean =>
  itemOf(outputs).policyId === undefined && stoppedStates.includes(itemOf(outputs).protectionState ?? "");

const without = (values: Inputs, name: string): Inputs =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

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
  return Object.entries(asked).every(([key, value]) => has((given as Inputs)[key], value));
}

/** Of a backup's time Azure reads the clock alone; the date is whatever day the policy was written. */
const isSameClock = (a: unknown, b: unknown): boolean =>
  isTimestamp(a) && isTimestamp(b) && clockTimeOf(a) === clockTimeOf(b);

const isTimestamp = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}T/.test(String(value));

/** Paths of what is there and was not asked for. */
export function beyond(given: unknown, asked: unknown, path = ""): string[] {
  if (typeof given !== "object" || given === null) return asked === undefined ? [path] : [];
  return Object.entries(given).flatMap(([key, value]) =>
    beyond(value, (asked as Inputs | undefined)?.[key], path === "" ? key : `${path}.${key}`),
  );
}
