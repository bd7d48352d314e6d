/**
 * The maximum number of data disks of a virtual machine ("max remote storage disks"), for some series. Other sizes have no limit here.
 * Read on 2026-11-25 from the pages of the series, dated 2026-02-27 and 2026-03-10:
 * https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv5-series
 * https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/bv1-series
 * https://learn.microsoft.com/azure/virtual-machines/sizes/memory-optimized/m-series
 */
const series: { sizes: RegExp; dataDisksByCores: Readonly<Record<number, number>> }[] = [
  {
    sizes: /^Standard_D(\d+)s_v5$/i,
    dataDisksByCores: { 2: 4, 4: 8, 8: 16, 16: 32, 32: 32, 48: 32, 64: 32, 96: 32 },
  },
  {
    sizes: /^Standard_B(\d+)(?:ls2|m?s)$/i,
    dataDisksByCores: { 1: 2, 2: 4, 4: 8, 8: 16, 12: 16, 16: 32, 20: 32 },
  },
  { sizes: /^Standard_M(\d+)[tlm]?s?$/i, dataDisksByCores: { 8: 8, 16: 16, 32: 32, 64: 64, 128: 64 } },
];

/** Undefined: the size is not in the table. */
export function maxDataDisks(size: string): number | undefined {
  for (const { sizes, dataDisksByCores } of series) {
    const cores = sizes.exec(size)?.[1];
    if (cores) return dataDisksByCores[Number(cores)];
  }
  return undefined;
}
