/**
 * One preview, up, refresh, destroy or import as one CLI call. The automation API makes three to four calls for each
 * (version, select, outputs, history). Measured with one resource: `up` 2.5 s against 1.5 s, `destroy` 1.0 s
 * against 0.7 s.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./cache";
import { type EventSummary, readEvents } from "./events";
import type { InProcess } from "./inProcess";
import { type RunOptions, type RunResult, runLimited } from "./process";

export type Operation = "preview" | "up" | "refresh" | "destroy" | "import";

export interface OperationOptions {
  /** Added to the environment of the CLI, the program and the provider. */
  env?: NodeJS.ProcessEnv;
  /** Receives the CLI's output piece by piece. */
  onOutput?: (text: string) => void;
  /** More arguments for the CLI, such as `--target`. */
  args?: string[];
  /** Omitted: 300. */
  timeLimitSeconds?: number;
}

export interface PolicyOptions extends OperationOptions {
  /** Folders of policy packs. */
  policyPacks?: string[];
  /** Configuration of the policies, for every pack. */
  policyConfig?: Record<string, unknown>;
}

/** What happened. A failure is not an exception. */
export interface Outcome extends EventSummary {
  ok: boolean;
  exitCode: number;
  seconds: number;
  /** Everything that the CLI printed. */
  log: string;
}

export interface Place {
  cli: string;
  env: NodeJS.ProcessEnv;
  /** Where the call's own files are written. */
  root: string;
  name: string;
  configFile: string;
  /** The folder of the Pulumi.yaml. */
  cwd: string;
  /** What runs inside this process. Omitted: the CLI starts a process for the program and for simulated Azure. */
  inProcess?: InProcess | undefined;
}

const TIME_LIMIT_SECONDS = 300;

/**
 * A preview of 3.274 on a backend of files serialises the whole state after each resource, and throws it away (DiscardPersister in
 * pkg/v3/backend/diy): 2,000 resources took 135 s, four times those of 1,000. Without it, as in 3.255, it is linear; nothing is lost.
 */
const withoutCheckpoints = { PULUMI_SKIP_CHECKPOINTS: "true" };

export async function runOperation(kind: Operation, place: Place, options: PolicyOptions): Promise<Outcome> {
  const eventLog = join(place.root, "events.jsonl");
  rmSync(eventLog, { force: true });
  const startedMs = performance.now();
  const run = await runCommand(place, operationArgs(kind, place, eventLog, options), {
    env: { ...(kind === "preview" && withoutCheckpoints), ...options.env },
    timeLimitSeconds: options.timeLimitSeconds ?? TIME_LIMIT_SECONDS,
    onOutput: options.onOutput,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  // A CLI that was killed leaves its lock on the stack. No other process uses this backend.
  if (run.problem) rmSync(join(place.root, "backend/.pulumi/locks"), { recursive: true, force: true });

  const summary = readEvents(readText(eventLog) ?? "");
  const ok = run.exitCode === 0 && !run.problem;
  if (!ok) addReason(summary, run);
  return { ok, exitCode: run.exitCode, seconds, log: run.output, ...summary };
}

/** Commands that start the engine; others only read or write the state. */
const engineCommands: readonly string[] = ["preview", "up", "refresh", "destroy", "import"];

/** Runs a command of the CLI whose first argument is its name. */
export function runCommand(place: Place, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const run = (more: string[], env: NodeJS.ProcessEnv) =>
    runLimited(place.cli, [...args, ...more], { cwd: place.cwd, ...options, env });
  const env = { ...place.env, ...options.env };
  const { cli, cwd, inProcess } = place;
  // Node.js reads its options and certificates only when it starts.
  if (!inProcess || options.env?.NODE_OPTIONS !== undefined || !engineCommands.includes(args[0] ?? ""))
    return run([], env);
  // Loaded on demand, since they load Pulumi's SDK.
  if (options.env?.NODE_EXTRA_CA_CERTS !== undefined) {
    const { runInChild } = require("./inProcess/child") as typeof import("./inProcess/child");
    const { onOutput: _, env: __, ...given } = options;
    return runInChild({ inProcess, cli, args, env, options: { cwd, ...given } });
  }
  const { runInProcess } = require("./inProcess") as typeof import("./inProcess");
  return runInProcess(inProcess, args[0] ?? "", env, run);
}

export function operationArgs(
  kind: Operation,
  place: Place,
  eventLog: string,
  options: PolicyOptions,
): string[] {
  const args: string[] = [kind, "--stack", place.name, "--config-file", place.configFile];
  args.push("--event-log", eventLog, "--non-interactive", "--color", "never");
  if (kind !== "preview") args.push("--yes", "--skip-preview");
  const packs = options.policyPacks ?? [];
  for (const pack of packs) args.push("--policy-pack", pack);
  if (options.policyConfig && packs.length > 0) {
    const file = join(place.root, "policy-config.json");
    writeFileSync(file, JSON.stringify(options.policyConfig));
    for (const _ of packs) args.push("--policy-pack-config", file);
  }
  return [...args, ...(options.args ?? [])];
}

/** The CLI reports some failures only on stderr, and a killed CLI reports none. */
function addReason(summary: EventSummary, run: RunResult): void {
  const isExplained =
    summary.diagnostics.some(({ severity }) => severity === "error") ||
    summary.policyViolations.some(({ level }) => level === "mandatory");
  if (run.problem) {
    summary.diagnostics.push({ severity: "error", message: `The Pulumi CLI was ${run.problem}.` });
  } else if (!isExplained) {
    summary.diagnostics.push({
      severity: "error",
      message: run.output.trim().split("\n").slice(-20).join("\n"),
    });
  }
}
