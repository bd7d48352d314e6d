import type { CheckResult, CleanUp, Evidence } from "../../src/drill/evidence";
import type { FailureKind } from "../../src/drill/facts";
import type { RecoveryPoint } from "../../src/drill/recoveryPoint";

/** How far the drill of one VM has come. Each step writes it before the next one begins, so that a killed drill continues. */
export interface VmDrill {
  readonly drillId: string;
  readonly vm: Evidence["vm"];
  readonly item: Evidence["item"];
  readonly point: RecoveryPoint | null;
  readonly disksOnly: string | null;
  /** From which secondary region it is restored. Null: from the vault's own region. Absent: in the record of an earlier version. */
  readonly secondaryRegion?: string | null;
  step: "planned" | "restoring" | "checking" | "cleaning" | "recorded";
  startedAt?: string;
  /** Ids of the disks in the target group before the restore. */
  disksBefore?: readonly string[];
  /** Written before the request, so that its job is searched after a kill. */
  requestedAt?: string;
  jobId?: string;
  restoreStartedAt?: string;
  restoreEndedAt?: string;
  checksStartedAt?: string;
  checksEndedAt?: string;
  checks: readonly CheckResult[];
  keepUntil?: string;
  /** Ids of everything that the drill created, as far as it is known. */
  created: readonly string[];
  failure?: { readonly kind: FailureKind; readonly message: string };
  cleanUp?: CleanUp;
  cleanUpStartedAt?: string;
  cleanUpEndedAt?: string;
}

/** A run of drills that has not ended. */
export interface Run {
  readonly format: "azure-vm-backup/restore-drill-run/1";
  readonly runId: string;
  readonly simulated: boolean;
  /** The command's arguments, which continue only this run. */
  readonly request: string;
  readonly groupId: string;
  readonly subnetId: string | null;
  readonly stagingId: string;
  readonly by: string | null;
  readonly vms: VmDrill[];
}
