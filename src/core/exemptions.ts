import { expiryForm, reasonLength } from "./exemptionLimits";
import type { Finding } from "./finding";
import { globMatches } from "./glob";
import { nearestNames, presentKeys, textOf } from "./values";

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

/** Faults of one exemption. Written for what a file may hold: nothing about its types is certain. */
export function faultsOf(exemption: Exemption, path: string, policyNames: readonly string[]): Finding[] {
  const { policy, match, reason, expires } = exemption ?? {};
  const found: Finding[] = [];
  const add = (field: string, got: unknown, allowed: string, fix: string) =>
    found.push({ path: `${path}.${field}`, got, allowed, fix });

  if (!policyNames.includes(policy)) {
    const near = nearestNames(textOf(policy), policyNames)[0];
    add("policy", policy, "the name of a policy of this pack", `did you mean "${near}"`);
  }
  const ways = presentKeys(match).filter((key) => textOf(match?.[key as keyof ExemptionMatch]).trim() !== "");
  if (ways.length !== 1 || !["urn", "name", "tag"].includes(ways[0] as string)) {
    add("match", match, "exactly one of urn, name (a glob), tag (key or key=value)", "name the resources");
  } else if (/^\*+$/.test(textOf(match.name))) {
    add(
      "match.name",
      match.name,
      "a glob that names some resources",
      "set the policy's level to disabled instead",
    );
  }
  if (textOf(reason).trim().length < reasonLength.min) {
    add("reason", reason, `${reasonLength.min} ${reasonLength.unit} or more`, "say why, and who decided it");
  }
  if (!isDay(expires)) add("expires", expires, expiryForm.text, 'write it as "2027-06-30"');
  return found;
}

function isDay(value: unknown): boolean {
  if (!expiryForm.pattern.test(textOf(value))) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string);
}
