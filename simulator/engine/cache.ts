/** Files of the engine that are kept between runs: per user, outside the repository, so that every clone shares them. */
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** `$XDG_CACHE_HOME/azure-vm-backup`. Omitted variable: `~/.cache/azure-vm-backup`. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "azure-vm-backup");
}

/**
 * A PULUMI_HOME of our own: the user's plugins, login and settings in ~/.pulumi are neither read nor changed.
 */
export const pulumiHome = (): string => join(cacheDir(), "pulumi-home");

const here = resolve(__dirname, "../..");
/** The repository: this file runs from `simulator/engine` (tests) or from `dist/simulator/engine`. */
export const repositoryDir = basename(here) === "dist" ? dirname(here) : here;

export interface LockTiming {
  heartbeatMs: number;
  staleAfterMs: number;
  pollMs: number;
}
const LOCK_TIMING: LockTiming = { heartbeatMs: 2_000, staleAfterMs: 30_000, pollMs: 250 };

/**
 * Runs `work` while no other process holds the lock file `path`. A holder that was killed does not block others: its
 * process is gone (same host) or its heartbeat stops (any host). Two holders at once are still possible in
 * the moment a stale lock is broken, so the work must be safe to do twice: make the thing under a temporary
 * name, then rename it.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: () => void = () => {},
  timing: LockTiming = LOCK_TIMING,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  for (let waiting = false; !acquire(path, owner); waiting = true) {
    if (!waiting) onWait();
    if (isStale(path, timing.staleAfterMs)) remove(path);
    else await sleep(timing.pollMs);
  }
  const heartbeat = setInterval(() => touch(path), timing.heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readText(path) === owner) remove(path);
  }
}

function acquire(path: string, owner: string): boolean {
  try {
    writeFileSync(path, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isStale(path: string, staleAfterMs: number): boolean {
  const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - modifiedMs > staleAfterMs || isAbandoned(readText(path));
}

function isAbandoned(owner: string | undefined): boolean {
  try {
    const { pid, host } = JSON.parse(owner ?? "") as { pid: number; host: string };
    return host === hostname() && !isRunning(pid);
  } catch {
    return false; // Just being written, or just removed.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function remove(path: string): void {
  // Of several processes that break the same lock only one can rename it. The others then find a new lock.
  const broken = `${path}.${randomUUID()}`;
  try {
    renameSync(path, broken);
    rmSync(broken, { force: true });
  } catch {
    // Another process was first.
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Another process took the lock. The work stays safe, see withLock.
  }
}

/** The text of a file; undefined if there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Writes an executable text file unless it exists already. Atomic, since other processes may be running it. */
export function writeExecutable(file: string, text: string): void {
  if (readText(file) === text) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  chmodSync(draft, 0o755);
  renameSync(draft, file);
}
