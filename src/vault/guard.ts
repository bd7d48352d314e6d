import { pages } from "../core/pages";
import { fault, forEachEntry, pass, type Rule } from "../core/rule";
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
      ? pass
      : fault({
          path: `unguardedOperations[${i}]`,
          got: given,
          allowed: "an operation of Azure's, e.g. Microsoft.RecoveryServices/vaults/backupPolicies/write",
          fix: "write the operation in full, or remove it",
          ...pages.multiUser,
        }),
  );

/** Region: one that Azure has, as far as this library knows. */
export const guardRegionIsKnown: Rule<GuardSettings> = ({ location }) =>
  location === undefined ? pass : isRegion("location", location);

/** What a resource guard's arguments must satisfy. */
export const resourceGuardRules: readonly Rule<GuardSettings>[] = [
  guardRegionIsKnown,
  unguardedAreOperations,
];
