import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { wholeNumber } from "../core/settings";
import { diskType, vmType } from "./arm";
import { diskIsNotShared, diskIsReadable } from "./disk";
import { currentEdition, dataDiskLimit, diskSizeLimit, vmSizeLimit } from "./facts";
import {
  dataDisksWithinLimit,
  diskSizesWithinLimit,
  disksAreManaged,
  disksAreNotAccelerated,
  osDiskIsNotEphemeral,
  vmSizeWithinLimit,
} from "./rules";

/** A setting with Azure Backup's limit as default and maximum. */
const upTo = (most: number, description: string) => wholeNumber(most, { min: 1, max: most }, description);

const storage = { page: pages.vmMatrix, framework: supportMatrix("VM storage support") } as const;

export const diskRequirements = [
  onResources({
    ...storage,
    name: "vm-data-disk-limit",
    displayName: "Number of data disks",
    description: "A VM has no more data disks than Azure Backup supports.",
    why: "Azure Backup refuses to protect a VM that has more data disks.",
    notSeen: "Disks that are attached outside of the program.",
    level: "mandatory",
    severity: "high",
    settings: {
      maxDataDisks: upTo(dataDiskLimit[currentEdition].value, "Maximum number of data disks of one VM."),
    },
    rules: ({ maxDataDisks }) => ({ [vmType]: [dataDisksWithinLimit(currentEdition, maxDataDisks)] }),
    remediation: "Detach data disks, or spread the data over several VMs.",
    seed: "You can't back up VMs with more than 16 data disks.",
  }),
  onResources({
    ...storage,
    name: "vm-disk-size-limit",
    displayName: "Size of disks",
    description: "Neither a single disk nor all disks of a VM together exceed the limit of Azure Backup.",
    why: "If a disk exceeds the limit, the backup of its VM fails.",
    notSeen: "Sizes of disks that are attached by their ids, or created from an image without a size.",
    level: "mandatory",
    severity: "high",
    settings: {
      maxDiskGB: upTo(diskSizeLimit.value, "Maximum size of one disk, in GB."),
      maxTotalGB: upTo(vmSizeLimit.value, "Maximum size of all disks of one VM together, in GB."),
    },
    rules: ({ maxDiskGB, maxTotalGB }) => ({
      [vmType]: [diskSizesWithinLimit(maxDiskGB), vmSizeWithinLimit(maxTotalGB)],
    }),
    remediation: "Spread the data over smaller disks or several VMs.",
  }),
  onResources({
    ...storage,
    name: "vm-no-unmanaged-disks",
    displayName: "Managed disks only",
    description: "All disks of a VM are managed disks.",
    why: "Azure retired unmanaged disks on 2026-03-31, and Azure Backup no longer supports them.",
    notSeen: "Nothing: the VM's properties show whether a disk is unmanaged.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [vmType]: [disksAreManaged] }),
    remediation: "Migrate the VM to managed disks.",
    related: {
      azurePolicy: ["06a78e20-9358-41c9-923c-fb736d382a4d"],
      psRule: ["Azure.VM.UseManagedDisks"],
      checkov: ["CKV_AZURE_92", "CKV2_AZURE_9"],
    },
  }),
  onResources({
    ...storage,
    name: "vm-no-write-accelerated-os-disk",
    displayName: "No Write Accelerator on the OS disk",
    description: "The OS disk of a VM does not use Write Accelerator.",
    why: "A snapshot of an OS disk with Write Accelerator is not consistent with the snapshots of the other disks.",
    notSeen: "Nothing: the VM's properties show the setting.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [vmType]: [disksAreNotAccelerated()] }),
    remediation: "Remove writeAcceleratorEnabled from the OS disk.",
    seed: "Taking snapshots of a disk with Write Accelerator isn't supported: Azure Backup can't make a consistent snapshot of all the VM's disks.",
  }),
  onResources({
    ...storage,
    name: "vm-no-ephemeral-os-disk",
    displayName: "No ephemeral OS disk",
    description: "The OS disk of a VM is stored in Azure Storage.",
    why: "An ephemeral OS disk is lost with its host, and sources disagree on whether a backup contains it.",
    notSeen: "Nothing: the VM's properties show the setting.",
    level: "advisory",
    severity: "medium",
    rules: () => ({ [vmType]: [osDiskIsNotEphemeral] }),
    remediation: "Remove diffDiskSettings, or try a restore before you rely on the backup.",
  }),
  onResources({
    ...storage,
    name: "disk-data-access-auth",
    displayName: "Azure Backup can read the disk",
    description: "A disk does not require a Microsoft Entra identity to read its data.",
    why: "Azure Backup cannot read a disk that requires a Microsoft Entra identity.",
    notSeen: "Disks that are not in the program.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [diskType]: [diskIsReadable] }),
    remediation: "Remove dataAccessAuthMode. To restrict who can export the disk, use networkAccessPolicy.",
  }),
  onResources({
    ...storage,
    name: "disk-not-shared",
    displayName: "Disk is not shared",
    description: "A disk belongs to one VM.",
    why: "Azure Backup does not back up shared disks.",
    notSeen: "Which data disk of a VM is the shared one, while the id of the shared disk is not known yet.",
    level: "mandatory",
    severity: "high",
    dependsOnBackupKind: true,
    rules: () => ({ [diskType]: [diskIsNotShared()] }),
    remediation: "Give each VM its own disk, or use an Enhanced policy and exclude the shared disk.",
    seed: "We don't recommend backing up VMs that use cluster shared volumes or a scale-out file server: writers of cluster shared volumes may fail.",
  }),
] as const;
