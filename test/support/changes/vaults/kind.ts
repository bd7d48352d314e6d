/** A kind of random programs with vaults and policies. */
import type { Arbitrary } from "fast-check";

/** What must be in Azure after an `up` of a program. */
export interface Expected {
  /** VM names by key, each with its vault. */
  readonly items: Readonly<Record<string, { readonly vm: string; readonly vault: string }>>;
  /** Days of the daily retention, by `vault/policy`. */
  readonly policies: Readonly<Record<string, number>>;
  /** The vaults and policies (`vault/policy`) that Pulumi deletes when they leave the program. All others stay. */
  readonly isDeleted: (name: string) => boolean;
}

/** An edit chooses by numbers what it changes; it does nothing if there is none. */
export interface VaultEdit {
  readonly kind: string;
  readonly i: number;
  readonly j: number;
}

export interface Kind<Program> {
  readonly name: "ownVault" | "regional";
  readonly first: Program;
  readonly edited: (program: Program, edit: VaultEdit) => Program;
  readonly anyEdit: Arbitrary<VaultEdit>;
  readonly expected: (program: Program) => Expected;
  /** Whether an edit removes a whole component, of which no code runs in preview: an `up` may then fail, and lose nothing. */
  readonly removesComponent: (before: Program, after: Program) => boolean;
}

/** The fault during an edit: the provider dies, or Azure refuses a request. Undefined: none. */
export function faultOf({ kind, i, j }: VaultEdit) {
  if (kind !== "crash" && kind !== "fail") return undefined;
  const type = ["ProtectedItem", "ProtectionPolicy", "Vault"][j % 3];
  const fault = { id: `${kind}${i}${j}`, resource: `*:${type}`, times: 1 };
  if (kind === "crash") return { ...fault, operation: "create", crash: i % 2 ? "after" : "before" };
  return { ...fault, operation: ["create", "update", "delete"][i % 3], status: 400 };
}

/** The nth of a list, counted around. Undefined: it is empty. */
export const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

export const without = <T>(map: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter(([other]) => other !== key));
