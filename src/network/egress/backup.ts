import { all, missing, noFindings, type Rule, type Verdict } from "../../core/rule";
import { textOf } from "../../core/values";
import { backupServiceTags, DiskKind, diskKindPort, networkPages, proxiedPort } from "../facts";
import { storageTag } from "../securityRule/arm";
import {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  type Evaluator,
  egressOf,
  formatStop,
  type Machine,
} from "./evaluate";
import type { Stop } from "./passage";

/** The path of a VM's backup traffic, and what determines its destinations. */
export interface BackupEgress extends EgressPath {
  /** Region of the VM and of its vault. */
  readonly region: string;
  /** Omitted: Managed. */
  readonly diskKind?: string;
  /** The VM at its other network interfaces, through which its traffic can leave too. Omitted: none. */
  readonly otherInterfaces?: readonly Machine[];
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

interface Judged {
  readonly destination: Destination;
  readonly verdict: EgressVerdict;
}

/** The sets of destinations of a path with the verdicts on them. */
interface JudgedPath {
  readonly sets: readonly Judged[][];
  readonly isDenied: boolean;
}

/** By path: the requirement and the verdict on a VM's network ask for the same. */
const judgedPaths = new WeakMap<BackupEgress, JudgedPath>();
/** By evaluator, region and kind of disk: most VMs of a network get the same. */
const sharedPaths = new WeakMap<Evaluator, Map<string, JudgedPath>>();

/** Each set of destinations with the verdicts on it. */
function judgePath(path: BackupEgress): JudgedPath {
  const known = judgedPaths.get(path);
  if (known !== undefined) return known;
  const evaluate = egressOf(path);
  const byRegion = sharedPaths.get(evaluate) ?? new Map<string, JudgedPath>();
  sharedPaths.set(evaluate, byRegion);
  const key = `${textOf(path.region)}/${textOf(path.diskKind)}`;
  const judged = byRegion.get(key) ?? judgedBy(evaluate, path);
  byRegion.set(key, judged);
  judgedPaths.set(path, judged);
  return judged;
}

function judgedBy(evaluate: Evaluator, path: BackupEgress): JudgedPath {
  const sets = backupDestinations(path).map((destinations) =>
    destinations.map((destination) => ({ destination, verdict: evaluate(destination) })),
  );
  return { sets, isDenied: sets.length > 0 && sets.every(isSetDenied) };
}

const isSetDenied = (set: readonly Judged[]): boolean =>
  set.some(({ verdict }) => verdict.outcome === "denied");

/** Backup traffic reaches one of the sets of destinations. An unknown verdict is not an error. */
export const backupEgressIsOpen: Rule<BackupEgress> = (vm) => {
  const { sets, isDenied } = judgePath(vm);
  if (!isDenied) return noFindings;
  const [first = [], ...others] = sets;
  const alternatives = others.map((set) => namesInWords(set.map(({ destination }) => nameOf(destination))));
  return all(first.map(({ destination, verdict }) => noWayOut(destination, verdict, alternatives)));
};

/** Names in a sentence: "A, B and C". Intl.ListFormat would take a tenth of the time in which the command line loads. */
const namesInWords = (names: readonly string[]): string =>
  [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

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

/** Whether backup traffic gets out, and if that is not known, why. */
export type BackupNetwork =
  | { readonly path: "open" | "blocked" }
  | { readonly path: "unknown"; readonly because: string };

/** Open only if it is proved for every network interface of the VM. */
export function backupNetworkOf(path: BackupEgress): BackupNetwork {
  const { region, diskKind, otherInterfaces = [], proxy, firewalls } = path;
  if (otherInterfaces.length === 0) return networkAt(path);
  const rest = {
    region,
    ...(diskKind !== undefined && { diskKind }),
    ...(proxy !== undefined && { proxy }),
    ...(firewalls !== undefined && { firewalls }),
  };
  const first = networkAt(path);
  const others = otherInterfaces.map((machine) => networkAt({ ...rest, vm: machine }));
  if (first.path === "blocked") return first;
  const otherIsBlocked = others.some(({ path }) => path === "blocked");
  const doubt = [first, ...others].find((network) => network.path === "unknown");
  return doubt ?? (otherIsBlocked ? unknownInterface : first);
}

const unknownInterface: BackupNetwork = {
  path: "unknown",
  because: "another network interface of the VM lets no backup traffic out",
};

const unknownRegion: BackupNetwork = { path: "unknown", because: "the region of the VM is not known" };

function networkAt(path: BackupEgress): BackupNetwork {
  const { sets, isDenied } = judgePath(path);
  if (sets.length === 0) return unknownRegion;
  if (isDenied) return { path: "blocked" };
  if (sets.some((set) => set.every(({ verdict }) => verdict.outcome === "allowed"))) return { path: "open" };
  const [doubt] = sets
    .flat()
    .flatMap(({ verdict }) => (verdict.outcome === "unknown" ? [verdict.because] : []));
  return { path: "unknown", because: doubt ?? "some addresses get a different result" };
}
