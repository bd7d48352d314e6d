/**
 * What a program would find in a process of its own. Each function changes one thing of this process and returns a function that undoes it.
 * The working directory, the arguments and the standard streams stay those of this process.
 */
type Undo = () => void;

export function useEnvironment(env: NodeJS.ProcessEnv): Undo {
  const before = process.env;
  process.env = { ...env };
  return () => {
    process.env = before;
  };
}

/** The modules that are loaded meanwhile are loaded again next time, except those of packages, which take seconds. */
export function reloadModules(): Undo {
  const before = new Set(Object.keys(require.cache));
  return () => {
    for (const file of Object.keys(require.cache)) {
      if (!before.has(file) && !file.includes("/node_modules/")) delete require.cache[file];
    }
  };
}

/** Node.js's own stacks: a test runner keeps 100 frames and maps each to its source, and Pulumi takes a stack for every promise. */
export function usePlainStacks(): Undo {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Object.assign(Error, { prepareStackTrace: undefined, stackTraceLimit: 10 });
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
