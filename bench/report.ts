let missed = 0;

/** Prints a ratio beside its budget. */
export function ratio(what: string, value: number, budget: number): void {
  const kept = value <= budget;
  if (!kept) missed++;
  process.stdout.write(
    `${kept ? "within" : "OVER  "} ${value.toFixed(2)} (budget ${budget.toFixed(2)}): ${what}\n`,
  );
}

/** Budgets that were not kept. */
export const missedBudgets = (): number => missed;
