import type { Judged } from "./judging";

/** How a VM is protected. */
export interface VmProtectedBy {
  readonly itemId: string;
  readonly vaultId: string;
  readonly vaultName: string;
  readonly policyName?: string;
  /** As Azure says it, e.g. Protected, IRPending, ProtectionStopped. */
  readonly state?: string;
  readonly lastBackupStatus?: string;
  /** Time of the last recovery point, as Azure says it. */
  readonly lastRecoveryPoint?: string;
}

/** What an assessment says of a VM in one word. A stopped backup protects nothing new. */
export type VmVerdict = "protected" | "stopped" | "ready" | "blocked";

/** Whether backup traffic finds a way out. Unknown: the network was not seen, or not all of it. */
export type NetworkPath = "open" | "blocked" | "unknown";

/** One virtual machine. */
export interface AssessedVm {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly size?: string;
  readonly os?: string;
  /** GB of all its disks whose size is known. */
  readonly diskGB: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly powerState?: string;
  readonly agent?: { readonly version: string; readonly isTooOld: boolean };
  readonly verdict: VmVerdict;
  readonly network: NetworkPath;
  /** Ids of the security groups around a VM whose network is blocked. */
  readonly securityGroupIds?: readonly string[];
  readonly protection?: VmProtectedBy;
  /** Vault that should take it: one of its region, by name; none where the region has none. */
  readonly vaultInRegion?: string;
  /** That an item of this VM is soft-deleted, and in which vault. */
  readonly softDeletedIn?: string;
  readonly findings: readonly Judged[];
}

/** A region of a subscription. */
export interface RegionCoverage {
  readonly region: string;
  readonly vms: number;
  readonly protected: number;
  readonly stopped: number;
  readonly ready: number;
  readonly blocked: number;
  readonly vaults: readonly string[];
}

/** A protected item with something to know about it. */
export interface ItemNote {
  readonly itemId: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly vaultName: string;
}

/** A vault, and how many items it has. */
export interface SeenVault {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly items: number;
}

/** A security group with its rules, as azure-native writes them. */
export interface SeenSecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** One subscription, or one stack. */
export interface SubscriptionAssessment {
  readonly subscriptionId: string;
  readonly vms: readonly AssessedVm[];
  readonly regions: readonly RegionCoverage[];
  readonly vaults: readonly SeenVault[];
  /** Groups around VMs whose network is blocked. */
  readonly securityGroups: readonly SeenSecurityGroup[];
  /** VMs that more than one vault protects. */
  readonly inSeveralVaults: readonly string[];
  readonly softDeleted: readonly ItemNote[];
  /** Items whose VM was not seen. */
  readonly withoutVm: readonly ItemNote[];
  /** Findings on what is no VM's: vaults, policies, networks. */
  readonly findings: readonly Judged[];
}

/** Whether a finding stands and is mandatory: what keeps a deployment back. */
export const isBlocking = ({ level, exempt }: Judged): boolean =>
  level === "mandatory" && exempt === undefined;

/** Sums over all subscriptions. */
export interface Totals {
  readonly subscriptions: number;
  readonly vms: number;
  readonly protected: number;
  readonly stopped: number;
  readonly ready: number;
  readonly blocked: number;
  readonly mandatory: number;
  readonly advisory: number;
  readonly exempt: number;
}

/** Sums of assessments. */
export function totalsOf(assessments: readonly SubscriptionAssessment[]): Totals {
  const vms = assessments.flatMap((assessment) => assessment.vms);
  const count = (verdict: VmVerdict) => vms.filter((vm) => vm.verdict === verdict).length;
  const findings = [...vms, ...assessments].flatMap((one) => one.findings);
  const open = findings.filter(({ exempt }) => exempt === undefined);
  return {
    subscriptions: assessments.length,
    vms: vms.length,
    protected: count("protected"),
    stopped: count("stopped"),
    ready: count("ready"),
    blocked: count("blocked"),
    mandatory: open.filter(({ level }) => level === "mandatory").length,
    advisory: open.filter(({ level }) => level === "advisory").length,
    exempt: findings.length - open.length,
  };
}
