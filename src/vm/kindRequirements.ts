import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { vmType } from "./arm";
import {
  agentTakesExtensions,
  confidentialVmIsInItsRegions,
  dataDisksHaveNoSecurityType,
  extendedZoneNeedsEnhanced,
  sizeIsLargeEnough,
} from "./kind";

const matrix = { page: pages.vmMatrix, severity: "medium" } as const;

export const vmKindRequirements = [
  onResources({
    ...matrix,
    name: "vm-no-secured-data-disks",
    displayName: "Data disks without a security type",
    description: "A VM's data disks have no security type of their own.",
    why: "Azure Backup does not take data disks with a security type of their own.",
    notSeen: "A disk resource that is attached by its id.",
    level: "mandatory",
    rules: () => ({ [vmType]: [dataDisksHaveNoSecurityType] }),
    remediation: "Remove securityProfile from the data disks.",
    framework: supportMatrix("VM storage support"),
  }),
  onResources({
    ...matrix,
    name: "vm-support-conditions",
    displayName: "Conditions of support",
    description: "A VM is of a kind that Azure Backup takes without conditions.",
    why: "Confidential VMs, Extended Zones, the smallest sizes and agents that take no extensions are backed up in some cases alone.",
    notSeen: "Regions that a preview has reached since, the VM's policy, memory, and settings inside the VM.",
    level: "advisory",
    rules: () => ({
      [vmType]: [
        confidentialVmIsInItsRegions,
        extendedZoneNeedsEnhanced,
        sizeIsLargeEnough,
        agentTakesExtensions,
      ],
    }),
    remediation: "Look the condition up, mend it where you can, then exempt the VM.",
    framework: supportMatrix("VM compute support"),
  }),
] as const;
