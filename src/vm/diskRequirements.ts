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

/** At most as much as Azure takes, or less. */
const upTo = (most: number, description: string) => wholeNumber(most, { min: 1, max: most }, description);

const storage = { page: pages.vmMatrix, framework: supportMatrix("VM storage support") } as const;

export const diskRequirements = [
  onResources({
    ...storage,
    name: "vm-data-disk-limit",
    displayName: "Number of data disks",
    description: "A VM has no more data disks than Azure Backup takes.",
    why: "A VM with more data disks than the limit is refused when backup is switched on.",
    notSeen: "Disks that are attached outside of the program.",
    level: "mandatory",
    severity: "high",
    settings: {
      maxDataDisks: upTo(dataDiskLimit[currentEdition].value, "Most data disks of one VM."),
    },
    rules: ({ maxDataDisks }) => ({ [vmType]: [dataDisksWithinLimit(currentEdition, maxDataDisks)] }),
    remediation: "Detach data disks, or spread the data over several VMs.",
    seed: "You can't back up VMs with more than 16 data disks.",
  }),
  onResources({
    ...storage,
    name: "vm-disk-size-limit",
    displayName: "Size of disks",
    description: "No disk of a VM, and not all together, are larger than Azure Backup takes.",
    why: "A disk beyond the limit fails the backup of its VM.",
    notSeen: "Sizes of disks that are attached by their ids, or made of an image without a size.",
    level: "mandatory",
    severity: "high",
    settings: {
      maxDiskGB: upTo(diskSizeLimit.value, "Largest disk, in GB."),
      maxTotalGB: upTo(vmSizeLimit.value, "Most on all disks of one VM together, in GB."),
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
    description: "A VM's disks are managed disks.",
    why: "Azure retired unmanaged disks on 2026-03-31, and Azure Backup no longer takes them.",
    notSeen: "Nothing: an unmanaged disk stands in the VM.",
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
    description: "A VM's OS disk has no Write Accelerator.",
    why: "The snapshot of an OS disk with Write Accelerator is not consistent with the others.",
    notSeen: "Nothing: the setting stands in the VM.",
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
    description: "A VM's OS disk is kept in Azure Storage.",
    why: "An OS disk that lives on its host is gone with it, and sources disagree on whether a backup holds it.",
    notSeen: "Nothing: the setting stands in the VM.",
    level: "advisory",
    severity: "medium",
    rules: () => ({ [vmType]: [osDiskIsNotEphemeral] }),
    remediation: "Remove diffDiskSettings, or try a restore before you rely on the backup.",
  }),
  onResources({
    ...storage,
    name: "disk-data-access-auth",
    displayName: "Disk's data can be read by Azure Backup",
    description: "A disk does not demand an Entra identity of whoever reads its data.",
    why: "Azure Backup cannot read a disk that demands an Entra identity of whoever exports it.",
    notSeen: "Disks that are not in the program.",
    level: "mandatory",
    severity: "high",
    rules: () => ({ [diskType]: [diskIsReadable] }),
    remediation: "Remove dataAccessAuthMode; restrict exports with networkAccessPolicy.",
  }),
  onResources({
    ...storage,
    name: "disk-not-shared",
    displayName: "Disk is not shared",
    description: "A disk belongs to one VM.",
    why: "Azure Backup does not back up a disk that several VMs write.",
    notSeen: "Which of several data disks a shared one is, where its id is not known yet.",
    level: "mandatory",
    severity: "high",
    dependsOnBackupKind: true,
    rules: () => ({ [diskType]: [diskIsNotShared()] }),
    remediation: "Give each VM its own disk, or leave the shared one out of an Enhanced backup.",
    seed: "We don't recommend backing up VMs that use cluster shared volumes or a scale-out file server: writers of cluster shared volumes may fail.",
  }),
] as const;
