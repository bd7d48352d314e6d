import { createHash, randomBytes } from "node:crypto";
import { armType, type KnownType, pathInputs } from "./ids";
import type { Json } from "./json";
import { isUnknown, unknown } from "./wire";

/** How the stack wants names to be made, where a resource has none. */
export interface AutoNaming {
  proposed: string;
  mode: "propose" | "enforce" | "disable";
}

export interface CheckInput {
  type: KnownType;
  name: string;
  news: Json;
  olds: Json;
  /** Makes random names repeatable. Omitted: truly random. */
  randomSeed?: Uint8Array;
  autoNaming?: AutoNaming;
  /** `azure-native:location` of the stack. */
  location?: string;
  /** The region of a resource group that exists, looked up by name. */
  groupLocation(name: string): string | undefined;
}

const createBeforeDelete = "__createBeforeDelete";

/** azure-native's Check: fills in names, region and API version, then reports what is missing or of a wrong kind. */
export function check(input: CheckInput): { inputs: Json; failures: string[] } {
  const { type, news } = input;
  const inputs = { ...news, ...nameOf(input) };
  const location = inputs.location ?? locationOf(input);
  if (location !== undefined && type.inputs.includes("location")) inputs.location = location;
  inputs.azureApiVersion ??= type.apiVersion;
  return { inputs, failures: failuresOf(type, inputs) };
}

/** Only the last name of a path is made up: with a random suffix for a top-level resource, plain for a child. */
function nameOf({ type, name, news, olds, randomSeed, autoNaming }: CheckInput): Json {
  const key = pathInputs(type).pop();
  if (!key || news[key] !== undefined || !type.path.endsWith(`{${key}}`)) return {};
  if (olds[key] !== undefined) {
    return { [key]: olds[key], ...(olds[createBeforeDelete] === true ? { [createBeforeDelete]: true } : {}) };
  }
  if (autoNaming?.mode === "disable") return {};
  const strategy = strategyOf(type, key);
  if (autoNaming && (autoNaming.mode === "enforce" || strategy !== "uuid")) {
    return { [key]: autoNaming.proposed, [createBeforeDelete]: true };
  }
  if (strategy === "copy") return { [key]: name };
  const hex = randomHex(`${name}`, randomSeed);
  const made = strategy === "uuid" ? guid(hex) : `${name}${hex.slice(0, 8)}`;
  return { [key]: made, [createBeforeDelete]: true };
}

function strategyOf(type: KnownType, key: string): "random" | "copy" | "uuid" {
  if (key === "roleAssignmentName") return "uuid";
  const ownPath = type.path.split(`/providers/${armType(type.path).split("/")[0]}`).pop() ?? "";
  return !type.path.includes("/providers/") || ownPath.split("{").length === 2 ? "random" : "copy";
}

function locationOf({ news, olds, location, groupLocation }: CheckInput): unknown {
  if (olds.location !== undefined) return olds.location;
  if (location !== undefined) return location;
  const group = news.resourceGroupName;
  if (isUnknown(group)) return unknown;
  return typeof group === "string" ? groupLocation(group) : undefined;
}

function failuresOf(type: KnownType, inputs: Json): string[] {
  const names = pathInputs(type).filter((key) => key !== "subscriptionId");
  const missing = [...names, ...(type.required ?? [])].filter((key) => inputs[key] === undefined);
  const wrong = names.filter((key) => inputs[key] !== undefined && typeof inputs[key] !== "string");
  return [
    ...missing.map((key) => `missing required property '${key}'${key === "location" ? locationHint : ""}`),
    ...wrong.map((key) => `'${key}' should be of type 'string' but got ${kindOf(inputs[key])}`),
  ];
}

const locationHint =
  ". Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function randomHex(name: string, seed: Uint8Array | undefined): string {
  if (!seed || seed.length === 0) return randomBytes(16).toString("hex");
  return createHash("sha256").update(seed).update(name).digest("hex").slice(0, 32);
}

function guid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
