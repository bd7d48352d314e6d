/** The type of backup and restore jobs. */
export const jobType = "Microsoft.RecoveryServices/vaults/backupJobs";

/** Phases of a VM's backup, as the portal shows them. */
export const backupPhases = ["Take Snapshot", "Transfer data to vault", "Validate backup"];
