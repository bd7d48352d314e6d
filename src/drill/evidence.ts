import { correctiveActions, type FailureKind } from "./facts";
import type { RecoveryPoint } from "./recoveryPoint";

/** The format of an evidence document, with its version. Its schema: docs/restore-drill.schema.json. */
export const evidenceFormat = "azure-vm-backup/restore-drill/1";

export const checkNames = ["disks", "boot", "agent", "script"] as const;
export type CheckName = (typeof checkNames)[number];

/** The result of a check. `not-answered`: it could not be carried out, so nothing is known. */
export interface CheckResult {
  readonly name: CheckName;
  readonly result: "passed" | "failed" | "not-answered";
  readonly detail: string;
  /** SHA-256 of the output of a script or of the serial log. Null: there is no output. */
  readonly outputSha256: string | null;
}

export interface Phase {
  readonly name: "restore" | "checks" | "clean-up";
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
}

export interface CleanUp {
  /** Ids of what the drill created and Azure no longer has. */
  readonly removed: readonly string[];
  /** What is left, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** When Azure was asked for everything that the drill created. Null: it was not, because nothing was created. */
  readonly verifiedAt: string | null;
  readonly complete: boolean;
}

export interface Objectives {
  /** Null: no objective was given. */
  readonly rtoSeconds: number | null;
  /** From the request to the end of the checks. Null: it did not come this far. */
  readonly recoverySeconds: number | null;
  readonly rtoMet: boolean | null;
  readonly rpoSeconds: number | null;
  /** Age of the recovery point when the drill began. */
  readonly pointAgeSeconds: number | null;
  readonly rpoMet: boolean | null;
}

/** The evidence of one restore drill of one VM. */
export interface Evidence {
  readonly format: typeof evidenceFormat;
  readonly drillId: string;
  readonly runId: string;
  /** It ran in simulated Azure, and proves nothing about backups in Azure. */
  readonly simulated: boolean;
  readonly vm: {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly size: string | null;
  };
  readonly item: { readonly id: string; readonly vaultId: string; readonly policyId: string | null };
  /** Null: there was no suitable one. */
  readonly recoveryPoint: RecoveryPoint | null;
  readonly target: {
    readonly recoveryType: "AlternateLocation" | "RestoreDisks" | null;
    /** Why only disks were restored. */
    readonly disksOnly: string | null;
    readonly groupId: string;
    readonly vmId: string | null;
    readonly subnetId: string | null;
    readonly stagingId: string;
    readonly jobId: string | null;
    /**
     * The secondary region of the vault, from which the point was restored. Null: it was restored in the vault's own region. Absent: also
     * there, by an earlier version.
     */
    readonly secondaryRegion?: string | null;
  };
  readonly phases: readonly Phase[];
  readonly checks: readonly CheckResult[];
  readonly objectives: Objectives;
  readonly cleanUp: CleanUp;
  readonly outcome: Outcome;
  /** Why it did not pass. */
  readonly reasons: readonly string[];
  readonly correctiveAction: string | null;
  readonly doesNotProve: readonly string[];
  readonly startedAt: string;
  readonly endedAt: string;
  /** Who ran it, as Azure's token says. Null: it does not say it. */
  readonly by: string | null;
  readonly versions: { readonly azureVmBackup: string; readonly node: string };
}

/** `incomplete`: nothing failed, and not everything was proved. */
export type Outcome = "passed" | "failed" | "incomplete";

/** What a drill found, before it is judged. */
export interface Findings {
  /** Why there was no restore, or why it failed. */
  readonly failure?: { readonly kind: FailureKind; readonly message: string } | undefined;
  readonly checks: readonly CheckResult[];
  readonly objectives: Objectives;
  readonly cleanUp: CleanUp;
}

/** Judges a drill: its outcome, the reasons, and what to do about the first of them. */
export function judge({ failure, checks, objectives, cleanUp }: Findings): {
  outcome: Outcome;
  reasons: string[];
  correctiveAction: string | null;
} {
  const { rtoMet, rpoMet, rtoSeconds, rpoSeconds, recoverySeconds, pointAgeSeconds } = objectives;
  const failures: { kind: FailureKind; message: string }[] = [
    ...(failure === undefined ? [] : [failure]),
    ...checks
      .filter(({ result }) => result === "failed")
      .map(({ name, detail }) => ({ kind: "check" as const, message: `check ${name}: ${detail}` })),
    ...(rtoMet === false
      ? [
          {
            kind: "rto" as const,
            message: `the recovery took ${recoverySeconds} s, and --rto is ${rtoSeconds} s`,
          },
        ]
      : []),
    ...(rpoMet === false
      ? [
          {
            kind: "rpo" as const,
            message: `the recovery point was ${pointAgeSeconds} s old, and --rpo is ${rpoSeconds} s`,
          },
        ]
      : []),
    ...cleanUp.left.map(({ id, why }) => ({ kind: "cleanUp" as const, message: `${id} is left: ${why}` })),
  ];
  const open = checks
    .filter(({ result }) => result === "not-answered")
    .map(({ name, detail }) => `check ${name} is not answered: ${detail}`);
  const [first] = failures;
  if (first !== undefined)
    return {
      outcome: "failed",
      reasons: [...failures.map(({ message }) => message), ...open],
      correctiveAction: correctiveActions[first.kind],
    };
  return { outcome: open.length > 0 ? "incomplete" : "passed", reasons: open, correctiveAction: null };
}

/** Whether an objective is met. Null: there is none, or nothing was measured. */
export const isMet = (limitSeconds: number | null, seconds: number | null): boolean | null =>
  limitSeconds === null || seconds === null ? null : seconds <= limitSeconds;
