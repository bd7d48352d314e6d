import type { Rule } from "../core/rule";

/** VMs of one region that one backup policy backs up. */
export interface ScaledBackup {
  readonly policyId?: string;
  readonly location?: string;
  readonly tagValues?: readonly string[];
}

/** The arguments of BackupAtScale. Rules read them before they are checked, so any field may have a wrong type. */
export interface ScaleSettings {
  readonly scope?: string;
  readonly backups?: Readonly<Record<string, ScaledBackup>>;
  readonly tagName?: string;
  readonly exceptTagValues?: readonly string[];
  readonly identityLocation?: string;
  readonly exclude?: readonly string[];
  readonly enforcement?: string;
  readonly remediation?: {
    readonly run?: string;
    readonly mostVms?: number;
    readonly parallelDeployments?: number;
  };
  readonly audit?: {
    readonly assign?: boolean;
    readonly scope?: string;
    readonly exclude?: readonly string[];
  };
  readonly assignmentNamePrefix?: string;
}

export type ScaleRule = Rule<ScaleSettings>;
