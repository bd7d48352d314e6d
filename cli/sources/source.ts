export type { Source } from "../../src/assess/source";

/** How to read Azure into a file so that nothing is missing. */
export const howToRead =
  'Run az graph query --first 1000 -q "$(npx azure-vm-backup assess --print-query)", and the further pages with --skip-token';
