/** Runs child processes with a time limit: every wait in this folder has an end. */
import { spawn, spawnSync } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeLimitSeconds: number;
  /**
   * After the time limit the process is interrupted at once, again after a third of this time, and then killed. The Pulumi CLI finishes
   * its current steps after the first interrupt and stops after the second. Omitted: 6.
   */
  graceSeconds?: number;
  /** Runs the command in a process group of its own: what interrupts this process in a terminal does not reach it. Omitted: false. */
  ownGroup?: boolean;
  /** Receives a function that interrupts the command, when it has started. */
  onStart?: (interrupt: () => void) => void;
  /** Receives stdout and stderr piece by piece. */
  onOutput?: (text: string) => void;
}

export interface RunResult {
  /** -1 when a signal ended the process, or when it could not be started. */
  exitCode: number;
  /** Why the exit code is -1, or that the time limit was reached. */
  problem?: string;
  stdout: string;
  /** stdout and stderr in the order of arrival. */
  output: string;
}

/** After the exit: how long to wait for the end of the output, which a descendant may keep open. */
const DRAIN_SECONDS = 2;

/** Runs a command to its end or its time limit. Never rejects: a command that cannot start is a result too. */
export function runLimited(command: string, args: string[], options: RunOptions): Promise<RunResult> {
  const { graceSeconds = 6 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      // On Windows it would get a window of its own.
      detached: options.ownGroup === true && process.platform !== "win32",
    });
    options.onStart?.(() => child.kill("SIGINT"));
    const result: RunResult = { exitCode: -1, stdout: "", output: "" };
    const timers: NodeJS.Timeout[] = [];
    const after = (seconds: number, action: () => void) => timers.push(setTimeout(action, seconds * 1000));
    const killAll = () => child.pid && killTree(child.pid);
    const finish = () => {
      for (const timer of timers) clearTimeout(timer);
      process.removeListener("exit", killAll);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(result);
    };

    process.once("exit", killAll);
    after(options.timeLimitSeconds, () => {
      result.problem = `stopped after its time limit of ${options.timeLimitSeconds} s`;
      child.kill("SIGINT");
      after(graceSeconds / 3, () => child.kill("SIGINT"));
      after(graceSeconds, killAll);
    });

    const collect = (text: string) => {
      result.output += text;
      options.onOutput?.(text);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      result.stdout += text;
      collect(text);
    });
    child.stderr.setEncoding("utf8").on("data", collect);
    child.once("error", (error) => {
      result.problem = error.message;
      finish();
    });
    child.once("exit", (code, signal) => {
      result.exitCode = code ?? -1;
      if (signal) result.problem ??= `ended by signal ${signal}`;
      after(DRAIN_SECONDS, finish);
    });
    child.once("close", finish);
  });
}

/**
 * Kills a process and its descendants. The engine's plugins have process groups of their own, so that killing one group is not enough.
 */
function killTree(pid: number): void {
  const parents = parentsOfAll();
  const isBelow = (candidate: number): boolean => {
    const parent = parents.get(candidate) ?? 0;
    return parent === pid || (parent > 1 && isBelow(parent));
  };
  // Parents first: a parent whose child was killed would otherwise end by itself, as if it had been asked to.
  for (const each of [pid, ...[...parents.keys()].filter(isBelow)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended already.
    }
  }
}

/** The parent of every process. Empty without `ps`, which some small containers lack. */
function parentsOfAll(): Map<number, number> {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = (stdout ?? "").trim().split("\n");
  return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
}
