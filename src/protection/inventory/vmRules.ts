import { vmWorkload } from "../../backupPolicy/payload/facts";
import type { Sourced } from "../../core/fact";
import { described } from "../../core/finding";
import { formatList } from "../../core/format";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, missing, noFindings, note, type Rule, type Verdict } from "../../core/rule";
import { listedName } from "../../core/values";
import { enhancedOnlyDisks, enhancedOnlySecurity, trustedLaunchOnStandard } from "../../vm/facts";
import { adviceIf, type OfItems } from "./vaultRules";

/** A protected VM and its policy. */
export interface VmAndPolicy extends OfItems {
  readonly vmName: string;
  readonly policyName: string;
  /** Of a policy for VMs. */
  readonly isEnhanced: boolean;
  readonly securityType?: string;
  /** Storage account types of the VM's disks, attached ones included. */
  readonly diskTypes: readonly string[];
  /** Azure's API version of the item, e.g. 2024-10-01. Omitted: azure-native's own, which is too old for Trusted Launch. */
  readonly apiVersion?: string;
}

/** A VM with Ultra disks, Premium SSD v2 disks, Trusted Launch or a Confidential VM has an Enhanced policy. */
export const policySupportsVm: Rule<VmAndPolicy> = (pair) => {
  if (pair.isEnhanced) return noFindings;
  const disk = pair.diskTypes.find((type) => listedName(enhancedOnlyDisks.value, type) !== undefined);
  if (disk !== undefined) return needsEnhanced(pair, `a disk of type ${disk}`, enhancedOnlyDisks);
  const { apiVersion = "" } = pair;
  const securityType = listedName(enhancedOnlySecurity.value, pair.securityType);
  if (securityType === undefined) return noFindings;
  if (securityType === "TrustedLaunch" && apiVersion >= trustedLaunchOnStandard.apiVersion) return noFindings;
  return needsEnhanced(pair, `security type ${securityType}`, enhancedOnlySecurity);
};

const needsEnhanced = (
  { vmName, policyName, accepted }: VmAndPolicy,
  reason: string,
  fact: Sourced,
): Verdict =>
  invalidValue({
    path: "properties.policyId",
    actual: described(`${policyName} is a Standard policy (V1)`),
    accepted: `only an Enhanced policy (policyType V2) for virtual machine ${vmName}, which has ${reason}`,
    fix: "use an Enhanced policy. An item can move from Standard to Enhanced, but not back",
    ...adviceIf({ accepted }),
    ...cite(fact),
  });

/** The policy of a VM's item. */
export interface PolicyOfItem extends OfItems {
  readonly policyName: string;
  /** Undefined: the policy does not say. */
  readonly workload?: string | undefined;
}

/** The policy of a VM's item is one for VMs, as far as it names its workload. */
export const policyIsForVms: Rule<PolicyOfItem> = ({ policyName, workload, accepted }) => {
  if (workload === undefined || workload === vmWorkload) return noFindings;
  return invalidValue({
    path: "properties.policyId",
    actual: described(`${policyName} is a policy for ${formatList([workload])}`),
    accepted: `only a policy for ${vmWorkload}`,
    fix: "use a backup policy for Azure virtual machines",
    ...adviceIf({ accepted }),
    ...pages.prepare,
  });
};

/** The selection of disks of a protected item, and the LUNs of its VM's data disks. */
export interface SelectedDisks {
  readonly vmName: string;
  readonly isInclusionList: unknown;
  readonly luns: readonly unknown[];
  readonly vmLuns: readonly unknown[];
}

/** The selected disks are data disks of the VM. */
export const selectedDisksExist: Rule<SelectedDisks> = ({ vmName, isInclusionList, luns, vmLuns }) => {
  const absent = luns.filter((lun) => !vmLuns.includes(lun));
  if (absent.length === 0) return noFindings;
  const has = vmLuns.length === 0 ? "it has no data disk" : `its data disks have LUN ${formatList(vmLuns)}`;
  const verb = isInclusionList === true ? "include" : "exclude";
  return missing({
    path: "properties.extendedProperties.diskExclusionProperties.diskLunList",
    message: `virtual machine ${vmName} has no data disk with LUN ${formatList(absent)}; ${has}`,
    fix: `${verb} the LUN of one of the VM's disks instead, or remove ${formatList(absent)} from the list. Keep it if another program attaches the disk`,
    ...pages.selectiveDisk,
  });
};

/** What protects a VM. */
export interface VmProtection {
  readonly by: "item" | "intent" | "nothing";
}

/** A VM has a protected item. With an intent, Azure will create the item later. */
export const vmIsProtected: Rule<VmProtection> = ({ by }) => {
  if (by === "item") return noFindings;
  if (by === "intent")
    return note({
      path: "",
      message: "This VM has a protection intent: Azure will create its protected item later",
      fix: "check that the vault has the protected item, then exempt this VM",
      ...pages.prepare,
    });
  return missing({
    path: "",
    message: "No protected item exists for this VM",
    fix: "add the VM to ProtectedVms, or exempt it with the reason why it needs no backup",
    ...pages.prepare,
  });
};
