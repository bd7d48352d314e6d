import { createHash } from "node:crypto";

/** The namespace of the GUIDs below. It must never change, because a new one would rename every role assignment. */
const namespace = "5e5f1d8c-6f0b-5c1e-9d7e-0a6f2b8c4d31";

/** A GUID that is the same for the same texts, ignoring case (RFC 9562, version 5). Azure names role assignments and role definitions by GUIDs. */
export function guidOf(...texts: readonly string[]): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(texts.join("|").toLowerCase())
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
