import { at } from "../core/finding";
import { cite } from "../core/limits";
import { all, attempt, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { listOf, sameText, textOf } from "../core/values";
import { normalLocation } from "../region/location";
import type { VirtualMachine } from "./arm";
import {
  agentExtensionsOff,
  confidentialVmRegions,
  currentEdition,
  extendedZones,
  leastVm,
  securedDataDisks,
} from "./facts";
import { decoded } from "./luks";
import { inEdition } from "./rules";

type VmRule = Rule<VirtualMachine>;

/** No data disk with a security type of its own. */
export const dataDisksHaveNoSecurityType: VmRule = (vm) =>
  forEachEntry(listOf(vm.storageProfile?.dataDisks), (disk, i) => {
    const type = disk?.managedDisk?.securityProfile?.securityEncryptionType;
    if (type === undefined) return noFindings;
    return invalidValue({
      path: `${at("storageProfile.dataDisks", Number(i))}.managedDisk.securityProfile.securityEncryptionType`,
      actual: type,
      accepted: `no security type on a data disk: Azure Backup does not take it ${inEdition(currentEdition)}`,
      fix: "remove securityProfile from the data disk",
      ...cite(securedDataDisks),
    });
  });

/** A Confidential VM is in one of the few regions in which Azure Backup takes it. */
export const confidentialVmIsInItsRegions: VmRule = ({ securityProfile, location }) => {
  const regions: readonly string[] = confidentialVmRegions.value;
  if (!sameText(securityProfile?.securityType, "ConfidentialVM")) return noFindings;
  if (typeof location !== "string" || regions.includes(normalLocation(location))) return noFindings;
  return invalidValue({
    path: "location",
    actual: location,
    accepted: `${regions.join(", ")} for the backup of a Confidential VM, a preview ${inEdition(currentEdition)}`,
    fix: "look up whether the preview has reached the region, or use Trusted Launch",
    ...cite(confidentialVmRegions),
  });
};

/** A VM in an Extended Zone: an Enhanced policy alone, and crash-consistent points. */
export const extendedZoneNeedsEnhanced: VmRule = ({ extendedLocation: zone }) => {
  if (!sameText(zone?.type, "EdgeZone")) return noFindings;
  return invalidValue({
    path: "extendedLocation",
    actual: zone?.name,
    accepted: `yes, with an Enhanced policy, whose points are crash-consistent there ${inEdition(currentEdition)}`,
    fix: "use an Enhanced policy, then exempt the VM",
    ...cite(extendedZones),
  });
};

/** A size whose name says one core: Standard_B1s, Standard_DS1_v2, Standard_A1_v2. */
const oneCore = /^Standard_[A-Z]+1(?!\d)/i;

/** A VM of two cores at least, where its size's name tells them. */
export const sizeIsLargeEnough: VmRule = ({ hardwareProfile }) => {
  const size = textOf(hardwareProfile?.vmSize);
  if (!oneCore.test(size)) return noFindings;
  return invalidValue({
    path: "hardwareProfile.vmSize",
    actual: size,
    accepted: `${leastVm.cores} cores and ${leastVm.memoryGB} GB of memory at least ${inEdition(currentEdition)}`,
    fix: "use a larger size, or look at one backup of this one",
    ...cite(leastVm),
  });
};

/** No start script that forbids the agent its extensions. */
export const agentTakesExtensions: VmRule = (vm) =>
  all([
    attempt(() => extensionsOff("osProfile.customData", vm.osProfile?.customData)),
    attempt(() => extensionsOff("userData", vm.userData)),
  ]);

function extensionsOff(path: string, script: unknown): Verdict {
  if (!/^[^#\n]*\bExtensions\.Enabled\s*=\s*n\b/im.test(decoded(script))) return noFindings;
  return invalidValue({
    path,
    actual: "Extensions.Enabled=n",
    accepted: "Extensions.Enabled=y, or left out: the agent installs no backup extension otherwise",
    fix: "remove the line",
    ...cite(agentExtensionsOff),
  });
}
