import { globMatches } from "./glob";
import { all, fault, pass, type Verdict } from "./rule";
import { nearestNames, presentKeys, textOf } from "./values";

/** Fewest characters of an exemption's reason: enough for a ticket and a word, too many for "n/a". */
export const reasonLength = { min: 10, unit: "characters" } as const;

/** How an exemption writes its last day. */
export const expiryForm = {
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  text: "a day of the calendar, YYYY-MM-DD, the last on which the exemption holds (UTC)",
} as const;

/** The resources an exemption is for: exactly one of the three. */
export interface ExemptionMatch {
  /** The resource's URN. */
  readonly urn?: string;
  /** A glob of the resource's Pulumi name: `*` stands for any text, `?` for one character. */
  readonly name?: string;
  /** A tag the resource has: `key`, or `key=value`. */
  readonly tag?: string;
}

/** Findings of one policy about some resources that are accepted until a day. */
export interface Exemption {
  /** Name of the policy. */
  readonly policy: string;
  readonly match: ExemptionMatch;
  /** Why, in ten characters or more; it is printed with each finding it covers. */
  readonly reason: string;
  /** Last day on which the exemption holds, YYYY-MM-DD (UTC). */
  readonly expires: string;
}

/** What an exemption is matched against. */
export interface Exemptable {
  readonly urn: string;
  readonly name: string;
  /** The resource's properties; their tags may not be known yet. */
  readonly props: unknown;
}

/** Whether an exemption is for a resource. Throws where that hangs on a tag that is not known yet. */
export function matches({ match }: Exemption, resource: Exemptable): boolean {
  if (match.urn !== undefined) return match.urn === resource.urn;
  if (match.name !== undefined) return globMatches(match.name, resource.name);
  const [key = "", ...value] = textOf(match.tag).split("=");
  const tags = (resource.props as { tags?: Record<string, unknown> } | undefined)?.tags;
  if (typeof tags !== "object" || tags === null || !Object.keys(tags).includes(key)) return false;
  return value.length === 0 || tags[key] === value.join("=");
}

/** Whether an exemption's last day is over. `today` is YYYY-MM-DD. */
export const isExpired = ({ expires }: Exemption, today: string): boolean => expires < today;

/** The faults of one exemption. Written for what a file may hold: nothing about its types is certain. */
export function exemptionIsValid(
  exemption: Exemption,
  path: string,
  requirements: readonly string[],
): Verdict {
  const { policy, match, reason, expires } = exemption ?? {};
  const wrong = (field: string, got: unknown, allowed: string, fix: string): Verdict =>
    fault({ path: `${path}.${field}`, got, allowed, fix });
  const [near] = nearestNames(textOf(policy), requirements);
  const suggestion = near === undefined ? "name one of them" : `did you mean "${near}"`;
  const isLongEnough = textOf(reason).trim().length >= reasonLength.min;
  return all([
    requirements.includes(policy)
      ? pass
      : wrong("policy", policy, "the name of a policy of this pack", suggestion),
    matchIsValid(match, wrong),
    isLongEnough
      ? pass
      : wrong(
          "reason",
          reason,
          `${reasonLength.min} ${reasonLength.unit} or more`,
          "say why, and who decided it",
        ),
    isDay(expires) ? pass : wrong("expires", expires, expiryForm.text, 'write it as "2027-06-30"'),
  ]);
}

function matchIsValid(
  match: ExemptionMatch | undefined,
  wrong: (field: string, got: unknown, allowed: string, fix: string) => Verdict,
): Verdict {
  const ways = presentKeys(match).filter((key) => textOf(match?.[key as keyof ExemptionMatch]).trim() !== "");
  if (ways.length !== 1 || !["urn", "name", "tag"].includes(ways[0] as string))
    return wrong(
      "match",
      match,
      "exactly one of urn, name (a glob), tag (key or key=value)",
      "name the resources",
    );
  if (!/^\*+$/.test(textOf(match?.name))) return pass;
  return wrong(
    "match.name",
    match?.name,
    "a glob that names some resources",
    "set the policy's level to disabled instead",
  );
}

function isDay(value: unknown): boolean {
  if (!expiryForm.pattern.test(textOf(value))) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string);
}
