import { existsSync } from "node:fs";
import { isResourceId } from "../../src/core/resourceId";
import { durationMs } from "../../src/drill/duration";
import { type TierChoice, tierChoices } from "../../src/drill/recoveryPoint";
import type { AzureOptions } from "../azure";
import { Failure, invalidOption } from "../failure";
import { assertWritableFolder, readJson, readText } from "../files";

/** The options of `drill` as given. */
export interface DrillOptions extends AzureOptions {
  readonly vault?: readonly string[];
  readonly tag?: readonly string[];
  readonly sample?: string;
  readonly targetGroup?: string;
  readonly subnet?: string;
  readonly staging?: string;
  readonly pick: string;
  readonly within?: string;
  readonly tier: string;
  readonly secondaryRegion?: boolean;
  readonly check: readonly string[];
  readonly allowAzureCloud?: boolean;
  readonly rto?: string;
  readonly rpo?: string;
  readonly keep?: string;
  readonly prices?: string;
  readonly currency: string;
  readonly guardRequest?: readonly string[];
  readonly concurrency: string;
  readonly pollSeconds: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly evidence?: string;
}

/** A check to carry out on each restored VM. */
export type Check =
  | { readonly name: "disks" | "boot" | "agent" }
  | { readonly name: "script"; readonly text: string; readonly isPowerShell: boolean };

/** The options after they were checked. */
export interface Settings {
  readonly targetGroup: string;
  /** Null: only disks are restored. */
  readonly subnetId: string | null;
  readonly stagingId: string;
  readonly pick: "latest" | "random";
  readonly withinMs?: number;
  readonly tier: TierChoice;
  readonly isSecondary: boolean;
  readonly checks: readonly Check[];
  readonly allowAzureCloud: boolean;
  readonly rtoSeconds: number | null;
  readonly rpoSeconds: number | null;
  readonly keepMs: number;
  /** File with an answer of the retail price API. Undefined: the API is asked. */
  readonly prices?: string;
  readonly currency: string;
  readonly sample?: number;
  readonly guardRequests: readonly string[];
  readonly concurrency: number;
  readonly pauseSeconds: number;
}

/** Azure's longest script of a run command is not documented; a script above this size is a mistake. */
const maxScriptKB = 256;

/** @throws Failure that lists every invalid option. */
export function settingsOf(options: DrillOptions): Settings {
  const errors: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      errors.push((error as Error).message);
      return undefined;
    }
  };
  const required = (flag: string, value: string | undefined, what: string): string => {
    if (value === undefined || value.trim() === "") errors.push(`${flag} is missing: give ${what}.`);
    return value ?? "";
  };
  const duration = (flag: string, value: string | undefined) =>
    value === undefined ? undefined : attempt(() => durationOf(flag, value));
  const idOf = (flag: string, value: string, pattern: RegExp, what: string): string => {
    if (value !== "" && !pattern.test(value)) errors.push(invalidOption(flag, value, what).message);
    return value;
  };

  const checks = options.check.flatMap((text) => attempt(() => checkOf(text)) ?? []);
  const needsVm = checks.some(({ name }) => name !== "disks");
  const subnet =
    needsVm || options.subnet ? required("--subnet", options.subnet, "the id of an isolated subnet") : "";
  const [within, rto, rpo, keep] = [
    duration("--within", options.within),
    duration("--rto", options.rto),
    duration("--rpo", options.rpo),
    duration("--keep", options.keep),
  ];
  const settings: Settings = {
    targetGroup: required("--target-group", options.targetGroup, "the resource group for drills"),
    subnetId:
      idOf(
        "--subnet",
        subnet,
        /^\/subscriptions\/.+\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i,
        "the id of a subnet",
      ) || null,
    stagingId: idOf(
      "--staging",
      required("--staging", options.staging, "the id of a storage account"),
      /^\/subscriptions\/.+\/Microsoft\.Storage\/storageAccounts\/[^/]+$/i,
      "the id of a storage account",
    ),
    pick: choice("--pick", options.pick, ["latest", "random"]),
    tier: choice("--tier", options.tier, tierChoices),
    isSecondary: options.secondaryRegion === true,
    ...(within !== undefined && { withinMs: within }),
    checks,
    allowAzureCloud: options.allowAzureCloud === true,
    rtoSeconds: rto === undefined ? null : rto / 1000,
    rpoSeconds: rpo === undefined ? null : rpo / 1000,
    keepMs: keep ?? 0,
    ...(options.prices !== undefined && { prices: options.prices }),
    currency: options.currency,
    ...(options.sample !== undefined && {
      sample: attempt(() => whole("--sample", options.sample ?? "")) ?? 1,
    }),
    guardRequests: options.guardRequest ?? [],
    concurrency: attempt(() => whole("--concurrency", options.concurrency)) ?? 1,
    pauseSeconds: attempt(() => seconds("--poll-seconds", options.pollSeconds)) ?? 1,
  };
  for (const id of settings.guardRequests)
    if (!isResourceId(id))
      errors.push(invalidOption("--guard-request", id, "the id of a request of the resource guard").message);
  if (settings.isSecondary && settings.tier === "snapshot")
    errors.push("--secondary-region restores from the copy in the vault: leave out --tier snapshot.");
  if (settings.isSecondary && settings.guardRequests.length > 0)
    errors.push(
      "--guard-request cannot be sent with --secondary-region: Azure's request to the secondary region has no field for it. Leave out one of them.",
    );
  if (options.evidence === undefined && options.dryRun !== true)
    errors.push("--evidence is missing: give the folder for the evidence.");
  const { evidence, prices } = options;
  if (evidence !== undefined) attempt(() => assertWritableFolder(evidence));
  if (prices !== undefined) attempt(() => readJson(prices));
  if (errors.length > 0) throw new Failure([...new Set(errors)].join(" "));
  return settings;

  function choice<T extends string>(flag: string, value: string, accepted: readonly T[]): T {
    const found = accepted.find((one) => one === value);
    if (found === undefined) errors.push(invalidOption(flag, value, accepted.join(", ")).message);
    return found ?? (accepted[0] as T);
  }
}

function durationOf(flag: string, value: string): number {
  const ms = durationMs(value);
  if (ms === undefined) throw invalidOption(flag, value, "a duration such as 30m, 4h or 30d");
  return ms;
}

function checkOf(text: string): Check {
  if (text === "disks" || text === "boot" || text === "agent") return { name: text };
  if (!/\.(sh|ps1)$/i.test(text))
    throw invalidOption("--check", text, "disks, boot, agent, or a file .sh or .ps1");
  if (!existsSync(text)) throw new Failure(`--check is "${text}": the file does not exist.`);
  const script = readText(text);
  if (script.length > maxScriptKB * 1024)
    throw new Failure(`--check is "${text}": the script has more than ${maxScriptKB} KB.`);
  return { name: "script", text: script, isPowerShell: /\.ps1$/i.test(text) };
}

function whole(flag: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= 1) return number;
  throw invalidOption(flag, value, "a whole number, 1 or more");
}

/** @throws Failure */
export function seconds(flag: string, value: string): number {
  const number = Number(value);
  if (number >= 0.1 && number <= 600) return number;
  throw invalidOption(flag, value, "0.1 to 600 seconds");
}
