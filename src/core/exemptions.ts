import { formatValue } from "./format";
import { globMatches, globMatchesName } from "./glob";
import { all, invalidValue, noFindings, unknownName, type Verdict } from "./rule";
import { keysWithValue, nearestNames, sameText, textOf } from "./values";

/** Fewest characters of an exemption's reason: enough for a ticket and a word, and too many for "n/a". */
export const reasonLength = { min: 10, unit: "characters" } as const;

/** The form of an exemption's last day. */
export const expiryForm = {
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  text: "a date, YYYY-MM-DD: the last day on which the exemption applies (UTC)",
} as const;

/** The resources that an exemption covers: set exactly one of the three. */
export interface ExemptionMatch {
  /** The resource's URN. */
  readonly urn?: string;
  /** A glob of the resource's Pulumi name: `*` stands for any text, `?` for one character. */
  readonly name?: string;
  /** A tag the resource has: `key`, or `key=value`. */
  readonly tag?: string;
}

/** Accepts the findings of one policy about some resources until a date. */
export interface Exemption {
  /** Name of the policy. */
  readonly policy: string;
  /** The resources. */
  readonly match: ExemptionMatch;
  /** Why, in ten characters or more; it is printed with each finding it covers. */
  readonly reason: string;
  /** Last day on which the exemption applies, YYYY-MM-DD (UTC). */
  readonly expires: string;
}

/** What an exemption is matched against. */
export interface Exemptable {
  readonly urn: string;
  readonly name: string;
  /** The resource's properties; their tags may not be known yet. */
  readonly props: unknown;
}

/**
 * Whether an exemption is for a resource. Azure compares ids, names and the names of tags without letter case, and Pulumi its own names
 * with it. https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources, 2026-11
 *
 * @throws The error of an unknown value if that depends on a tag that is not known yet.
 */
export function exemptionMatches({ match }: Exemption, { urn, name, props }: Exemptable): boolean {
  const isOfPulumi = urn.startsWith("urn:");
  if (match.urn !== undefined) return isOfPulumi ? match.urn === urn : sameText(match.urn, urn);
  if (match.name !== undefined) return (isOfPulumi ? globMatches : globMatchesName)(match.name, name);
  const [wanted, ...value] = textOf(match.tag).split("=");
  const tags = (props as { tags?: Record<string, unknown> } | undefined)?.tags;
  if (typeof tags !== "object" || tags === null) return false;
  const key = Object.keys(tags).find((tag) => sameText(tag, wanted));
  return key !== undefined && (value.length === 0 || tags[key] === value.join("="));
}

/** Whether an exemption's last day is over. `today` is YYYY-MM-DD. */
export const isExpired = ({ expires }: Exemption, today: string): boolean => expires < today;

/** The errors of one exemption. An exemption may come from a file, so the types of its fields are not certain. */
export function exemptionIsValid(
  exemption: Exemption,
  path: string,
  requirements: readonly string[],
): Verdict {
  const { policy, match, reason, expires } = exemption ?? {};
  const isLongEnough = textOf(reason).trim().length >= reasonLength.min;
  return all([
    policyExists(`${path}.policy`, policy, requirements),
    matchIsValid(`${path}.match`, match),
    isLongEnough
      ? noFindings
      : invalidValue({
          path: `${path}.reason`,
          actual: reason,
          accepted: `${reasonLength.min} ${reasonLength.unit} or more`,
          by: "an exemption",
          fix: "write why, and who decided it",
        }),
    isDay(expires)
      ? noFindings
      : invalidValue({
          path: `${path}.expires`,
          actual: expires,
          accepted: expiryForm.text,
          by: "an exemption",
          fix: 'write it as "2027-06-30"',
        }),
  ]);
}

function policyExists(path: string, policy: unknown, requirements: readonly string[]): Verdict {
  if (requirements.includes(policy as string)) return noFindings;
  const [near] = nearestNames(textOf(policy), requirements, 1);
  return unknownName({
    path,
    message: `${path}: unknown policy ${formatValue(policy)}`,
    fix: near === undefined ? "name a policy of this pack" : `Did you mean ${near}?`,
  });
}

function matchIsValid(path: string, match: ExemptionMatch | undefined): Verdict {
  const ways = keysWithValue(match).filter(
    (key) => textOf(match?.[key as keyof ExemptionMatch]).trim() !== "",
  );
  if (ways.length !== 1 || !["urn", "name", "tag"].includes(ways[0] as string))
    return invalidValue({
      path,
      actual: match,
      accepted: "exactly one of urn, name (a glob), tag (key or key=value)",
      by: "an exemption",
      fix: "name the resources",
    });
  if (!/^\*+$/.test(textOf(match?.name))) return noFindings;
  return invalidValue({
    path: `${path}.name`,
    actual: match?.name,
    accepted: "a glob that matches only some resources",
    by: "an exemption",
    fix: "set the policy's level to disabled instead",
  });
}

function isDay(value: unknown): boolean {
  if (!expiryForm.pattern.test(textOf(value))) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string);
}
