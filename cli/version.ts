import { createRequire } from "node:module";

/** The version of this package. */
export const packageVersion: string = (
  createRequire(__filename)("azure-vm-backup/package.json") as { version: string }
).version;
