import { type Exemptable, type Exemption, exemptionIsValid, exemptionMatches, isExpired } from "./exemptions";
import type { Finding } from "./finding";
import { formatFinding } from "./format";
import { isUnknownValue } from "./rule";

/** Which exemptions apply in this run, and what they covered. */
export interface ExemptionTracker {
  /** Replaces the exemptions, and returns the errors of a list that is new. */
  load(list: readonly Exemption[] | undefined): readonly Finding[];
  /** The exemption for a policy's findings about a resource, if any. Throws if only a tag that is not known yet can decide it. */
  exemptionFor(policy: string, resource: Exemptable): Exemption | undefined;
  /** Records a finding that an exemption covered. */
  recordUse(exemption: Exemption, resource: Exemptable, finding: Finding): void;
  /** Records that a policy read an unknown value, so that its exemptions may still be needed. */
  recordUnknown(policy: string): void;
  readonly isEmpty: boolean;
  /** What the exemptions did since the last report. */
  report(): readonly { readonly message: string; readonly urn?: string }[];
}

/** A tracker that starts with some exemptions. `today` returns the date as YYYY-MM-DD (UTC). */
export function createExemptionTracker(
  requirements: readonly string[],
  given: readonly Exemption[],
  today: () => string = () => new Date(Date.now()).toISOString().slice(0, 10),
): ExemptionTracker {
  let seen: unknown = given;
  let exemptions = wellFormed(given);
  const covered = new Map<Exemption, { urn: string; name: string; finding: Finding }[]>();
  const unknownIn = new Set<string>();

  function wellFormed(list: readonly Exemption[]): readonly Exemption[] {
    return list.filter((exemption) => exemptionIsValid(exemption, "", requirements).findings.length === 0);
  }

  return {
    load(list) {
      if (!Array.isArray(list) || list === seen) return [];
      seen = list;
      exemptions = wellFormed(list);
      return list.flatMap(
        (exemption, i) => exemptionIsValid(exemption, `exemptions[${i}]`, requirements).findings,
      );
    },
    exemptionFor(policy, resource) {
      if (exemptions.length === 0) return undefined;
      const day = today();
      let unknown: unknown;
      for (const exemption of exemptions) {
        if (exemption.policy !== policy || isExpired(exemption, day)) continue;
        try {
          if (exemptionMatches(exemption, resource)) return exemption;
        } catch (error) {
          if (!isUnknownValue(error)) throw error;
          unknown ??= error;
        }
      }
      if (unknown !== undefined) throw unknown;
      return undefined;
    },
    recordUse(exemption, { urn, name }, finding) {
      const uses = covered.get(exemption) ?? [];
      covered.set(exemption, uses);
      uses.push({ urn, name, finding });
    },
    recordUnknown(policy) {
      unknownIn.add(policy);
    },
    get isEmpty() {
      return exemptions.length === 0;
    },
    report() {
      const day = today();
      const lines = exemptions.flatMap((exemption) => {
        const { policy, reason, expires } = exemption;
        const about = `${policy} for ${matchText(exemption)} until ${expires} ("${reason}")`;
        if (isExpired(exemption, day))
          return [{ message: `Expired exemption: ${about}. Fix: renew it with a new reason, or remove it.` }];
        const uses = covered.get(exemption) ?? [];
        if (uses.length > 0)
          return uses.map(({ urn, name, finding }) => ({
            message: `Exemption used: ${about} covers ${name}: ${formatFinding(finding)}`,
            urn,
          }));
        if (unknownIn.has(policy)) return [];
        return [{ message: `Unused exemption: ${about} covers no finding of this run. Fix: remove it.` }];
      });
      covered.clear();
      unknownIn.clear();
      return lines;
    },
  };
}

const matchText = ({ match }: Exemption): string =>
  match.urn ?? (match.name === undefined ? `tag ${match.tag}` : `name ${match.name}`);
