import type { Amount, Sourced } from "../core/fact";
import { at, described } from "../core/finding";
import { cite } from "../core/limits";
import { nonEmptyBlock } from "../core/nulls";
import { asBoolean, asNumber } from "../core/reading";
import {
  all,
  attempt,
  forEachElement,
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

/** The edition of the support limits, as it ends a message. */
export const inEdition = (edition: Edition): string => `(support limits of ${edition})`;

/** One rule from a rule on the OS disk and a rule on the data disks. An unknown disk hides no finding on another disk. */
const onDisks = (name: string, osDisk: DiskRule, dataDisk = osDisk): VmRule =>
  named(name, (vm, words) => {
    const ofOsDisk = attempt(() => osDisk(vm.storageProfile?.osDisk, "storageProfile.osDisk", words));
    const ofDataDisks = attempt(() =>
      forEachElement(listOf(vm.storageProfile?.dataDisks), (disk, i) =>
        dataDisk(disk, at("storageProfile.dataDisks", i), words),
      ),
    );
    return all([ofOsDisk, ofDataDisks]);
  });

/** What a limit accepts, and who sets it: Azure Backup, or a lower value of the policy's setting. */
const atMost = (text: string, most: number, limit: Amount, setting: string, edition = currentEdition) =>
  most < limit.value
    ? { accepted: `at most ${text}`, by: `the setting ${setting}` }
    : { accepted: `at most ${text} ${inEdition(edition)}`, by: "Azure Backup" };

/** The VM has no more data disks than Azure Backup supports. */
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
      ...atMost(String(most), most, limit, "maxDataDisks", edition),
      fix: `detach ${count - most} of them, or spread the data over several VMs`,
      ...cite(limit),
    });
  });

/** The size of a disk, which a payload may write as text. NaN: it has none. */
const sizeOf = (disk: VmDisk | null | undefined): number => numberOf(asNumber(disk?.diskSizeGB));

/** No disk is larger than Azure Backup supports. */
export const diskSizesWithinLimit = (mostGB: number = diskSizeLimit.value): VmRule =>
  onDisks("diskSizesWithinLimit", (disk, path) => {
    const sizeGB = sizeOf(disk);
    if (!(sizeGB > mostGB)) return noFindings;
    return invalidValue({
      path: `${path}.diskSizeGB`,
      actual: described(`${sizeGB} GB`),
      ...atMost(`${mostGB} GB for one disk`, mostGB, diskSizeLimit, "maxDiskGB"),
      fix: "spread the data over smaller disks",
      ...cite(diskSizeLimit),
    });
  });

/** All disks together are not larger than Azure Backup supports. A disk that states no size counts as zero. */
export const vmSizeWithinLimit = (mostGB: number = vmSizeLimit.value): VmRule =>
  named("vmSizeWithinLimit", (vm, words) => {
    let totalGB = 0;
    const { unknown } = onDisks("", (disk) => {
      totalGB += sizeOf(disk) || 0;
      return noFindings;
    })(vm, words);
    if (totalGB <= mostGB) return unknown === undefined ? noFindings : { findings: [], unknown };
    return invalidValue({
      path: "storageProfile",
      actual: described(`${totalGB} GB on all disks together`),
      ...atMost(`${mostGB} GB for one VM`, mostGB, vmSizeLimit, "maxTotalGB"),
      fix: "spread the data over several VMs",
      ...cite(vmSizeLimit),
    });
  });

/** All disks are managed disks. An empty `vhd` is nothing. */
export const disksAreManaged: VmRule = onDisks("disksAreManaged", (disk, path, words) => {
  if (nonEmptyBlock(disk?.vhd) === undefined) return noFindings;
  return invalidValue({
    path: `${path}.vhd`,
    actual: described("an unmanaged disk"),
    accepted: `managed disks only ${inEdition(currentEdition)}`,
    by: "Azure Backup",
    fix: `migrate the VM to managed disks, with managedDisk in place of ${lastName(words, `${path}.vhd`)}`,
    ...cite(unmanagedDisks),
  });
});

const notAccelerated =
  (
    edition: Edition,
    diskName: "OS disk" | "data disk",
    fact: Sourced & { readonly supported: boolean },
  ): DiskRule =>
  (disk, path) => {
    if (fact.supported || asBoolean(disk?.writeAcceleratorEnabled) !== true) return noFindings;
    return invalidValue({
      path: `${path}.writeAcceleratorEnabled`,
      actual: true,
      accepted: `false or no value on the ${diskName}: with Write Accelerator, its snapshot would not be consistent ${inEdition(edition)}`,
      by: "Azure Backup",
      fix: "remove writeAcceleratorEnabled",
      ...cite(fact),
    });
  };

/** No disk has Write Accelerator where the edition does not support it: never the OS disk; data disks only since 2022. */
export const disksAreNotAccelerated = (edition: Edition = currentEdition): VmRule =>
  onDisks(
    "disksAreNotAccelerated",
    notAccelerated(edition, "OS disk", writeAccelerator.osDisk[edition]),
    notAccelerated(edition, "data disk", writeAccelerator.dataDisk[edition]),
  );

/** The OS disk is in Azure Storage, not on the VM's host. */
export const osDiskIsNotEphemeral: VmRule = (vm) => {
  const path = "storageProfile.osDisk";
  const option = vm.storageProfile?.osDisk?.diffDiskSettings?.option;
  if (!sameText(option, "Local")) return noFindings;
  return invalidValue({
    path: `${path}.diffDiskSettings.option`,
    actual: option,
    accepted: `only an OS disk in Azure Storage: Microsoft's pages disagree on whether Azure Backup supports an ephemeral OS disk ${inEdition(currentEdition)}`,
    by: "this policy",
    fix: "remove diffDiskSettings, or try a restore before you rely on this backup",
    ...cite(ephemeralOsDisk),
  });
};

/** A Linux VM has the VM agent. */
export const linuxAgentIsProvisioned: VmRule = (vm) =>
  agentIsProvisioned("linuxConfiguration", vm.osProfile?.linuxConfiguration?.provisionVMAgent);

/** A Windows VM has the VM agent. */
export const windowsAgentIsProvisioned: VmRule = (vm) =>
  agentIsProvisioned("windowsConfiguration", vm.osProfile?.windowsConfiguration?.provisionVMAgent);

function agentIsProvisioned(configuration: string, provisioned: unknown): Verdict {
  if (asBoolean(provisioned) !== false) return noFindings;
  return invalidValue({
    path: `osProfile.${configuration}.provisionVMAgent`,
    actual: false,
    accepted: "true or no value: it works through the VM agent",
    by: "Azure Backup",
    fix: "remove it; on an existing VM, install the agent inside the VM",
    ...cite(vmAgent),
  });
}

/** The VM agent can install the backup extension. */
export const extensionsAreAllowed: VmRule = (vm) => {
  if (asBoolean(vm.osProfile?.allowExtensionOperations) !== false) return noFindings;
  return invalidValue({
    path: "osProfile.allowExtensionOperations",
    actual: false,
    accepted: "true or no value: it installs an extension on the VM",
    by: "Azure Backup",
    fix: "remove it",
    ...cite(vmAgent),
  });
};

export const agentRules: readonly VmRule[] = [
  linuxAgentIsProvisioned,
  windowsAgentIsProvisioned,
  extensionsAreAllowed,
];
