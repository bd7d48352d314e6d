import type { Sourced } from "../core/fact";
import { at, described } from "../core/finding";
import { cite } from "../core/limits";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  named,
  noFindings,
  type Rule,
  type Verdict,
} from "../core/rule";
import { listOf, numberOf, sameText } from "../core/values";
import { lastName, type Words } from "../core/words";
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
type DiskRule = (disk: VmDisk | null | undefined, path: string, words: Words) => Verdict;

/** How a limit of an edition is said. */
export const inEdition = (edition: Edition): string => `(support limits of ${edition})`;

/** A rule on the OS disk and one on the data disks as one: what is unknown of the one hides nothing of the others. */
const onDisks = (name: string, osDisk: DiskRule, dataDisk = osDisk): VmRule =>
  named(name, (vm, words) =>
    all([
      attempt(() => osDisk(vm.storageProfile?.osDisk, "storageProfile.osDisk", words)),
      attempt(() =>
        forEachEntry(listOf(vm.storageProfile?.dataDisks), (disk, i) =>
          dataDisk(disk, at("storageProfile.dataDisks", Number(i)), words),
        ),
      ),
    ]),
  );

/** Not more data disks than Azure Backup takes from one VM. */
export const dataDisksWithinLimit = (
  edition: Edition = currentEdition,
  most: number = dataDiskLimit[edition].value,
): VmRule =>
  named("dataDisksWithinLimit", (vm) => {
    const count = listOf(vm.storageProfile?.dataDisks).length;
    const limit = dataDiskLimit[edition];
    if (count <= most) return noFindings;
    return invalidValue({
      path: "storageProfile.dataDisks",
      actual: described(`${count} ${limit.unit}`),
      accepted: `at most ${most} ${inEdition(edition)}`,
      fix: `detach ${count - most} of them, or spread the data over several VMs`,
      ...cite(limit),
    });
  });

/** No disk larger than Azure Backup takes. */
export const diskSizesWithinLimit = (mostGB: number = diskSizeLimit.value): VmRule =>
  onDisks("diskSizesWithinLimit", (disk, path) => {
    const sizeGB = numberOf(disk?.diskSizeGB);
    if (!(sizeGB > mostGB)) return noFindings;
    return invalidValue({
      path: `${path}.diskSizeGB`,
      actual: described(`${sizeGB} GB`),
      accepted: `at most ${mostGB} GB for one disk ${inEdition(currentEdition)}`,
      fix: "spread the data over smaller disks",
      ...cite(diskSizeLimit),
    });
  });

/** All disks together not larger than Azure Backup takes. A disk that states no size counts nothing. */
export const vmSizeWithinLimit = (mostGB: number = vmSizeLimit.value): VmRule =>
  named("vmSizeWithinLimit", (vm, words) => {
    let totalGB = 0;
    const { unknown } = onDisks("", (disk) => {
      totalGB += numberOf(disk?.diskSizeGB) || 0;
      return noFindings;
    })(vm, words);
    if (totalGB <= mostGB) return unknown === undefined ? noFindings : { findings: [], unknown };
    return invalidValue({
      path: "storageProfile",
      actual: described(`${totalGB} GB on all disks together`),
      accepted: `at most ${mostGB} GB for one VM ${inEdition(currentEdition)}`,
      fix: "spread the data over several VMs",
      ...cite(vmSizeLimit),
    });
  });

/** Only managed disks. */
export const disksAreManaged: VmRule = onDisks("disksAreManaged", (disk, path, words) => {
  if (disk?.vhd === undefined || disk.vhd === null) return noFindings;
  return invalidValue({
    path: `${path}.vhd`,
    actual: described("an unmanaged disk"),
    accepted: `managed disks only ${inEdition(currentEdition)}`,
    fix: `migrate the VM to managed disks: give managedDisk in place of ${lastName(words, `${path}.vhd`)}`,
    ...cite(unmanagedDisks),
  });
});

const notAccelerated =
  (
    edition: Edition,
    what: "OS disk" | "data disk",
    fact: Sourced & { readonly supported: boolean },
  ): DiskRule =>
  (disk, path) => {
    if (fact.supported || disk?.writeAcceleratorEnabled !== true) return noFindings;
    return invalidValue({
      path: `${path}.writeAcceleratorEnabled`,
      actual: true,
      accepted: `no Write Accelerator on the ${what}: its snapshot would not be consistent ${inEdition(edition)}`,
      fix: "remove writeAcceleratorEnabled",
      ...cite(fact),
    });
  };

/** No Write Accelerator where the edition does not support it: on the OS disk never, on data disks since 2022. */
export const disksAreNotAccelerated = (edition: Edition = currentEdition): VmRule =>
  onDisks(
    "disksAreNotAccelerated",
    notAccelerated(edition, "OS disk", writeAccelerator.osDisk[edition]),
    notAccelerated(edition, "data disk", writeAccelerator.dataDisk[edition]),
  );

/** An OS disk that outlives its host. */
export const osDiskIsNotEphemeral: VmRule = (vm) => {
  const path = "storageProfile.osDisk";
  const option = vm.storageProfile?.osDisk?.diffDiskSettings?.option;
  if (!sameText(option, "Local")) return noFindings;
  return invalidValue({
    path: `${path}.diffDiskSettings.option`,
    actual: option,
    accepted: `an OS disk in Azure Storage: of ephemeral ones Microsoft's pages say both "supported" and "not supported" ${inEdition(currentEdition)}`,
    fix: "remove diffDiskSettings, or try a restore before you rely on this backup",
    ...cite(ephemeralOsDisk),
  });
};

/** The VM agent is there, for Linux. */
export const linuxAgentIsProvisioned: VmRule = (vm) =>
  agentOf("linuxConfiguration", vm.osProfile?.linuxConfiguration?.provisionVMAgent);

/** The VM agent is there, for Windows. */
export const windowsAgentIsProvisioned: VmRule = (vm) =>
  agentOf("windowsConfiguration", vm.osProfile?.windowsConfiguration?.provisionVMAgent);

function agentOf(os: string, provisioned: unknown): Verdict {
  if (provisioned !== false) return noFindings;
  return invalidValue({
    path: `osProfile.${os}.provisionVMAgent`,
    actual: false,
    accepted: "true, or left out: Azure Backup works through the VM agent",
    fix: "remove it; on a VM that exists already, install the agent inside the VM",
    ...cite(vmAgent),
  });
}

/** The VM agent may install the backup extension. */
export const extensionsAreAllowed: VmRule = (vm) => {
  if (vm.osProfile?.allowExtensionOperations !== false) return noFindings;
  return invalidValue({
    path: "osProfile.allowExtensionOperations",
    actual: false,
    accepted: "true, or left out: Azure Backup installs an extension",
    fix: "remove it",
    ...cite(vmAgent),
  });
};

export const agentRules: readonly VmRule[] = [
  linuxAgentIsProvisioned,
  windowsAgentIsProvisioned,
  extensionsAreAllowed,
];
