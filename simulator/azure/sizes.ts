/**
 * How many data disks a virtual machine takes, for the sizes most used; of a size that is not here nothing is known.
 * Written from memory of https://learn.microsoft.com/azure/virtual-machines/sizes, not read anew from it.
 */
const dataDisksByCores: { sizes: RegExp; dataDisks: Record<number, number> }[] = [
  // General purpose and memory optimised, third generation on: D2s_v5, D4as_v5, E8ds_v4 ...
  {
    sizes: /^Standard_[DE](\d+)[a-z]*_v[3-6]$/i,
    dataDisks: { 2: 4, 4: 8, 8: 16, 16: 32, 20: 32, 32: 32, 48: 32, 64: 32, 96: 32 },
  },
  {
    sizes: /^Standard_F(\d+)s_v2$/i,
    dataDisks: { 2: 4, 4: 8, 8: 16, 16: 32, 32: 32, 48: 32, 64: 32, 72: 32 },
  },
  { sizes: /^Standard_B(\d+)m?s$/i, dataDisks: { 2: 4, 4: 8, 8: 16, 12: 16, 16: 32, 20: 32 } },
  { sizes: /^Standard_DS?(\d)_v2$/i, dataDisks: { 1: 4, 2: 8, 3: 16, 4: 32, 5: 64 } },
  { sizes: /^Standard_A(\d)m?_v2$/i, dataDisks: { 1: 2, 2: 4, 4: 8, 8: 16 } },
];

const dataDisksBySize: Record<string, number> = {
  standard_b1ls: 2,
  standard_b1s: 2,
  standard_b1ms: 2,
  standard_m64s: 64,
  standard_m64ms: 64,
  standard_m128s: 64,
  standard_m128ms: 64,
};

export function mostDataDisks(size: string): number | undefined {
  const exact = dataDisksBySize[size.toLowerCase()];
  if (exact !== undefined) return exact;
  for (const family of dataDisksByCores) {
    const cores = family.sizes.exec(size)?.[1];
    if (cores) return family.dataDisks[Number(cores)];
  }
  return undefined;
}
