/** How many sequences of random edits `npm run test:random` runs on the model: 1,000, always the same, or as many new ones as AZURE_VM_BACKUP_SEQUENCES says. */
const { AZURE_VM_BACKUP_SEQUENCES: asked } = process.env;
const all = Number(asked ?? 1000);

/** The seed of the ones that are always the same. */
export const seed = asked === undefined ? { seed: 20261201 } : {};

/** A sequence with vaults takes about twice the time of one without. */
export const ofEachVaultKind = Math.ceil(all / 10);
export const withoutVaults = Math.max(1, all - 2 * ofEachVaultKind);
