import { all, missing, noFindings, type Rule, type Verdict } from "../../core/rule";
import { backupServiceTags, DiskKind, diskKindPort, networkPages, proxiedPort } from "../facts";
import { storageTag } from "../securityRule/arm";
import {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  evaluateEgress,
  formatStop,
} from "./evaluate";
import type { Stop } from "./passage";

/** The path of a VM's backup traffic, and what determines its destinations. */
export interface BackupEgress extends EgressPath {
  /** Region of the VM and of its vault. */
  readonly region: string;
  /** Omitted: Managed. */
  readonly diskKind?: string;
}

/**
 * The destinations of backup traffic, as two sets of which one must be reachable. By the page of 2018: the region's storage,
 * on the port of the kind of disk. By today's service tags: three tags on port 443. Empty if the region is unknown.
 */
export function backupDestinations({ region, diskKind, proxy }: BackupEgress): readonly Destination[][] {
  const storage = storageTag(region);
  if (storage === undefined) return [];
  const kind = Object.values(DiskKind).find((known) => known === diskKind) ?? DiskKind.Managed;
  const directPort = diskKindPort.value[kind];
  const { value: tags, port } = backupServiceTags;
  return [
    [{ tag: storage, port: proxy === undefined ? directPort : proxiedPort.value }],
    tags.map((tag) => ({ tag: tag === "Storage" ? storage : tag, port })),
  ];
}

/** Backup traffic reaches one of the sets of destinations. An unknown verdict is not an error. */
export const backupEgressIsOpen: Rule<BackupEgress> = (vm) => {
  const sets = backupDestinations(vm).map((destinations) =>
    destinations.map((destination) => ({ destination, verdict: evaluateEgress(vm, destination) })),
  );
  const isDenied =
    sets.length > 0 && sets.every((set) => set.some(({ verdict }) => verdict.outcome === "denied"));
  if (!isDenied) return noFindings;
  const [first = [], ...others] = sets;
  const alternatives = others.map((set) =>
    listFormat.format(set.map(({ destination }) => nameOf(destination))),
  );
  return all(first.map(({ destination, verdict }) => noWayOut(destination, verdict, alternatives)));
};

/** Joins names: "A, B and C". */
const listFormat = new Intl.ListFormat("en-GB");

const nameOf = ({ tag, port }: Destination): string => `TCP ${port} to ${tag}`;

function noWayOut(
  destination: Destination,
  verdict: EgressVerdict,
  alternatives: readonly string[],
): Verdict {
  if (verdict.outcome !== "denied") return noFindings;
  return missing({
    path: nameOf(destination),
    message: `Backup traffic is ${verdict.stops.map(formatStop).join(", and ")}`,
    fix: [
      verdict.stops.map(remedyFor).join(", and "),
      ...alternatives.map((names) => `or allow ${names}`),
    ].join("; "),
    ...networkPages.nsg,
  });
}

/** How to allow traffic at the place that denies it. */
function remedyFor({ at, priority, freePriority }: Stop): string {
  if (priority === undefined) return `allow it in ${at}`;
  const free = freePriority === undefined ? "none is free" : `${freePriority} is free`;
  return `allow it in ${at} with a priority below ${priority} (${free})`;
}
