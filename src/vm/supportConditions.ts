import { at, described } from "../core/finding";
import { cite } from "../core/limits";
import { asText } from "../core/reading";
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
import { inEdition } from "./rules";
import { withDecodedText } from "./scriptText";

type VmRule = Rule<VirtualMachine>;

/** No data disk has its own security type. */
export const dataDisksHaveNoSecurityType: VmRule = (vm) =>
  forEachEntry(listOf(vm.storageProfile?.dataDisks), (disk, i) => {
    const type = disk?.managedDisk?.securityProfile?.securityEncryptionType;
    if (asText(type) === undefined) return noFindings;
    return invalidValue({
      path: `${at("storageProfile.dataDisks", Number(i))}.managedDisk.securityProfile.securityEncryptionType`,
      actual: type,
      accepted: `no security type on a data disk ${inEdition(currentEdition)}`,
      by: "Azure Backup",
      fix: "remove securityProfile from the data disk",
      ...cite(securedDataDisks),
    });
  });

/** A Confidential VM is in a region where Azure Backup supports Confidential VMs. */
export const confidentialVmIsInSupportedRegion: VmRule = ({ securityProfile, location }) => {
  const regions: readonly string[] = confidentialVmRegions.value;
  if (!sameText(securityProfile?.securityType, "ConfidentialVM")) return noFindings;
  if (typeof location !== "string" || regions.includes(normalLocation(location))) return noFindings;
  return invalidValue({
    path: "location",
    actual: location,
    accepted: `a Confidential VM only in ${regions.join(", ")}, in preview ${inEdition(currentEdition)}`,
    by: "Azure Backup",
    fix: "check whether the preview has reached the region, or use Trusted Launch",
    ...cite(confidentialVmRegions),
  });
};

/** The VM is not in an Extended Zone, where only an Enhanced policy works and its points are crash-consistent. */
export const extendedZoneNeedsEnhanced: VmRule = ({ extendedLocation: zone }) => {
  if (!sameText(zone?.type, "EdgeZone")) return noFindings;
  return invalidValue({
    path: "extendedLocation",
    actual: zone?.name,
    requires: `an Enhanced policy, whose recovery points are crash-consistent in an Extended Zone ${inEdition(currentEdition)}`,
    fix: "use an Enhanced policy, then exempt the VM",
    ...cite(extendedZones),
  });
};

/** A size whose name states one core: Standard_B1s, Standard_DS1_v2, Standard_A1_v2. */
const oneCore = /^Standard_[A-Z]+1(?!\d)/i;

/** The VM has enough cores, as far as the name of its size states them. */
export const sizeIsLargeEnough: VmRule = ({ hardwareProfile }) => {
  const size = textOf(hardwareProfile?.vmSize);
  if (!oneCore.test(size)) return noFindings;
  return invalidValue({
    path: "hardwareProfile.vmSize",
    actual: size,
    accepted: `VMs with at least ${leastVm.cores} cores and ${leastVm.memoryGB} GB of memory ${inEdition(currentEdition)}`,
    by: "Azure Backup",
    fix: "use a larger size, or check that a backup of this VM succeeds",
    ...cite(leastVm),
  });
};

/** No script that runs at the first boot stops the VM agent from installing extensions. */
export const agentInstallsExtensions: VmRule = (vm) =>
  all([
    attempt(() => extensionsStayEnabled("osProfile.customData", vm.osProfile?.customData)),
    attempt(() => extensionsStayEnabled("userData", vm.userData)),
  ]);

function extensionsStayEnabled(path: string, script: unknown): Verdict {
  if (!/^[^#\n]*\bExtensions\.Enabled\s*=\s*n\b/im.test(withDecodedText(script))) return noFindings;
  return invalidValue({
    path,
    actual: described("a script with the line Extensions.Enabled=n"),
    accepted:
      "Extensions.Enabled=y or no such line: otherwise the agent does not install the backup extension",
    by: "Azure Backup",
    fix: "remove the line",
    ...cite(agentExtensionsOff),
  });
}
