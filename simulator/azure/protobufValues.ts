import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isObject, type Json } from "./json";

/** The engine's markers for values that are not known yet: one for each kind of value. */
const unknownMarkers = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The marker that simulated Azure answers for an output that preview cannot know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && unknownMarkers.has(value);
}

const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Plain JSON of a message. Nulls are dropped; secrets and output values are replaced by the values in them, as in requests to Azure. */
export function fromStruct(struct: Struct | undefined): Json {
  return struct ? (unwrap(struct.toJavaScript()) as Json) : {};
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  if (value[signature] === secret) return unwrap(value.value);
  if (value[signature] === output) return "value" in value ? unwrap(value.value) : UNKNOWN;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, unwrap(inner)]),
  );
}

export function toStruct(value: Json): Struct {
  return Struct.fromJavaScript(withoutUndefined(value) as { [key: string]: JavaScriptValue });
}

/** A Struct cannot hold undefined. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutUndefined(inner)]));
}
