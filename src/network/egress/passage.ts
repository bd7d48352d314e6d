import { type AddressSet, intersect, isWithin, noAddresses, subtract, union } from "../addresses";
import { highestFreePriority } from "../securityRule/priority";
import type { Answer } from "./connectionEnd";

/** What denies traffic: a rule of a group, a route or a firewall. */
export interface Stop {
  /** The place, e.g. `group lockdown`. */
  readonly at: string;
  /** The rule or route there, e.g. `deny-all`. */
  readonly by: string;
  /** Priority of a group's rule. A rule with a lower priority can allow the traffic. */
  readonly priority?: number;
  /** Highest free priority below `priority`; undefined if none is free. */
  readonly freePriority?: number | undefined;
  /** Whether it denies the traffic to only some addresses. */
  readonly inPart?: boolean;
}

/** The result for traffic to a set of addresses at one place of its path, or at several. */
export interface Passage {
  /** Addresses to which the traffic is certainly allowed. */
  readonly sure: AddressSet;
  /** Addresses to which the traffic is allowed or may be. */
  readonly possible: AddressSet;
  /** What denies traffic, one for each place. */
  readonly stops: readonly Stop[];
  /** What allows traffic, one for each place. */
  readonly passes: readonly string[];
  /** Why the result for some addresses is unknown. */
  readonly doubts: readonly string[];
}

/** An entry of a list in which the first matching entry decides. */
export interface Entry {
  /** Undefined: the entry cannot be read. */
  readonly allows: boolean | undefined;
  /** Its name and the place that contains it, for messages. */
  readonly by: string;
  readonly at: string;
  readonly priority?: number;
}

/** The addresses that an entry matches, and why the match of some is uncertain. */
export interface Match {
  readonly sure: AddressSet;
  readonly possible: AddressSet;
  readonly doubt?: string;
}

export const noMatch: Match = { sure: noAddresses, possible: noAddresses };

/** The match of an entry; `answer` says whether its conditions other than the destination address are met. */
export function matchIf(answer: Answer, addresses: () => Match): Match {
  if (answer === false) return noMatch;
  const match = addresses();
  return answer === true ? match : { sure: noAddresses, possible: match.possible, doubt: answer };
}

/**
 * Evaluates a list in which the first match decides. An entry that matches only some addresses decides these, and the
 * next entries decide the others. An entry whose match is uncertain decides nothing and adds a doubt.
 */
export function walk<E extends Entry>(
  entries: readonly E[],
  space: AddressSet,
  match: (entry: E, pending: AddressSet) => Match,
): Passage {
  let pending = space;
  let mayPass = noAddresses;
  let mayStop = noAddresses;
  let firstStop: E | undefined;
  let lastPass: E | undefined;
  const doubts: (() => string)[] = [];
  for (const entry of entries) {
    if (pending.length === 0) break;
    const { sure, possible, doubt } = match(entry, pending);
    if (possible.length === 0) continue;
    if (entry.allows !== false) {
      mayPass = union(mayPass, possible);
      lastPass = entry;
    }
    if (entry.allows !== true) {
      mayStop = union(mayStop, possible);
      firstStop ??= entry;
    }
    if (doubt !== undefined) doubts.push(() => `${label(entry)}: ${doubt}`);
    else if (!isWithin(pending, possible))
      doubts.push(() => `${label(entry)} covers only some of the addresses`);
    pending = subtract(pending, sure);
  }
  return {
    sure: subtract(space, mayStop),
    possible: mayPass,
    stops: firstStop === undefined ? [] : [asStop(firstStop, entries, lastPass !== undefined)],
    passes: lastPass === undefined ? [] : [label(lastPass)],
    // Uncertain matches matter only if some entries allow and others deny.
    doubts: firstStop === undefined || lastPass === undefined ? [] : doubts.map((format) => format()),
  };
}

const label = ({ by, at, priority }: Entry): string =>
  `${by}${priority === undefined ? "" : ` at priority ${priority}`} in ${at}`;

function asStop({ by, at, priority }: Entry, entries: readonly Entry[], inPart: boolean): Stop {
  if (priority === undefined) return { by, at, inPart };
  const taken = entries.map((entry) => entry.priority);
  return { by, at, inPart, priority, freePriority: highestFreePriority(priority, taken) };
}

/** The traffic is allowed to all addresses. */
export const allowed = (space: AddressSet, by?: string): Passage => ({
  sure: space,
  possible: space,
  stops: [],
  passes: by === undefined ? [] : [by],
  doubts: [],
});

/** The traffic is denied to all addresses. */
export const denied = (stop: Stop): Passage => ({
  sure: noAddresses,
  possible: noAddresses,
  stops: [stop],
  passes: [],
  doubts: [],
});

/** It is unknown whether the traffic is allowed. */
export const uncertain = (space: AddressSet, doubt: string): Passage => ({
  sure: noAddresses,
  possible: space,
  stops: [],
  passes: [],
  doubts: [doubt],
});

/** Several places in sequence: each must allow the traffic. */
export const inSequence = (first: Passage, ...others: readonly Passage[]): Passage =>
  others.reduce(
    (path, next) => ({
      ...reasonsOf(path, next),
      sure: intersect(path.sure, next.sure),
      possible: intersect(path.possible, next.possible),
    }),
    first,
  );

/** Different addresses at different places: the results together. */
export const unionOf = (passages: readonly Passage[]): Passage =>
  passages.reduce(
    (all, next) => ({
      ...reasonsOf(all, next),
      sure: union(all.sure, next.sure),
      possible: union(all.possible, next.possible),
    }),
    allowed(noAddresses),
  );

/** The same addresses at one of several places, and it is unknown at which. */
export function anyOneOf(places: readonly Passage[]): Passage {
  const [first = allowed(noAddresses), ...others] = places;
  return others.reduce(
    (path, next) => ({
      ...reasonsOf(path, next),
      sure: intersect(path.sure, next.sure),
      possible: union(path.possible, next.possible),
      doubts: [...path.doubts, ...next.doubts, "it is not known which of the routes applies"],
    }),
    first,
  );
}

const reasonsOf = (a: Passage, b: Passage) => ({
  stops: [...a.stops, ...b.stops],
  passes: [...a.passes, ...b.passes],
  doubts: [...a.doubts, ...b.doubts],
});
