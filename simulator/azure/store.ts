import { appendFileSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "./json";

/** What Azure keeps of one resource. Its properties are the answer to a GET, without what others decide. */
export interface Resource {
  /** In the letter case of the request that created it; two ids that differ in case only are one resource. */
  id: string;
  /** The resource provider's type, such as `Microsoft.Compute/virtualMachines`. */
  type: string;
  name: string;
  properties: Json;
}

type Entry = { put: Resource } | { remove: string } | { fault: string };

/**
 * The state of simulated Azure: a log that every process appends to and reads on before it answers, so that
 * commands, stacks and providers running at the same time see one Azure, and a write costs one line.
 * Two processes that change the same resource in the same instant are not kept apart: the later line wins.
 */
export interface Store {
  find(id: string): Resource | undefined;
  /** All resources, in order of creation. */
  all(): Iterable<Resource>;
  /** How many changes there were: it grows with each. */
  count(): number;
  /** Resources of a type, in order of creation. */
  ofType(type: string): Iterable<Resource>;
  /** Resources whose id starts with this one's, deepest last. */
  below(id: string): Resource[];
  /** Resources of a type that mention this id anywhere in their properties. */
  users(id: string, type: string): Resource[];
  put(resource: Resource): void;
  remove(id: string): void;
  /** How often this fault has struck, in this folder. */
  struck(fault: string): number;
  strike(fault: string): void;
}

export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "azure.jsonl");
  const log = openSync(file, "a+");
  const byId = new Map<string, Resource>();
  const byType = new Map<string, Map<string, Resource>>();
  const mentions = new Map<string, Set<string>>();
  const faults = new Map<string, number>();
  let readBytes = 0;

  function catchUp(): void {
    const size = fstatSync(log).size;
    if (size === readBytes) return;
    const tail = Buffer.alloc(size - readBytes);
    readSync(log, tail, 0, tail.length, readBytes);
    // Another process may be in the middle of its line: leave the unfinished one for the next time.
    const complete = tail.lastIndexOf(10) + 1;
    readBytes += complete;
    for (const line of tail.toString("utf8", 0, complete).split("\n")) {
      if (line !== "") apply(JSON.parse(line) as Entry);
    }
  }

  function apply(entry: Entry): void {
    if ("fault" in entry) {
      faults.set(entry.fault, (faults.get(entry.fault) ?? 0) + 1);
      return;
    }
    const key = ("put" in entry ? entry.put.id : entry.remove).toLowerCase();
    const before = byId.get(key);
    for (const id of mentionedIds(before?.properties)) mentions.get(id)?.delete(key);
    if ("remove" in entry) {
      byId.delete(key);
      byType.get(before?.type.toLowerCase() ?? "")?.delete(key);
      return;
    }
    byId.set(key, entry.put);
    entryOf(byType, entry.put.type.toLowerCase(), () => new Map()).set(key, entry.put);
    for (const id of mentionedIds(entry.put.properties)) entryOf(mentions, id, () => new Set()).add(key);
  }

  function append(entry: Entry): void {
    appendFileSync(log, `${JSON.stringify(entry)}\n`);
    catchUp();
  }

  /** Every answer first takes in what other processes have written. */
  function after<Args extends unknown[], Result>(look: (...args: Args) => Result) {
    return (...args: Args): Result => {
      catchUp();
      return look(...args);
    };
  }

  return {
    find: after((id: string) => byId.get(id.toLowerCase())),
    all: after(() => byId.values()),
    count: after(() => readBytes),
    ofType: after((type: string) => byType.get(type.toLowerCase())?.values() ?? []),
    below: after((id: string) => {
      const prefix = `${id.toLowerCase()}/`;
      return [...byId].filter(([key]) => key.startsWith(prefix)).map(([, resource]) => resource);
    }),
    users: after((id: string, type: string) => {
      const keys = [...(mentions.get(id.toLowerCase()) ?? [])];
      const found = keys.map((key) => byId.get(key)).filter((resource) => resource !== undefined);
      return found.filter((resource) => resource.type === type);
    }),
    struck: after((fault: string) => faults.get(fault) ?? 0),
    put: (resource) => append({ put: resource }),
    remove: (id) => append({ remove: id }),
    strike: (fault) => append({ fault }),
  };
}

/** Every ARM id in a value, in lower case. */
function mentionedIds(value: unknown): string[] {
  if (typeof value === "string")
    return /^\/(subscriptions|providers)\//.test(value) ? [value.toLowerCase()] : [];
  if (Array.isArray(value)) return value.flatMap(mentionedIds);
  return isObject(value) ? Object.values(value).flatMap(mentionedIds) : [];
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
