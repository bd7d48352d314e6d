import { type Amount, pages } from "./fact";

/** Editions of Microsoft's support limits for the backup of Azure virtual machines. */
export type Edition = "2018-12" | "2026-03";
export const currentEdition: Edition = "2026-03";

/** Most data disks a VM may have. */
export const dataDiskLimit: Readonly<Record<Edition, Amount>> = {
  "2018-12": { value: 16, unit: "data disks", source: pages.seed2018, asOf: "2018-12-17" },
  "2026-03": { value: 32, unit: "data disks", source: pages.vmMatrix, asOf: "2026-03-26" },
};
