import { pages } from "../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import { isRegion } from "../region/rules";

/** A resource guard in this library's terms. */
export interface GuardSettings {
  readonly location?: string;
  readonly unguardedOperations?: readonly string[];
}

/**
 * Some operations have a suffix, e.g. `Microsoft.RecoveryServices/vaults/write#reduceImmutabilityState`. Azure ignores the letter case of
 * operations: https://learn.microsoft.com/azure/role-based-access-control/role-definitions, 2026-11.
 */
const operationForm = /^Microsoft\.(RecoveryServices|DataProtection)\/[A-Za-z]+(\/[A-Za-z]+)+(#[A-Za-z]+)?$/i;

/** Unguarded operations are operations of vaults, written in full. */
export const unguardedAreOperations: Rule<GuardSettings> = ({ unguardedOperations }) =>
  forEachEntry(unguardedOperations, (operation, i) =>
    operationForm.test(textOf(operation))
      ? noFindings
      : invalidValue({
          path: `unguardedOperations[${i}]`,
          actual: operation,
          accepted: "a full operation name, e.g. Microsoft.RecoveryServices/vaults/backupPolicies/write",
          fix: "write the full name, or remove it",
          ...pages.multiUser,
        }),
  );

/** The guard's region is one that this library knows. */
export const guardRegionIsKnown: Rule<GuardSettings> = ({ location }) =>
  location === undefined ? noFindings : isRegion("location", location);

/** Rules on a resource guard's arguments. */
export const resourceGuardRules: readonly Rule<GuardSettings>[] = [
  guardRegionIsKnown,
  unguardedAreOperations,
];
