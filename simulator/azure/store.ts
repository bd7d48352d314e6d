import { appendFileSync, closeSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "./json";

/** What Azure stores of a resource. Its properties are the response to a GET, without the properties that other resources determine. */
export interface Resource {
  /** In the letter case of the request that created it. Ids that differ only in letter case are the same resource. */
  id: string;
  /** The type in Azure Resource Manager, e.g. `Microsoft.Compute/virtualMachines`. */
  type: string;
  name: string;
  properties: Json;
}

/** One line of the log. */
type Entry =
  | { put: Resource }
  | { remove: string }
  | { fault: string }
  | { unlock: string; until: string }
  | { keep: string; resources: Resource[] };

/**
 * The state of simulated Azure: a log in a file. Every process appends its changes and reads all others before it answers. Commands,
 * stacks and providers that run at the same time therefore see the same Azure, and a write costs one line. If two processes change the
 * same resource at the same time, the later line wins.
 */
export interface Store {
  find(id: string): Resource | undefined;
  /** All resources, in order of creation. */
  all(): Iterable<Resource>;
  /** A number that grows with each change. */
  version(): number;
  /** Resources of a type, in order of creation. */
  ofType(type: string): Iterable<Resource>;
  /** Resources below an id, in order of creation. */
  below(id: string): Resource[];
  /** Resources of a type that have this id anywhere in their properties. */
  referencing(id: string, type: string): Resource[];
  put(resource: Resource): void;
  remove(id: string): void;
  /** How many requests this fault has failed, in all processes. */
  faultCount(fault: string): number;
  countFault(fault: string): void;
  /** Until when a resource can be deleted although a resource guard protects it. Undefined: it was never unlocked. */
  unlockedUntil(id: string): string | undefined;
  unlock(id: string, until: string): void;
  /** What a deleted resource was, to bring it back. Empty: nothing was kept below this id. */
  kept(id: string): readonly Resource[];
  keep(id: string, resources: Resource[]): void;
}

/** Opens the state in a folder, which it creates if it does not exist. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "azure.jsonl");
  // No file stays open: a program's tests may open hundreds of stores.
  appendFileSync(file, "");
  const byId = new Map<string, Resource>();
  const byType = new Map<string, Map<string, Resource>>();
  const keysByReference = new Map<string, Set<string>>();
  const faultCounts = new Map<string, number>();
  const unlocked = new Map<string, string>();
  const kept = new Map<string, readonly Resource[]>();
  let readBytes = 0;

  function readNewEntries(): void {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? readBytes;
    if (size === readBytes) return;
    const tail = Buffer.alloc(size - readBytes);
    const log = openSync(file, "r");
    readSync(log, tail, 0, tail.length, readBytes);
    closeSync(log);
    // Another process may still be writing its line: the unfinished line is read next time.
    const complete = tail.lastIndexOf(10) + 1;
    readBytes += complete;
    for (const line of tail.toString("utf8", 0, complete).split("\n")) {
      if (line !== "") apply(JSON.parse(line) as Entry);
    }
  }

  function apply(entry: Entry): void {
    if ("fault" in entry) {
      faultCounts.set(entry.fault, (faultCounts.get(entry.fault) ?? 0) + 1);
      return;
    }
    if ("unlock" in entry) {
      unlocked.set(entry.unlock.toLowerCase(), entry.until);
      return;
    }
    if ("keep" in entry) {
      kept.set(entry.keep.toLowerCase(), entry.resources);
      return;
    }
    const key = ("put" in entry ? entry.put.id : entry.remove).toLowerCase();
    const before = byId.get(key);
    for (const id of idsIn(before?.properties)) keysByReference.get(id)?.delete(key);
    if ("remove" in entry) {
      byId.delete(key);
      byType.get(before?.type.toLowerCase() ?? "")?.delete(key);
      return;
    }
    byId.set(key, entry.put);
    getOrCreate(byType, entry.put.type.toLowerCase(), () => new Map()).set(key, entry.put);
    for (const id of idsIn(entry.put.properties)) getOrCreate(keysByReference, id, () => new Set()).add(key);
  }

  function append(entry: Entry): void {
    appendFileSync(file, `${JSON.stringify(entry)}\n`);
    readNewEntries();
  }

  /** A query that first reads what other processes have written. */
  function query<Args extends unknown[], Result>(answer: (...args: Args) => Result) {
    return (...args: Args): Result => {
      readNewEntries();
      return answer(...args);
    };
  }

  return {
    find: query((id: string) => byId.get(id.toLowerCase())),
    all: query(() => byId.values()),
    version: query(() => readBytes),
    ofType: query((type: string) => byType.get(type.toLowerCase())?.values() ?? []),
    below: query((id: string) => {
      const prefix = `${id.toLowerCase()}/`;
      return [...byId].filter(([key]) => key.startsWith(prefix)).map(([, resource]) => resource);
    }),
    referencing: query((id: string, type: string) => {
      const keys = [...(keysByReference.get(id.toLowerCase()) ?? [])];
      const found = keys.map((key) => byId.get(key)).filter((resource) => resource !== undefined);
      return found.filter((resource) => resource.type === type);
    }),
    faultCount: query((fault: string) => faultCounts.get(fault) ?? 0),
    put: (resource) => append({ put: resource }),
    remove: (id) => append({ remove: id }),
    countFault: (fault) => append({ fault }),
    unlockedUntil: query((id: string) => unlocked.get(id.toLowerCase())),
    unlock: (id, until) => append({ unlock: id, until }),
    kept: query((id: string) => kept.get(id.toLowerCase()) ?? []),
    keep: (id, resources) => append({ keep: id, resources }),
  };
}

/** All ids of Azure in a value, in lower case. */
function idsIn(value: unknown): string[] {
  if (typeof value === "string")
    return /^\/(subscriptions|providers)\//.test(value) ? [value.toLowerCase()] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return isObject(value) ? Object.values(value).flatMap(idsIn) : [];
}

function getOrCreate<V>(map: Map<string, V>, key: string, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const created = create();
  map.set(key, created);
  return created;
}
