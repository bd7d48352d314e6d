/** Two things measured in turns, so that a busy minute of the machine weighs on both; the quickest of each counts. */
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
