import { createHash } from "node:crypto";
import { sameText, textOf } from "../core/values";
import { normalLocation } from "../region/location";

/** What says where a VM goes. */
export interface Placed {
  readonly location?: string;
  readonly vault?: number;
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** How many policies share the VMs of one, and how far apart they run. */
export interface Spread {
  readonly policies?: number;
  readonly minutesApart?: number;
}

/** What chooses a VM's policy. */
export interface PolicyChoice {
  /** Names of the policies. */
  readonly names: readonly string[];
  readonly defaultPolicy?: string | undefined;
  readonly policyTag?: string | undefined;
}

/** Which of the vaults a VM is in: a region's first goes by the region's name, the others carry a number. */
export function vaultKeyOf({ location, vault = 1 }: Placed): string {
  const region = normalLocation(textOf(location));
  return vault === 1 || region === "" ? region : `${region}-${vault}`;
}

/** The region of a vault's key. */
export const regionOfKey = (key: string): string => normalLocation(key).replace(/-\d+$/, "");

/** The keys of the vaults that the VMs need, in order. */
export const vaultKeysOf = (vms: Readonly<Record<string, Placed>>): string[] =>
  [...new Set(Object.values(vms).map((vm) => vaultKeyOf(vm ?? {})))].filter(Boolean).sort();

/** Name of the vault with a key. */
export const vaultNameIn = (prefix: string, key: string): string => `${prefix}-${normalLocation(key)}`;

/** Name of the policy of a VM: its own, else its tag's, else the default, else the only one. */
export function policyNameOf(
  vm: Placed,
  { names, defaultPolicy, policyTag }: PolicyChoice,
): string | undefined {
  const only = names.length === 1 ? names[0] : undefined;
  return vm.policy ?? tagOf(vm, policyTag) ?? defaultPolicy ?? only;
}

/** A tag's value; Azure compares the names of tags without case. */
export function tagOf({ tags }: Placed, name: string | undefined): string | undefined {
  const found = Object.keys(tags ?? {}).find((tag) => sameText(tag, name));
  return found === undefined ? undefined : tags?.[found];
}

/** Most policies that share one's VMs: more than enough for the VMs of a vault. */
export const mostSharers = 50;

/** Names of the policies that share one's VMs: its own, then numbered ones. */
export function sharersOf(policy: string, { policies = 1 }: Spread = {}): string[] {
  // Rules read this too, before anybody has said that the number is none.
  const count = policies >= 1 && policies <= mostSharers ? Math.trunc(policies) : 1;
  return Array.from({ length: count }, (_, i) => (i === 0 ? policy : `${policy}-${i + 1}`));
}

/**
 * Which of several policies a VM has, by its key alone: a VM that comes moves no other one, and one policy more takes its share from
 * all and moves nothing else. (Highest random weight hashing.)
 */
export function sharerOf(key: string, sharers: readonly string[]): string {
  const weighed = sharers.map((sharer) => ({
    sharer,
    weight: createHash("sha256").update(`${sharer}/${key}`).digest("hex"),
  }));
  return weighed.reduce((best, next) => (next.weight > best.weight ? next : best)).sharer;
}

/** A clock time so many minutes later; undefined beyond the end of the day. */
export function laterTime(time: string, minutes: number): string | undefined {
  const [hours = 0, past = 0] = time.split(":").map(Number);
  const total = hours * 60 + past + minutes;
  if (!(total >= 0 && total < 24 * 60)) return undefined;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

interface Schedule {
  readonly daily?: { readonly time?: unknown };
  readonly weekly?: { readonly time?: unknown };
  readonly hourly?: { readonly startTime?: unknown };
}

/** A schedule that runs so many minutes later on the same days; the same one where it cannot. */
export function laterSchedule<S>(schedule: S, minutes: number): S {
  const { daily, weekly, hourly } = (schedule ?? {}) as Schedule;
  const later = (time: unknown) => (typeof time === "string" ? (laterTime(time, minutes) ?? time) : time);
  return {
    ...schedule,
    ...(daily && { daily: { ...daily, time: later(daily.time) } }),
    ...(weekly && { weekly: { ...weekly, time: later(weekly.time) } }),
    ...(hourly && { hourly: { ...hourly, startTime: later(hourly.startTime) } }),
  };
}
