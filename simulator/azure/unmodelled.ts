import type { ResolvedType } from "./ids";

/**
 * What happens to a resource whose type is not modelled. "warn": it is stored, and a warning names its type. "refuse": preview refuses
 * it. "store": it is stored without a warning. The default is "warn": every program runs, and nothing suggests that Azure would accept
 * the resource.
 */
export const unmodelledChoices = ["warn", "refuse", "store"] as const;
export type Unmodelled = (typeof unmodelledChoices)[number];

/** A check of a resource's type. It returns the reasons why preview fails, and prints one warning for each unmodelled type. */
export function createUnmodelledCheck(choice: Unmodelled, warn?: (message: string) => Promise<void>) {
  // A process serves one operation of the engine, so each operation warns once about a type.
  const warnedTokens = new Set<string>();

  return async ({ unmodelled }: ResolvedType, token: string): Promise<string[]> => {
    if (!unmodelled || choice === "store") return [];
    if (choice === "refuse")
      return [`Simulated Azure does not model ${token}: it would store it without checking it.`];
    if (warnedTokens.has(token)) return [];
    warnedTokens.add(token);
    // Without the await the operation could end before the warning is printed.
    await warn?.(`Simulated Azure does not model ${token}: it stores the resource without checking it.`);
    return [];
  };
}
