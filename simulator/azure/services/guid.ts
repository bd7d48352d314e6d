import { createHash } from "node:crypto";

/** A GUID computed from a text. The same text, in any letter case, always gives the same GUID. */
export function guidOf(seed: string): string {
  const hex = createHash("sha256").update(seed.toLowerCase()).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** Digits computed from a text, e.g. for protectedItemDataId. */
export const digitsOf = (seed: string): string =>
  String(BigInt(`0x${guidOf(seed).replaceAll("-", "").slice(0, 12)}`) + 10_000_000_000_000n);
