import { pages } from "../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import { isRegion } from "../region/rules";

/** A resource guard in this library's terms. */
export interface GuardSettings {
  readonly location?: string;
  readonly unguardedOperations?: readonly string[];
}

/** How Azure writes an operation. */
const operation = /^Microsoft\.(RecoveryServices|DataProtection)\/[A-Za-z]+(\/[A-Za-z]+)+$/;

/** What is left unguarded are operations of vaults. */
export const unguardedAreOperations: Rule<GuardSettings> = ({ unguardedOperations }) =>
  forEachEntry(unguardedOperations, (given, i) =>
    operation.test(textOf(given))
      ? noFindings
      : invalidValue({
          path: `unguardedOperations[${i}]`,
          actual: given,
          accepted: "an operation of Azure's, e.g. Microsoft.RecoveryServices/vaults/backupPolicies/write",
          fix: "write the operation in full, or remove it",
          ...pages.multiUser,
        }),
  );

/** Region: one that Azure has, as far as this library knows. */
export const guardRegionIsKnown: Rule<GuardSettings> = ({ location }) =>
  location === undefined ? noFindings : isRegion("location", location);

/** What a resource guard's arguments must satisfy. */
export const resourceGuardRules: readonly Rule<GuardSettings>[] = [
  guardRegionIsKnown,
  unguardedAreOperations,
];
