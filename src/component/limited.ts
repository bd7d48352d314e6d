/** Runs an asynchronous function for each value, at most `limit` at a time. The results are in the order of the values. */
export async function mapLimited<T, R>(
  values: readonly T[],
  limit: number,
  run: (value: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = values.entries();
  const work = async () => {
    for (const [i, value] of queue) results[i] = await run(value);
  };
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, work));
  return results;
}
