import { type Finding, invalidValueOf, statementOf } from "../../core/finding";
import { formatFinding } from "../../core/format";
import { pages } from "../../core/pages";
import { type SecretValue, withoutSecretValues } from "../../core/secrets";
import type { ProtectionPolicy } from "./fromArm";

interface Change {
  readonly before: ProtectionPolicy;
  readonly after: ProtectionPolicy;
}

interface Shorter {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

const kinds = {
  dailySchedule: "daily.days",
  weeklySchedule: "weekly.weeks",
  monthlySchedule: "monthly.months",
  yearlySchedule: "yearly.years",
} as const;

/** The retention that becomes shorter, by the path of its argument. What is removed, or is in another unit, is left out. */
export function shorterRetention({ before, after }: Change): Shorter[] {
  return Object.entries(kinds).flatMap(([kind, path]) => {
    const [old, wanted] = [before, after].map(
      ({ properties }) => properties?.retentionPolicy?.[kind as keyof typeof kinds]?.retentionDuration,
    );
    const [from, to] = [old?.count, wanted?.count];
    if (typeof from !== "number" || typeof to !== "number" || old?.durationType !== wanted?.durationType)
      return [];
    return to < from ? [{ path: `retention.${path}`, from, to }] : [];
  });
}

/**
 * Why the retention of a policy cannot become shorter in an immutable vault. Undefined: it does not.
 *
 * @param shown The vault's state as messages show it, see KnownImmutability.
 */
export function shorterRetentionError(
  change: Change,
  shown: string,
  secrets: readonly SecretValue[] = [],
): string | undefined {
  return textOf(change, secrets, ({ path, from, to }) =>
    invalidValueOf({
      path,
      actual: to,
      accepted: `${from} or more, because the vault is immutable${shown}`,
      fix: `set it to ${from} or more. For new VMs that need shorter retention, add a policy with another name. If the vault's immutability is time-based, set its immutabilityDays: Azure then decides`,
      ...pages.immutableVault,
    }),
  );
}

/**
 * What to know about a policy whose retention becomes shorter, in a vault whose immutability may be time-based. The parameters are those of
 * {@link shorterRetentionError}.
 */
export function shorterRetentionNotice(
  change: Change,
  shown: string,
  secrets: readonly SecretValue[] = [],
): string | undefined {
  return textOf(change, secrets, ({ path, from, to }) =>
    statementOf("note", {
      path,
      message: `it changes from ${from} to ${to}, and the vault is immutable${shown}. Azure refuses shorter retention, unless the vault's immutability is time-based, which azure-native's API version does not show`,
      fix: `if Azure refuses it, set it to ${from} or more. For new VMs that need shorter retention, add a policy with another name`,
      ...pages.immutableVault,
    }),
  );
}

function textOf(
  change: Change,
  secrets: readonly SecretValue[],
  findingOf: (shorter: Shorter) => Finding,
): string | undefined {
  const shorter = shorterRetention(change);
  // The value before is as secret as the one of the program.
  const before = shorter
    .filter(({ path }) => secrets.some((secret) => `${path}.`.startsWith(`${secret.path}.`)))
    .map(({ path, from }) => ({ path, value: from }));
  return (
    withoutSecretValues(shorter.map(findingOf), [...secrets, ...before])
      .map(formatFinding)
      .join("\n") || undefined
  );
}
