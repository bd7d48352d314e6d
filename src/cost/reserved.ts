import type { Span } from "./estimate";

/** A block of reserved capacity that one can buy. */
export interface Block {
  /** Its size in GB, e.g. 102400. */
  readonly gb: number;
  readonly perMonth: number;
}

/** Blocks of one size, and what storage costs with all of them. */
export interface Reserved {
  readonly blocks: readonly (Block & { readonly count: number })[];
  /** Average price of a GB of the standard tier per month, reserved or not, at both ends of the range. */
  readonly storagePerGBMonth: Span;
}

/**
 * The blocks to reserve: as many as the low end of the range fills, the largest first, because what a block does not use is lost. A block
 * that costs more than the same storage without a reservation is left out.
 */
export function reserve(storageGB: Span, blocks: readonly Block[], perGBMonth: number): Reserved {
  const bought: (Block & { count: number })[] = [];
  let restGB = storageGB.low;
  for (const block of [...blocks].sort((a, b) => b.gb - a.gb)) {
    const count = Math.floor(restGB / block.gb);
    if (count === 0 || block.perMonth >= block.gb * perGBMonth) continue;
    bought.push({ ...block, count });
    restGB -= count * block.gb;
  }
  const savedPerMonth = bought.reduce(
    (saved, { count, gb, perMonth }) => saved + count * (gb * perGBMonth - perMonth),
    0,
  );
  const average = (gb: number) => (gb === 0 ? perGBMonth : perGBMonth - savedPerMonth / gb);
  return {
    blocks: bought,
    storagePerGBMonth: { low: average(storageGB.low), high: average(storageGB.high) },
  };
}
