/** The JSON that commands print. `npm run schema` writes a schema of each to `schemas/`, from these types. */
export type { AssessReport } from "./assess/formats/json";
export type { BackupNowReport } from "./backupNow/result";
export type { CostReport } from "./cost/output";
export type { RepairReport } from "./repair/report";
