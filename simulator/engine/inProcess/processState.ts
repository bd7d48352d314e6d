/**
 * What a program would find in a process of its own. Each function changes one thing of this process and returns a function that undoes it.
 * The working directory, the arguments and the standard streams stay those of this process.
 */
import { join, sep } from "node:path";
import { repositoryDir } from "../cache";

type Undo = () => void;

const librarySource = join(repositoryDir, "dist/src") + sep;

export function useEnvironment(env: NodeJS.ProcessEnv): Undo {
  const before = process.env;
  process.env = { ...env };
  return () => {
    process.env = before;
  };
}

/**
 * The modules that are loaded meanwhile are loaded again next time, except those of packages and of this library, which take a second: they
 * keep nothing of a program, or by its connection to the engine only.
 */
export function reloadModules(): Undo {
  const before = new Set(Object.keys(require.cache));
  const isKept = (file: string) => file.includes("/node_modules/") || file.startsWith(librarySource);
  return () => {
    for (const file of Object.keys(require.cache)) {
      if (!before.has(file) && !isKept(file)) delete require.cache[file];
    }
  };
}

/**
 * Stacks as Node.js prints them: a test runner keeps 100 frames and maps each to its source. Pulumi takes a stack for every promise, for a
 * report of promises that never end: these stay without frames.
 */
export function usePlainStacks(): Undo {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const plainStack = (error: Error, frames: NodeJS.CallSite[]) =>
    [String(error), ...(frames[0]?.getFunctionName() === "debuggablePromise" ? [] : frames)].join(
      "\n    at ",
    );
  Object.assign(Error, { prepareStackTrace: plainStack, stackTraceLimit: 10 });
  return () => {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  };
}

/** `report` gets every error that nothing catches; listeners of others, such as a test runner's, do not hear of it. */
export function catchErrors(report: (error: unknown) => void): Undo {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const others = events.map((event) => [event, process.listeners(event as "uncaughtException")] as const);
  for (const event of events) process.removeAllListeners(event).on(event, report);
  return () => {
    for (const [event, listeners] of others) {
      process.removeListener(event, report);
      for (const listener of listeners) process.on(event, listener);
    }
  };
}
