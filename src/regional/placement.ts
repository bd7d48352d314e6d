import { createHash } from "node:crypto";
import { sameText, textOf } from "../core/values";
import { normalLocation } from "../region/location";

/** The arguments of a VM that decide its vault and its policy. */
export interface VmPlacement {
  readonly location?: string;
  readonly vault?: number;
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Over how many policies a policy's VMs are distributed, and how far apart these run. */
export interface Spread {
  readonly policies?: number;
  readonly minutesApart?: number;
}

/** The arguments that decide the policy of a VM that names none. */
export interface PolicyChoice {
  /** Names of the policies. */
  readonly names: readonly string[];
  readonly defaultPolicy?: string | undefined;
  readonly policyTag?: string | undefined;
}

/** Key of the vault that a VM is in: the region for the region's first vault, the region and a number for the others. */
export function vaultKeyOf({ location, vault = 1 }: VmPlacement): string {
  const region = normalLocation(textOf(location));
  return vault === 1 || region === "" ? region : `${region}-${vault}`;
}

/** The region of a vault's key. */
export const regionOfKey = (key: string): string => normalLocation(key).replace(/-\d+$/, "");

/** Keys of the vaults that the VMs need, sorted. */
export const vaultKeysOf = (vms: Readonly<Record<string, VmPlacement>>): string[] =>
  [...new Set(Object.values(vms).map((vm) => vaultKeyOf(vm ?? {})))].filter(Boolean).sort();

/** Name of the vault with a key. */
export const vaultNameIn = (prefix: string, key: string): string => `${prefix}-${normalLocation(key)}`;

/** Name of a VM's policy: the one that the VM names, else that of its tag, else the default, else the only one. */
export function policyNameOf(
  vm: VmPlacement,
  { names, defaultPolicy, policyTag }: PolicyChoice,
): string | undefined {
  const onlyPolicy = names.length === 1 ? names[0] : undefined;
  return vm.policy ?? tagOf(vm, policyTag) ?? defaultPolicy ?? onlyPolicy;
}

/** Value of a tag. Azure compares tag names without letter case. */
export function tagOf({ tags }: VmPlacement, name: string | undefined): string | undefined {
  const key = Object.keys(tags ?? {}).find((tag) => sameText(tag, name));
  return key === undefined ? undefined : tags?.[key];
}

/** Most policies over which the VMs of one are distributed: more than enough for the VMs of a vault. */
export const maxSpreadPolicies = 50;

/** Names of the policies over which a policy's VMs are distributed: its own name, then numbered ones. */
export function spreadPolicyNames(policy: string, { policies = 1 }: Spread = {}): string[] {
  // Rules call this too, before the number is checked.
  const count = policies >= 1 && policies <= maxSpreadPolicies ? Math.trunc(policies) : 1;
  return Array.from({ length: count }, (_, i) => (i === 0 ? policy : `${policy}-${i + 1}`));
}

/**
 * Which of several policies a VM uses. It depends only on the VM's key: a new VM never moves another, and an additional policy takes its
 * share from all others and moves nothing else. (Highest random weight hashing.)
 */
export function spreadPolicyOf(vmKey: string, policyNames: readonly string[]): string {
  const weighed = policyNames.map((name) => ({
    name,
    weight: createHash("sha256").update(`${name}/${vmKey}`).digest("hex"),
  }));
  return weighed.reduce((best, next) => (next.weight > best.weight ? next : best)).name;
}

/** A time of day some minutes later. Undefined if that is on another day. */
export function laterTime(time: string, minutes: number): string | undefined {
  const [startHour = 0, startMinute = 0] = time.split(":").map(Number);
  const total = startHour * 60 + startMinute + minutes;
  if (!(total >= 0 && total < 24 * 60)) return undefined;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

interface Schedule {
  readonly daily?: { readonly time?: unknown };
  readonly weekly?: { readonly time?: unknown };
  readonly hourly?: { readonly startTime?: unknown };
}

/** A schedule that runs some minutes later on the same days. Unchanged if it would run on another day. */
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
