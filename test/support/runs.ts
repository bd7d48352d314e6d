/**
 * How many random inputs a test gets: all of them in `npm run test:random`, and `few` in the other suites, where other tests show more of
 * the same. Each run has other inputs. `few` omitted: a fifth.
 */
export const runs = (all: number, few = all / 5): number =>
  process.env.AZURE_VM_BACKUP_ALL_RUNS ? all : few;
