/** The configuration of the programs on the components' pages, apart from surroundings.ts so that it loads nothing of azure-native. */
export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

export const vmId = (name: string): string =>
  `${subscription}/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/${name}`;

/** Configuration values, by key. */
export const config: Readonly<Record<string, string>> = Object.fromEntries(
  ["ledger", "shop", "branch"].map((name) => [`${name}Id`, vmId(name)]),
);
