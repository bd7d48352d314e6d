import { clockTimeOf } from "../../src/backupPolicy/clock";
import { textOf } from "../../src/core/values";
import { stoppedStates } from "../../src/protection/facts";
import { withoutVersion } from "../../src/stack/tokens";

export type Inputs = Readonly<Record<string, unknown>>;

/** A resource in the state of a stack. */
export interface StateResource {
  readonly urn: string;
  readonly type?: string;
  readonly custom?: boolean;
  inputs?: Inputs;
  readonly outputs?: Inputs;
}

/**
 * Paths that an import reads and that a program may omit: Azure sets them, or an update that omits them does not change them. By type
 * token without an API version.
 */
const setByAzure: Readonly<Record<string, RegExp>> = {
  "azure-native:recoveryservices:Vault":
    /^(location|sku\.|properties\.(monitoringSettings|restoreSettings|publicNetworkAccess|securitySettings)(\.|$))/,
  "azure-native:recoveryservices:ProtectionPolicy":
    /^(location|properties\.(protectedItemsCount|schedulePolicy\.scheduleWeeklyFrequency)$)/,
  "azure-native:recoveryservices:ProtectedItem":
    /^(location|properties\.(containerName|policyName|protectionState|protectionStatus|healthStatus|healthDetails|protectedItemHealthStatus|lastBackupStatus|lastRecoveryPoint|isArchiveEnabled|extendedInfo|kpisHealths)(\.|$))/,
  "azure-native:recoveryservices:ResourceGuardProxy":
    /^(location|properties\.(description|lastUpdatedTime|resourceGuardOperationDetails)(\.|$))/,
  "azure-native:authorization:ManagementLockByScope": /^owners(\.|$)/,
  "azure-native:authorization:RoleAssignment": /^roleAssignmentName$/,
  "azure-native:monitor:DiagnosticSetting": /^(logs|metrics)\.\d+\.retentionPolicy(\.|$)/,
  "azure-native:alertsmanagement:AlertProcessingRuleByName": /^location$/,
  "azure-native:network:PrivateEndpoint":
    /^(customDnsConfigs|ipConfigurations|customNetworkInterfaceName|privateLinkServiceConnections\.\d+\.(id|privateLinkServiceConnectionState))(\.|$)/,
  "azure-native:network:PrivateDnsZoneGroup": /^name$/,
};

/**
 * Whether an imported resource is as the program declares it: Azure has every declared value, and the program omits only values that
 * Azure sets. It compares the outputs first, because an import leaves false and empty values out of the inputs; only the inputs have
 * the names.
 */
export function isAsDeclared(
  { type = "", inputs = {}, outputs = {} }: StateResource,
  declared: Inputs,
): boolean {
  const ignored = setByAzure[withoutVersion(type)];
  if (ignored === undefined || !hasDeclaredState(type, outputs, declared)) return false;
  const hasAll = Object.entries(declared).every(([key, value]) => {
    // azure-native sends a location with every resource, but Azure returns none for policies and items.
    if (key === "location" && outputs[key] === undefined && inputs[key] === undefined) return true;
    if (key === "sku" && isVaultSku(outputs.sku) && isVaultSku(value)) return true;
    // azure-native reads a scope from the id without its first slash.
    if (scopes.includes(key)) return textOf(inputs[key]).replace(/^\/?/, "/") === value;
    const expected = key === "properties" ? withoutUnanswered(value as Inputs, outputs) : value;
    return includes(outputs[key], expected) || includes(inputs[key], expected);
  });
  return hasAll && undeclaredPaths(inputs, declared).every((path) => ignored.test(path));
}

const scopes: readonly string[] = ["scope", "resourceUri"];

interface ItemState {
  readonly protectionState?: string;
  readonly policyId?: string;
  readonly isScheduledForDeferredDelete?: boolean;
}

const itemStateOf = (values: Inputs): ItemState => (values.properties ?? {}) as ItemState;

/** Whether an item has the declared protection state. Without a declared state it must be neither stopped nor soft-deleted. */
function hasDeclaredState(type: string, outputs: Inputs, declared: Inputs): boolean {
  if (!type.endsWith(":ProtectedItem")) return true;
  const { protectionState = "", isScheduledForDeferredDelete } = itemStateOf(outputs);
  if (isScheduledForDeferredDelete === true) return false;
  return (
    !stoppedStates.includes(protectionState) || itemStateOf(declared).protectionState === protectionState
  );
}

/** Whether a value is the one SKU of vaults. Azure answers the name that was sent, and takes two: https://learn.microsoft.com/rest/api/recoveryservices/vaults/create-or-update, 2026-11. */
const isVaultSku = (sku: unknown): boolean =>
  ["RS0", "Standard"].includes((sku as { readonly name?: string } | undefined)?.name ?? "");

/** The declared properties without those that Azure accepts and does not answer. */
function withoutUnanswered(declared: Inputs, outputs: Inputs): Inputs {
  const answered = omit(declared, "resourceGuardOperationRequests");
  if (isStoppedWithoutPolicy(outputs)) return omit(answered, "policyId");
  const { policyType } = (outputs.properties ?? {}) as { readonly policyType?: string };
  return answered.policyType === "V1" && !policyType ? omit(answered, "policyType") : answered;
}

/** Azure answers a stopped item with an empty policy. It has one as soon as it resumes. */
const isStoppedWithoutPolicy = (outputs: Inputs): boolean =>
  !itemStateOf(outputs).policyId && stoppedStates.includes(itemStateOf(outputs).protectionState ?? "");

const omit = (values: Inputs, name: string): Inputs =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

/** Whether a value has every declared field with the declared value. It may have more fields. */
export function includes(actual: unknown, declared: unknown): boolean {
  if (typeof declared !== "object" || declared === null)
    return actual === declared || isSameClockTime(actual, declared);
  // Azure may omit the setting of a policy that moves nothing to the archive.
  if (actual === undefined && (declared as { tieringMode?: unknown }).tieringMode === "DoNotTier")
    return true;
  if (actual === undefined)
    return !Array.isArray(declared) && Object.values(declared).every((value) => includes(undefined, value));
  if (typeof actual !== "object" || actual === null || Array.isArray(actual) !== Array.isArray(declared))
    return false;
  if (Array.isArray(declared) && declared.length !== (actual as unknown[]).length) return false;
  return Object.entries(declared).every(([key, value]) => includes((actual as Inputs)[key], value));
}

/** Azure reads only the time of day of a backup; the date is the day on which the policy was written. */
const isSameClockTime = (a: unknown, b: unknown): boolean =>
  isTimestamp(a) && isTimestamp(b) && clockTimeOf(a) === clockTimeOf(b);

const isTimestamp = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}T/.test(String(value));

/** Paths of the values that are not declared. */
export function undeclaredPaths(actual: unknown, declared: unknown, path = ""): string[] {
  if (typeof actual !== "object" || actual === null) return declared === undefined ? [path] : [];
  return Object.entries(actual).flatMap(([key, value]) =>
    undeclaredPaths(value, (declared as Inputs | undefined)?.[key], path === "" ? key : `${path}.${key}`),
  );
}
