import { type AddressSet, intersect, isWithin, noAddresses, subtract, union } from "../addresses";
import { highestFree } from "../securityRule/priority";
import type { Answer } from "./end";

/** What stops traffic: a rule of a group, a route or a firewall. */
export interface Stop {
  /** Where, e.g. `group lockdown`. */
  readonly at: string;
  /** What, e.g. `deny-all`. */
  readonly by: string;
  /** Priority of a group's rule: a rule below it lets the traffic through. */
  readonly priority?: number;
  /** Highest free priority below that; undefined where none is free. */
  readonly freePriority?: number | undefined;
  /** Whether it stops some addresses only. */
  readonly inPart?: boolean;
}

/** How traffic to a set of addresses fares at one place on its way. */
export interface Passage {
  /** Addresses to which it surely gets through. */
  readonly sure: AddressSet;
  /** Addresses to which it gets through or may. */
  readonly possible: AddressSet;
  /** What stops traffic, one at each place. */
  readonly stops: readonly Stop[];
  /** What lets it through, one at each place. */
  readonly passes: readonly string[];
  /** Why the fate of some addresses cannot be told. */
  readonly doubts: readonly string[];
}

/** An entry of a list in which the first match decides. */
export interface Entry {
  /** Undefined: it cannot be read. */
  readonly allows: boolean | undefined;
  /** What a reader calls it, and where it stands. */
  readonly by: string;
  readonly at: string;
  readonly priority?: number;
}

/** Which addresses an entry matches, and why that is uncertain for some. */
export interface Match {
  readonly sure: AddressSet;
  readonly possible: AddressSet;
  readonly doubt?: string;
}

export const noMatch: Match = { sure: noAddresses, possible: noAddresses };

/** A match of traffic whose other properties are met, met perhaps, or not. */
export function matchIf(answer: Answer, addresses: () => Match): Match {
  if (answer === false) return noMatch;
  const match = addresses();
  return answer === true ? match : { sure: noAddresses, possible: match.possible, doubt: answer };
}

/**
 * Walks a list in which the first match decides. An entry that matches only some addresses decides these and
 * leaves the rest to the next; one whose match is uncertain decides nothing and leaves a doubt.
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
      doubts.push(() => `${label(entry)} names a part of the addresses only`);
    pending = subtract(pending, sure);
  }
  return {
    sure: subtract(space, mayStop),
    possible: mayPass,
    stops: firstStop === undefined ? [] : [asStop(firstStop, entries, lastPass !== undefined)],
    passes: lastPass === undefined ? [] : [label(lastPass)],
    // Uncertain matches matter only where they decide differently.
    doubts: firstStop === undefined || lastPass === undefined ? [] : doubts.map((say) => say()),
  };
}

const label = ({ by, at, priority }: Entry): string =>
  `${by}${priority === undefined ? "" : ` at priority ${priority}`} in ${at}`;

function asStop({ by, at, priority }: Entry, entries: readonly Entry[], inPart: boolean): Stop {
  if (priority === undefined) return { by, at, inPart };
  const taken = entries.map((entry) => entry.priority);
  return { by, at, inPart, priority, freePriority: highestFree(priority, taken) };
}

/** Traffic gets through everywhere. */
export const open = (space: AddressSet, by?: string): Passage => ({
  sure: space,
  possible: space,
  stops: [],
  passes: by === undefined ? [] : [by],
  doubts: [],
});

/** Traffic gets through nowhere. */
export const closed = (stop: Stop): Passage => ({
  sure: noAddresses,
  possible: noAddresses,
  stops: [stop],
  passes: [],
  doubts: [],
});

/** Nothing can be said. */
export const doubtful = (space: AddressSet, doubt: string): Passage => ({
  sure: noAddresses,
  possible: space,
  stops: [],
  passes: [],
  doubts: [doubt],
});

/** One place after the other: traffic must get through each. */
export const inTurn = (first: Passage, ...others: readonly Passage[]): Passage =>
  others.reduce(
    (way, next) => ({
      ...told(way, next),
      sure: intersect(way.sure, next.sure),
      possible: intersect(way.possible, next.possible),
    }),
    first,
  );

/** Different addresses at different places. */
export const sideBySide = (passages: readonly Passage[]): Passage =>
  passages.reduce(
    (all, next) => ({
      ...told(all, next),
      sure: union(all.sure, next.sure),
      possible: union(all.possible, next.possible),
    }),
    open(noAddresses),
  );

/** The same addresses at one of several places, and it cannot be told at which. */
export function either(places: readonly Passage[]): Passage {
  const [first = open(noAddresses), ...others] = places;
  return others.reduce(
    (way, next) => ({
      ...told(way, next),
      sure: intersect(way.sure, next.sure),
      possible: union(way.possible, next.possible),
      doubts: [...way.doubts, ...next.doubts, "which of the routes wins is not known"],
    }),
    first,
  );
}

const told = (a: Passage, b: Passage) => ({
  stops: [...a.stops, ...b.stops],
  passes: [...a.passes, ...b.passes],
  doubts: [...a.doubts, ...b.doubts],
});
