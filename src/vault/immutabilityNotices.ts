import { type Vault, vaultShape } from "./arm";
import { Immutability } from "./facts";
import type { VaultChange } from "./irreversibleChanges";

const isImmutable = (state: unknown): boolean =>
  state === Immutability.Unlocked || state === Immutability.Locked;

/** The days of a vault's time-based immutability. Undefined: it has none. Null: they are not known yet. */
function daysOf(vault: Vault): number | undefined | null {
  const { immutabilityDays } = vaultShape.view(vault);
  return immutabilityDays === undefined || typeof immutabilityDays === "number" ? immutabilityDays : null;
}

/**
 * What to know about a change of how long the recovery points of an immutable vault cannot be deleted. No source says which of these
 * changes Azure refuses, so they are warnings and no refusals.
 */
export function immutabilityNotices({ before, after }: VaultChange): string[] {
  const [from, to] = [daysOf(before), daysOf(after)];
  const stateBefore = vaultShape.view(before).immutability;
  if (from === to || from === null || to === null || !isImmutable(stateBefore)) return [];
  const isLocked = stateBefore === Immutability.Locked;
  const notices: string[] = [];
  if (to === undefined) {
    notices.push(
      `immutabilityDays was ${from} and is no longer set. No source says whether Azure keeps the ${from} days or follows the policy's retention again.`,
    );
  } else if (from === undefined) {
    notices.push(
      `Recovery points become immutable for ${to} days each, no longer until their policy's retention ends. A policy that keeps them longer does not prevent their deletion after these days.`,
    );
  } else if (to < from) {
    notices.push(
      `immutabilityDays changes from ${from} to ${to}: recovery points can be deleted earlier than before.`,
    );
  }
  if (isLocked) {
    const growsOnly = from !== undefined && to !== undefined && to > from;
    notices.push(
      growsOnly
        ? `immutabilityDays grows from ${from} to ${to} in a Locked vault. Treat this as permanent.`
        : "The vault is Locked, and no source says that Azure accepts this change. If Azure refuses it, set immutabilityDays to its value of before.",
    );
  }
  return notices;
}
