import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { vmType } from "./arm";
import {
  agentInstallsExtensions,
  confidentialVmIsInSupportedRegion,
  dataDisksHaveNoSecurityType,
  extendedZoneNeedsEnhanced,
  sizeIsLargeEnough,
} from "./supportConditions";

const matrix = { page: pages.vmMatrix, severity: "medium" } as const;

export const supportConditionRequirements = [
  onResources({
    ...matrix,
    name: "vm-no-secured-data-disks",
    displayName: "Data disks have no security type",
    description: "The data disks of a VM have no security type of their own.",
    why: "Azure Backup does not support data disks with their own security type.",
    notSeen: "The security type of a disk resource that is attached by its id.",
    level: "mandatory",
    rules: () => ({ [vmType]: [dataDisksHaveNoSecurityType] }),
    remediation: "Remove securityProfile from the data disks.",
    framework: supportMatrix("VM storage support"),
  }),
  onResources({
    ...matrix,
    name: "vm-support-conditions",
    displayName: "VM is supported without conditions",
    description: "Azure Backup supports the kind of VM without conditions.",
    why: "Azure Backup supports Confidential VMs, VMs in Extended Zones, the smallest VM sizes and VMs whose agent does not install extensions only in some cases.",
    notSeen:
      "Regions that were added to a preview after the date of the source, the VM's backup policy, its memory, and settings inside the VM.",
    level: "advisory",
    rules: () => ({
      [vmType]: [
        confidentialVmIsInSupportedRegion,
        extendedZoneNeedsEnhanced,
        sizeIsLargeEnough,
        agentInstallsExtensions,
      ],
    }),
    remediation: "Check the condition, change the VM where you can, then exempt it.",
    framework: supportMatrix("VM compute support"),
  }),
] as const;
