import { createHash, randomBytes } from "node:crypto";
import { armType, pathParameters, type ResolvedType } from "./ids";
import type { Json } from "./json";
import { isUnknown, UNKNOWN } from "./protobufValues";

/** The stack's auto-naming configuration, for a resource without a name. */
export interface AutoNaming {
  proposed: string;
  mode: "propose" | "enforce" | "disable";
}

export interface CheckOptions {
  type: ResolvedType;
  /** Pulumi's name of the resource. */
  name: string;
  newInputs: Json;
  oldInputs: Json;
  /** Seed of generated names. Omitted: they are random. */
  randomSeed?: Uint8Array;
  /** Omitted: azure-native's own naming. */
  autoNaming?: AutoNaming;
  /** `azure-native:location` of the stack. */
  location?: string;
  /** The region of a resource group. Undefined: the group does not exist. */
  groupLocation(name: string): string | undefined;
}

const createBeforeDelete = "__createBeforeDelete";

/** azure-native's Check: fills in name, region and API version, and lists the inputs that are missing or have a wrong type. */
export function check(options: CheckOptions): { inputs: Json; failures: string[] } {
  const { type, newInputs } = options;
  const inputs = { ...newInputs, ...generatedName(options) };
  const location = inputs.location ?? defaultLocation(options);
  if (location !== undefined && type.inputs.includes("location")) inputs.location = location;
  inputs.azureApiVersion ??= type.apiVersion;
  return { inputs, failures: failuresOf(type, inputs) };
}

/** The last name in the path, if it is not given. A top-level resource's name gets a random suffix, a child's does not. */
function generatedName({ type, name, newInputs, oldInputs, randomSeed, autoNaming }: CheckOptions): Json {
  const key = pathParameters(type).pop();
  if (!key || newInputs[key] !== undefined || !type.path.endsWith(`{${key}}`)) return {};
  if (oldInputs[key] !== undefined) {
    const wasGenerated = oldInputs[createBeforeDelete] === true;
    return { [key]: oldInputs[key], ...(wasGenerated ? { [createBeforeDelete]: true } : {}) };
  }
  if (autoNaming?.mode === "disable") return {};
  const strategy = namingStrategy(type, key);
  if (autoNaming && (autoNaming.mode === "enforce" || strategy !== "uuid")) {
    return { [key]: autoNaming.proposed, [createBeforeDelete]: true };
  }
  if (strategy === "copy") return { [key]: name };
  const hex = randomHex(name, randomSeed);
  const generated = strategy === "uuid" ? formatUuid(hex) : `${name}${hex.slice(0, 8)}`;
  return { [key]: generated, [createBeforeDelete]: true };
}

function namingStrategy(type: ResolvedType, key: string): "random" | "copy" | "uuid" {
  if (key === "roleAssignmentName") return "uuid";
  const namespace = armType(type.path).split("/")[0];
  const pathInNamespace = type.path.split(`/providers/${namespace}`).pop() ?? "";
  const isTopLevel = !type.path.includes("/providers/") || pathInNamespace.split("{").length === 2;
  return isTopLevel ? "random" : "copy";
}

function defaultLocation({ newInputs, oldInputs, location, groupLocation }: CheckOptions): unknown {
  if (oldInputs.location !== undefined) return oldInputs.location;
  if (location !== undefined) return location;
  const group = newInputs.resourceGroupName;
  if (isUnknown(group)) return UNKNOWN;
  return typeof group === "string" ? groupLocation(group) : undefined;
}

function failuresOf(type: ResolvedType, inputs: Json): string[] {
  const names = pathParameters(type).filter((key) => key !== "subscriptionId");
  const missing = [...names, ...(type.required ?? [])].filter((key) => inputs[key] === undefined);
  const notStrings = names.filter((key) => inputs[key] !== undefined && typeof inputs[key] !== "string");
  return [
    ...missing.map((key) => `missing required property '${key}'${key === "location" ? locationHint : ""}`),
    ...notStrings.map((key) => `'${key}' should be of type 'string' but got ${describeType(inputs[key])}`),
  ];
}

const locationHint =
  ". Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";

function describeType(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function randomHex(name: string, seed: Uint8Array | undefined): string {
  if (!seed || seed.length === 0) return randomBytes(16).toString("hex");
  return createHash("sha256").update(seed).update(name).digest("hex").slice(0, 32);
}

function formatUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
