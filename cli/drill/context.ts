import type { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import type { Arm } from "../../src/live/arm";
import type { Settings } from "./options";
import type { Run, VmDrill } from "./unfinishedRun";

/** What the steps of a drill share. */
export interface Context {
  readonly arm: Arm;
  readonly client: RecoveryServicesBackupClient;
  readonly settings: Settings;
  readonly run: Run;
  /** Records a step. Until it is recorded, nothing that follows from it may be done. */
  readonly update: (drill: VmDrill, changes: Partial<VmDrill>) => void;
  readonly log: (text: string) => void;
}

export const now = (): string => new Date().toISOString();
