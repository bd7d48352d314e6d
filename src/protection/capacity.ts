import { type Amount, pages } from "../core/fact";

const matrix = { source: pages.matrix, asOf: "2026-03-25" } as const;

/** Most virtual machines that one vault protects. */
export const vmsPerVault: Amount = { value: 1000, unit: "virtual machines", ...matrix };

/** Most virtual machines that one backup policy serves. */
export const vmsPerPolicy: Amount = { value: 100, unit: "virtual machines", ...matrix };
