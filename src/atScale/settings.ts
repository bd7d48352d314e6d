import type { Rule } from "../core/rule";

/** VMs of one region that get one backup policy. */
export interface ScaledBackup {
  readonly policyId?: string;
  readonly location?: string;
  readonly tagValues?: readonly string[];
}

/** Azure's own policies for VM backup, in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
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
  readonly audit?: { readonly scope?: string; readonly exclude?: readonly string[] };
  readonly assignmentNamePrefix?: string;
}

export type ScaleRule = Rule<ScaleSettings>;
