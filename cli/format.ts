/** A number with its noun: "1 vault", "2 vaults". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
