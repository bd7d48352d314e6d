/** Measures two things in turns, so that a busy machine slows down both. Returns the shortest time of each. */
export async function inTurns(
  turns: number,
  ours: () => Promise<number> | number,
  other: () => Promise<number> | number,
): Promise<{ readonly ours: number; readonly other: number }> {
  const seconds = { ours: [] as number[], other: [] as number[] };
  for (let turn = 0; turn < turns; turn++) {
    seconds.other.push(await other());
    seconds.ours.push(await ours());
  }
  return { ours: Math.min(...seconds.ours), other: Math.min(...seconds.other) };
}
