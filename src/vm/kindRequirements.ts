import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { vmType } from "./arm";
import { agentExtensionsOff } from "./facts";
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
    name: "vm-confidential-region",
    displayName: "Region of a Confidential VM",
    description: "A Confidential VM is where Azure Backup takes it.",
    why: "Confidential VMs are backed up in a preview of few regions.",
    notSeen: "Whether the preview has reached the region since the day of the page.",
    level: "advisory",
    rules: () => ({ [vmType]: [confidentialVmIsInItsRegions] }),
    remediation: "Look up whether the preview has reached the region, or use Trusted Launch.",
    framework: supportMatrix("VM compute support"),
  }),
  onResources({
    ...matrix,
    name: "vm-extended-zone",
    displayName: "VM in an Extended Zone",
    description: "The owner of a VM in an Extended Zone knows how it is backed up.",
    why: "In an Extended Zone an Enhanced policy alone backs up, and its points are crash-consistent.",
    notSeen: "Which policy the VM has.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [vmType]: [extendedZoneNeedsEnhanced] }),
    remediation: "Use an Enhanced policy, and exempt the VM.",
    framework: supportMatrix("VM compute support"),
  }),
  onResources({
    ...matrix,
    name: "vm-size-large-enough",
    displayName: "Size of the VM",
    description: "A VM is as large as Azure Backup asks for, where its size's name tells it.",
    why: "The support matrix asks for two cores and 1 GB of memory.",
    notSeen: "Sizes whose name does not tell their cores; memory.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [vmType]: [sizeIsLargeEnough] }),
    remediation: "Use a size of two cores or more.",
    framework: supportMatrix("VM compute support"),
  }),
  onResources({
    ...matrix,
    name: "vm-agent-takes-extensions",
    displayName: "Linux agent takes extensions",
    description: "No start script tells a VM's agent to install no extensions.",
    why: "An agent that installs no extensions installs no backup extension either.",
    notSeen: "Settings that are changed inside the VM, or by a script that is downloaded.",
    level: "advisory",
    rules: () => ({ [vmType]: [agentTakesExtensions] }),
    remediation: "Remove Extensions.Enabled=n from the script.",
    page: agentExtensionsOff,
    framework: supportMatrix("VM agent"),
  }),
] as const;
