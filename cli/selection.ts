import { type AssessedVm, isBlocking } from "../src/assess/assessment";

/**
 * Whether a VM needs a backup that can be switched on: it is ready, or it may be, because a part was not read and what was read does not
 * speak against it. The caller names the doubt.
 */
export const mayNeedBackup = ({
  verdict,
  location,
  protection,
  softDeletedIn,
  findings,
}: AssessedVm): boolean =>
  verdict === "ready" ||
  (verdict === "unknown" &&
    location !== "" &&
    protection === undefined &&
    softDeletedIn === undefined &&
    !findings.some(isBlocking));
