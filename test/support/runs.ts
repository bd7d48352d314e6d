/**
 * How many random inputs a property gets: all of them in `npm run test:long`, which runs the files of properties too, and a fifth in
 * `npm test`. Each run has other inputs.
 */
export const runs = (all: number): number => (process.env.AZURE_VM_BACKUP_ALL_RUNS ? all : all / 5);
