import { createHash } from "node:crypto";

/** The same made-up guid for the same text. */
export function guidOf(seed: string): string {
  const hex = createHash("sha256").update(seed.toLowerCase()).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
