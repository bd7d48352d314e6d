import { vmType } from "../../vm/arm";
import { confidentialVmRegions, currentEdition, dataDiskLimit } from "../../vm/facts";
import { alias } from "../aliases";
import { allOf, anyOf, field, not, type PolicyCondition, parameter, someMember } from "../language";
import { isGreater, type RequirementConditions } from "./condition";
import { imageIs } from "./images";

const { vm } = alias;

const hasMoreDataDisks = (most: unknown): PolicyCondition => ({
  count: { field: vm.dataDisks },
  greater: most,
});

const images = {
  notChecked: "The setting images. Exclude or exempt a VM if you know that Azure Backup supports its image.",
} as const;

/** Requirements on virtual machines. */
export const vmConditions: RequirementConditions = {
  "vm-os-supported": { type: vmType, violated: imageIs("unsupported", currentEdition), ...images },
  "vm-os-uncertain": { type: vmType, violated: imageIs("uncertain", currentEdition), ...images },
  "vm-agent-enabled": {
    type: vmType,
    violated: anyOf(
      field(vm.linuxAgent, { equals: false }),
      field(vm.windowsAgent, { equals: false }),
      field(vm.allowExtensionOperations, { equals: false }),
    ),
  },
  "vm-within-2018-limits": {
    type: vmType,
    violated: anyOf(
      allOf(imageIs("unsupported", "2018-12"), not(imageIs("unsupported", currentEdition))),
      allOf(
        hasMoreDataDisks(dataDiskLimit["2018-12"].value),
        not(hasMoreDataDisks(dataDiskLimit[currentEdition].value)),
      ),
      someMember(vm.dataDisks, field(vm.dataDiskWriteAccelerator, { equals: true })),
    ),
  },
  "vm-data-disk-limit": {
    type: vmType,
    violated: hasMoreDataDisks(parameter("maxDataDisks")),
    settings: ["maxDataDisks"],
  },
  "vm-disk-size-limit": {
    type: vmType,
    violated: anyOf(
      isGreater(vm.osDiskSizeGB, "maxDiskGB"),
      someMember(vm.dataDisks, isGreater(vm.dataDiskSizeGB, "maxDiskGB")),
    ),
    settings: ["maxDiskGB"],
    notChecked: "The size of all disks of a VM together, because the language cannot add up a list.",
  },
  "vm-no-unmanaged-disks": {
    type: vmType,
    violated: anyOf(
      field(vm.osDiskVhd, { exists: true }),
      someMember(vm.dataDisks, field(vm.dataDiskVhd, { exists: true })),
    ),
  },
  "vm-no-write-accelerated-os-disk": {
    type: vmType,
    violated: field(vm.osDiskWriteAccelerator, { equals: true }),
  },
  "vm-no-ephemeral-os-disk": { type: vmType, violated: field(vm.osDiskPlacement, { equals: "Local" }) },
  "vm-no-secured-data-disks": {
    type: vmType,
    violated: someMember(vm.dataDisks, field(vm.dataDiskSecurityType, { exists: true })),
  },
  "vm-support-conditions": {
    type: vmType,
    violated: allOf(
      field(vm.securityType, { equals: "ConfidentialVM" }),
      field("location", { notIn: confidentialVmRegions.value }),
    ),
    notChecked:
      "Extended Zones, which have no alias. The number of cores in a size's name and the lines of a start script, which need a regular expression.",
  },
};
