/**
 * What `run` returns, made while new errors record only so many stack frames. The only place that changes
 * `Error.stackTraceLimit`: recording and mapping frames is what errors and promises cost most.
 */
export function withStackFrames<T>(frames: number, run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
