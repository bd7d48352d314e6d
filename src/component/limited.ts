/** Requests that run at a time, over all components of a program: Azure throttles. */
const requestsAtOnce = 8;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a request, once fewer than the most that run at a time are under way. */
export async function limited<T>(run: () => Promise<T>): Promise<T> {
  if (running >= requestsAtOnce) await new Promise<void>((start) => waiting.push(start));
  else running++;
  try {
    return await run();
  } finally {
    // The next one takes over this one's turn.
    const start = waiting.shift();
    if (start === undefined) running--;
    else start();
  }
}
