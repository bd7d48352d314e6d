/** Runs a task for each entry, at most so many at the same time. Results are in the order of the entries. The first error ends it. */
export async function inParallel<T, R>(
  entries: readonly T[],
  count: number,
  task: (entry: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < entries.length; i = next++) results[i] = await task(entries[i] as T);
  };
  await Promise.all(Array.from({ length: Math.min(count, entries.length) }, worker));
  return results;
}
