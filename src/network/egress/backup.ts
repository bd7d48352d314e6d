import { described } from "../../core/finding";
import { all, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { backupServiceTags, DiskKind, diskKindPort, networkPages, proxiedPort } from "../facts";
import { storageTag } from "../securityRule/arm";
import {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  evaluateEgress,
  sayRemedy,
  sayStop,
} from "./evaluate";

/** A VM's way out and what decides where its backup traffic goes. */
export interface BackupEgress extends EgressPath {
  /** Region of the VM and of its vault. */
  readonly region: string;
  /** Omitted: Managed. */
  readonly diskKind?: string;
}

/**
 * What must be reached: by the page of 2018 the region's storage on the port of the disk kind, by today's tags
 * those on 443. One of the two is enough. Empty where the region is unknown.
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

/** Backup traffic leaves, in one of the ways that Microsoft's pages describe. What is uncertain is no fault. */
export const backupEgressIsOpen: Rule<BackupEgress> = (vm) => {
  const sets = backupDestinations(vm).map((destinations) =>
    destinations.map((destination) => ({ destination, verdict: evaluateEgress(vm, destination) })),
  );
  const isClosed =
    sets.length > 0 && sets.every((set) => set.some(({ verdict }) => verdict.outcome === "denied"));
  if (!isClosed) return noFindings;
  const allowed = sets.map((set) => set.map(({ destination }) => name(destination)).join(", ")).join("; or ");
  return all((sets[0] ?? []).map(({ destination, verdict }) => closed(destination, verdict, allowed)));
};

const name = ({ tag, port }: Destination): string => `TCP ${port} to ${tag}`;

function closed(destination: Destination, verdict: EgressVerdict, allowed: string): Verdict {
  if (verdict.outcome !== "denied") return noFindings;
  const remedies = verdict.stops.map((stop) => sayRemedy(stop) ?? `let it through in ${stop.at}`);
  const free = verdict.stops.find(({ freePriority }) => freePriority !== undefined)?.freePriority;
  return invalidValue({
    path: name(destination),
    actual: described(verdict.stops.map(sayStop).join(", and ")),
    accepted: `an open way out for backup traffic: ${allowed}`,
    fix: `${remedies.join(", and ")}${free === undefined ? "" : ` (${free} is free)`}`,
    ...networkPages.nsg,
  });
}
