import type { Sourced } from "../core/fact";
import { at } from "../core/finding";
import { cite } from "../core/limits";
import { type Findings, forEachEntry, type Rule } from "../core/rule";
import { listOf, numberOf } from "../core/values";
import type { VirtualMachine, VmDisk } from "./arm";
import {
  currentEdition,
  dataDiskLimit,
  diskSizeLimit,
  type Edition,
  ephemeralOsDisk,
  unmanagedDisks,
  vmAgent,
  vmSizeLimit,
  writeAccelerator,
} from "./facts";

type VmRule = Rule<VirtualMachine>;
type DiskRule = (disk: VmDisk | null | undefined, path: string) => Findings;

/** How a limit of an edition is said. */
export const inEdition = (edition: Edition): string => `(support limits of ${edition})`;

/** Two rules, so that an unknown data disk hides nothing of the OS disk. */
const forEachDisk = (rule: DiskRule): readonly VmRule[] => [onOsDisk(rule), onDataDisks(rule)];

const onOsDisk =
  (rule: DiskRule): VmRule =>
  (vm) =>
    rule(vm.storageProfile?.osDisk, "storageProfile.osDisk");

const onDataDisks =
  (rule: DiskRule): VmRule =>
  (vm) =>
    forEachEntry(listOf(vm.storageProfile?.dataDisks), (disk, i) =>
      rule(disk, at("storageProfile.dataDisks", Number(i))),
    );

/** Not more data disks than Azure Backup takes from one VM. */
export const dataDisksWithinLimit =
  (edition: Edition = currentEdition, most: number = dataDiskLimit[edition].value): VmRule =>
  (vm) => {
    const count = listOf(vm.storageProfile?.dataDisks).length;
    const limit = dataDiskLimit[edition];
    if (count <= most) return [];
    return [
      {
        path: "storageProfile.dataDisks",
        got: `${count} ${limit.unit}`,
        allowed: `at most ${most} ${inEdition(edition)}`,
        fix: `detach ${count - most} of them, or spread the data over several VMs`,
        ...cite(limit),
      },
    ];
  };

/** No disk larger than Azure Backup takes. */
export const diskSizesWithinLimit = (mostGB: number = diskSizeLimit.value): readonly VmRule[] =>
  forEachDisk((disk, path) => {
    const sizeGB = numberOf(disk?.diskSizeGB);
    if (!(sizeGB > mostGB)) return [];
    return [
      {
        path: `${path}.diskSizeGB`,
        got: `${sizeGB} GB`,
        allowed: `at most ${mostGB} GB for one disk ${inEdition(currentEdition)}`,
        fix: "spread the data over smaller disks",
        ...cite(diskSizeLimit),
      },
    ];
  });

/** All disks together not larger than Azure Backup takes. A disk that states no size counts nothing. */
export const vmSizeWithinLimit =
  (mostGB: number = vmSizeLimit.value): VmRule =>
  (vm) => {
    let totalGB = 0;
    const add: DiskRule = (disk) => {
      totalGB += numberOf(disk?.diskSizeGB) || 0;
      return [];
    };
    let unknown: unknown;
    for (const rule of forEachDisk(add)) {
      try {
        rule(vm);
      } catch (error) {
        unknown ??= error;
      }
    }
    if (totalGB <= mostGB && unknown !== undefined) throw unknown;
    if (totalGB <= mostGB) return [];
    return [
      {
        path: "storageProfile",
        got: `${totalGB} GB on all disks together`,
        allowed: `at most ${mostGB} GB for one VM ${inEdition(currentEdition)}`,
        fix: "spread the data over several VMs",
        ...cite(vmSizeLimit),
      },
    ];
  };

/** Only managed disks. */
export const disksAreManaged: readonly VmRule[] = forEachDisk((disk, path) => {
  if (disk?.vhd === undefined || disk.vhd === null) return [];
  return [
    {
      path: `${path}.vhd`,
      got: "an unmanaged disk",
      allowed: `managed disks only ${inEdition(currentEdition)}`,
      fix: "migrate the VM to managed disks: give managedDisk in place of vhd",
      ...cite(unmanagedDisks),
    },
  ];
});

const notAccelerated =
  (
    edition: Edition,
    what: "OS disk" | "data disk",
    fact: Sourced & { readonly supported: boolean },
  ): DiskRule =>
  (disk, path) => {
    if (fact.supported || disk?.writeAcceleratorEnabled !== true) return [];
    return [
      {
        path: `${path}.writeAcceleratorEnabled`,
        got: true,
        allowed: `no Write Accelerator on the ${what}: its snapshot would not be consistent ${inEdition(edition)}`,
        fix: "remove writeAcceleratorEnabled",
        ...cite(fact),
      },
    ];
  };

/** No Write Accelerator where the edition does not support it: on the OS disk never, on data disks since 2022. */
export const disksAreNotAccelerated = (edition: Edition = currentEdition): readonly VmRule[] => [
  onOsDisk(notAccelerated(edition, "OS disk", writeAccelerator.osDisk[edition])),
  onDataDisks(notAccelerated(edition, "data disk", writeAccelerator.dataDisk[edition])),
];

/** An OS disk that outlives its host. */
export const osDiskIsNotEphemeral: VmRule = onOsDisk((disk, path) => {
  const settings = (disk as { diffDiskSettings?: { option?: unknown } } | null | undefined)?.diffDiskSettings;
  if (settings?.option !== "Local") return [];
  return [
    {
      path: `${path}.diffDiskSettings.option`,
      got: settings.option,
      allowed: `an OS disk in Azure Storage: of ephemeral ones Microsoft's pages say both "supported" and "not supported" ${inEdition(currentEdition)}`,
      fix: "remove diffDiskSettings, or try a restore before you rely on this backup",
      ...cite(ephemeralOsDisk),
    },
  ];
});

/** The VM agent is there, for Linux. */
export const linuxAgentIsProvisioned: VmRule = (vm) =>
  agentOf("linuxConfiguration", vm.osProfile?.linuxConfiguration?.provisionVMAgent);

/** The VM agent is there, for Windows. */
export const windowsAgentIsProvisioned: VmRule = (vm) =>
  agentOf("windowsConfiguration", vm.osProfile?.windowsConfiguration?.provisionVMAgent);

function agentOf(os: string, provisioned: unknown): Findings {
  if (provisioned !== false) return [];
  return [
    {
      path: `osProfile.${os}.provisionVMAgent`,
      got: false,
      allowed: "true, or left out: Azure Backup works through the VM agent",
      fix: "remove it; on a VM that exists already, install the agent inside the VM",
      ...cite(vmAgent),
    },
  ];
}

/** The VM agent may install the backup extension. */
export const extensionsAreAllowed: VmRule = (vm) => {
  if (vm.osProfile?.allowExtensionOperations !== false) return [];
  return [
    {
      path: "osProfile.allowExtensionOperations",
      got: false,
      allowed: "true, or left out: Azure Backup installs an extension",
      fix: "remove it",
      ...cite(vmAgent),
    },
  ];
};

export const agentRules: readonly VmRule[] = [
  linuxAgentIsProvisioned,
  windowsAgentIsProvisioned,
  extensionsAreAllowed,
];
