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

/** Whether a VM is protected, was protected (stopped), can be protected (ready), or cannot be protected (blocked). */
export type VmVerdict = "protected" | "stopped" | "ready" | "blocked";

/** Whether backup traffic can reach Azure. Unknown: the inventory does not contain the whole network. */
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
  /** Total of its disks, as far as their sizes are known. */
  readonly diskGB: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly powerState?: string;
  readonly agent?: { readonly version: string; readonly isTooOld: boolean };
  readonly verdict: VmVerdict;
  readonly network: NetworkPath;
  /** Ids of the security groups of the VM's interfaces and subnets. Only if network is blocked. */
  readonly securityGroupIds?: readonly string[];
  readonly protection?: VmProtectedBy;
  /** Name of a vault in its region: the one with the most items. Undefined: the region has none. */
  readonly vaultInRegion?: string;
  /** Name of the vault that has a soft-deleted item of the VM. Undefined: none has. */
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
  /** Items whose VM is not in the inventory. */
  readonly withoutVm: readonly ItemNote[];
  /** Findings on resources that belong to no VM: vaults, policies, networks. */
  readonly findings: readonly Judged[];
}

/** Whether a finding blocks a deployment: it is mandatory and not exempt. */
export const isBlocking = ({ level, exempt }: Judged): boolean =>
  level === "mandatory" && exempt === undefined;

/** Totals over all subscriptions. */
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

/** The totals of assessments. */
export function totalsOf(assessments: readonly SubscriptionAssessment[]): Totals {
  const vms = assessments.flatMap((assessment) => assessment.vms);
  const count = (verdict: VmVerdict) => vms.filter((vm) => vm.verdict === verdict).length;
  const findings = [...vms, ...assessments].flatMap((one) => one.findings);
  const notExempt = findings.filter(({ exempt }) => exempt === undefined);
  return {
    subscriptions: assessments.length,
    vms: vms.length,
    protected: count("protected"),
    stopped: count("stopped"),
    ready: count("ready"),
    blocked: count("blocked"),
    mandatory: notExempt.filter(({ level }) => level === "mandatory").length,
    advisory: notExempt.filter(({ level }) => level === "advisory").length,
    exempt: findings.length - notExempt.length,
  };
}
