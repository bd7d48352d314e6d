import type { NotRead } from "../core/coverage";
import type { NewestPoint } from "../protection/points";
import type { Judged } from "./judging";

/** The protected item of a VM. */
export interface VmProtectedBy {
  readonly itemId: string;
  readonly vaultId: string;
  readonly vaultName: string;
  readonly policyName?: string;
  /** Azure's state, e.g. Protected, IRPending, ProtectionStopped. */
  readonly state?: string;
  readonly lastBackupStatus?: string;
  /** Time of the last recovery point, as Azure returns it. */
  readonly lastRecoveryPoint?: string;
}

/**
 * The verdicts on a VM, the worst first. Failing: it is protected, and its backups do not succeed. Stopped: it has recovery points of
 * before, in the vault or soft-deleted. Ready: nothing protects it, and it can be protected. Exempt: it needs no backup. Unknown: what
 * decides it was not read.
 */
export const vmVerdicts = [
  "failing",
  "blocked",
  "unknown",
  "stopped",
  "ready",
  "exempt",
  "protected",
] as const;
export type VmVerdict = (typeof vmVerdicts)[number];

/** How many VMs have each verdict. */
export type VerdictCounts = Readonly<Record<VmVerdict, number>>;

/** Whether backup traffic can reach Azure. Open: this is proved for every network interface. */
export type NetworkPath = "open" | "blocked" | "unknown";

/**
 * What a requirement says of a VM. Met is a claim, and only what was read supports it. Exempt: its organisation accepts the finding until
 * a date.
 */
export type Answer = AnswerState & {
  /** The requirement that decides it, if it is another one: without a backup, no requirement on backups is met. */
  readonly by?: string;
};

type AnswerState =
  | { readonly state: "met" }
  | { readonly state: "notMet"; readonly why: string; readonly fix: string; readonly path: string }
  | { readonly state: "notAnswered"; readonly why: string; readonly fix: string }
  | { readonly state: "exempt"; readonly why: string };

/** The answers about a VM, by requirement. */
export type Answers = Readonly<Record<string, Answer>>;

/** One virtual machine. */
export interface AssessedVm {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly size?: string;
  readonly os?: string;
  /** Total of its disks, as far as their sizes are known. */
  readonly diskGB: number;
  /** Number of its disks whose size is not known. Undefined: the sizes of all are known. */
  readonly disksWithoutSize?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly powerState?: string;
  readonly agent?: { readonly version: string; readonly isTooOld: boolean };
  /** Azure's state of the VM itself. Failed: Azure could not bring it into its desired state. */
  readonly provisioningState?: string;
  /** Whether Basic VM protection makes restore points of it without a vault. Absent: it is not known, e.g. to an earlier version of the API. */
  readonly basicProtection?: boolean;
  readonly verdict: VmVerdict;
  /** What was not read, if the verdict is unknown. */
  readonly notRead?: readonly NotRead[];
  /** Why its backups fail, if they do. */
  readonly failure?: string;
  readonly network: NetworkPath;
  /** Why the network is unknown. */
  readonly networkUnknownBecause?: string;
  /** Ids of the security groups of the VM's interfaces and subnets. Only if network is blocked. */
  readonly securityGroupIds?: readonly string[];
  readonly protection?: VmProtectedBy;
  /** Name of a vault in its region: the one with the most items. Undefined: the region has none. */
  readonly vaultInRegion?: string;
  /** Name of the vault that has a soft-deleted item of the VM. Undefined: none has. */
  readonly softDeletedIn?: string;
  readonly findings: readonly Judged[];
  /** Time of its last successful restore drill. Undefined: no evidence was read, or it has none. */
  readonly lastSuccessfulDrill?: string;
  /** Its newest healthy recovery point. Undefined: it was not asked for, or nothing protects the VM. */
  readonly newestPoint?: NewestPoint;
  /** What requirements say of the VM. Undefined: they were not asked for. */
  readonly answers?: Answers;
}

/** A region of a subscription. */
export interface RegionCoverage extends VerdictCounts {
  readonly region: string;
  readonly vms: number;
  readonly vaults: readonly string[];
}

/** A VM that a service of Azure manages. It is not assessed. */
export interface ManagedVm {
  readonly id: string;
  /** E.g. Azure Databricks. */
  readonly service: string;
}

/** A protected item in a list, e.g. of the items without a VM. */
export interface ItemNote {
  readonly itemId: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly vaultName: string;
}

/** A vault. */
export interface AssessedVault {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** Number of its active items of VMs. */
  readonly items: number;
  /** Redundancy of its storage. Absent: it was not read. */
  readonly storageRedundancy?: string;
  /** Whether its backups can be restored in the paired region. Absent: it was not read. */
  readonly crossRegionRestore?: boolean;
  /**
   * Locked: recovery points cannot be deleted before they expire, and this cannot be undone. Unlocked: it can be switched off. Disabled.
   * Absent: it was not read.
   */
  readonly immutability?: string;
  /** For how many days a recovery point is immutable, if that does not depend on its expiry. Absent: it does, or it was not read. */
  readonly immutabilityDays?: number;
}

/** A security group. */
export interface AssessedSecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** As azure-native writes them. */
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** The assessment of a subscription or of a stack. */
export interface SubscriptionAssessment {
  readonly subscriptionId: string;
  readonly vms: readonly AssessedVm[];
  readonly regions: readonly RegionCoverage[];
  readonly vaults: readonly AssessedVault[];
  /** The security groups of VMs whose network is blocked. */
  readonly securityGroups: readonly AssessedSecurityGroup[];
  /** Names of the VMs that more than one vault protects. */
  readonly inSeveralVaults: readonly string[];
  readonly softDeleted: readonly ItemNote[];
  /** Items whose VM does not exist. */
  readonly withoutVm: readonly ItemNote[];
  /** VMs that are left out, because a service of Azure manages them. */
  readonly managed: readonly ManagedVm[];
  /** Why there may be other VMs. Undefined: all were read. */
  readonly vmsNotRead?: NotRead;
  /** Findings on resources that belong to no VM: vaults, policies, networks. */
  readonly findings: readonly Judged[];
}

/** Whether a finding blocks a deployment: it is mandatory and not exempt. */
export const isBlocking = ({ level, exempt }: Judged): boolean =>
  level === "mandatory" && exempt === undefined;

/** Totals over all subscriptions. */
export interface Totals extends VerdictCounts {
  readonly subscriptions: number;
  readonly vms: number;
  readonly mandatory: number;
  readonly advisory: number;
  readonly exemptFindings: number;
}

/** The number of VMs with each verdict. */
export const countVerdicts = (vms: readonly AssessedVm[]): VerdictCounts =>
  Object.fromEntries(
    vmVerdicts.map((verdict) => [verdict, vms.filter((vm) => vm.verdict === verdict).length]),
  ) as unknown as VerdictCounts;

/** The totals of assessments. */
export function totalsOf(assessments: readonly SubscriptionAssessment[]): Totals {
  const vms = assessments.flatMap((assessment) => assessment.vms);
  const findings = [...vms, ...assessments].flatMap((one) => one.findings);
  const notExempt = findings.filter(({ exempt }) => exempt === undefined);
  return {
    subscriptions: assessments.length,
    vms: vms.length,
    ...countVerdicts(vms),
    mandatory: notExempt.filter(({ level }) => level === "mandatory").length,
    advisory: notExempt.filter(({ level }) => level === "advisory").length,
    exemptFindings: findings.length - notExempt.length,
  };
}
