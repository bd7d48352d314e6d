/** What Ctrl-C and the signals that end a process do: one line, the exit code of shells, and no process of ours is left. */
import { constants } from "node:os";

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** A process that ends by itself after it was asked. */
interface Running {
  readonly askToEnd: () => void;
}

const running = new Set<Running>();
let interruptedBy: NodeJS.Signals | undefined;
let whatNext = "";

/** 130 after Ctrl-C, 143 after SIGTERM: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** What the user can do after an interruption of the command that runs now, in a sentence. */
export function afterInterrupt(text: string): void {
  whatNext = text;
}

/**
 * Ends this process when a signal asks for it. It first passes the signal to the processes that it runs, and waits for them. A second
 * signal does not wait.
 */
export function handleInterrupts(): void {
  for (const signal of signals) process.on(signal, interrupt);
}

/** Leaves signals to someone else, or to the system, which ends the process at once. */
export function ignoreInterrupts(): void {
  for (const signal of signals) process.off(signal, interrupt);
}

/** Computes something that takes seconds: a signal ends the process at once, because it could be handled only afterwards. */
export function computing<T>(compute: () => T): T {
  const isHandled = process.listeners("SIGINT").includes(interrupt);
  if (!isHandled) return compute();
  ignoreInterrupts();
  try {
    return compute();
  } finally {
    handleInterrupts();
  }
}

/**
 * Waits for a process. If this process is interrupted meanwhile, it asks the other one to end, and ends after it.
 *
 * @param askToEnd Sends the request to the process, e.g. a signal.
 */
export async function untilEnded<T>(askToEnd: () => void, ended: Promise<T>): Promise<T> {
  const one = { askToEnd };
  running.add(one);
  try {
    return await ended;
  } finally {
    running.delete(one);
    if (interruptedBy !== undefined && running.size === 0) process.exit(exitCodeOf(interruptedBy));
  }
}

function interrupt(signal: NodeJS.Signals): void {
  const isFirst = interruptedBy === undefined;
  interruptedBy ??= signal;
  if (isFirst) {
    // A progress line may be there, and a list of tasks hides the cursor.
    const start = process.stderr.isTTY ? "\r\u001b[K\u001b[?25h" : "";
    const waits = running.size === 0 ? "" : " Waiting for pulumi to finish its current step.";
    process.stderr.write(`${start}Interrupted.${waits}${whatNext === "" ? "" : ` ${whatNext}`}\n`);
  }
  if (!isFirst || running.size === 0) process.exit(exitCodeOf(interruptedBy));
  for (const { askToEnd } of running) askToEnd();
}
