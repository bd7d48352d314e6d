import type { VirtualMachine } from "../src/arm/virtualMachine";
import { pages } from "../src/facts/fact";
import { currentEdition, dataDiskLimit } from "../src/facts/vmSupport";
import { dataDisksWithinLimit, osIsSupported } from "../src/rules/virtualMachine";
import { resourcePolicy } from "./adapt";

const type = "azure-native:compute:VirtualMachine";

export const virtualMachinePolicies = [
  resourcePolicy<VirtualMachine>({
    name: "vm-data-disk-limit",
    description: `A VM has at most ${dataDiskLimit[currentEdition].value} data disks: Azure Backup takes no more.`,
    level: "mandatory",
    severity: "high",
    type,
    rules: [dataDisksWithinLimit()],
    remediation: "Detach data disks, or spread the data over several VMs.",
    url: pages.vmMatrix,
  }),
  resourcePolicy<VirtualMachine>({
    name: "vm-os-supported",
    description: "A VM runs an operating system that Azure Backup protects.",
    level: "mandatory",
    severity: "high",
    type,
    rules: [osIsSupported],
    remediation: "Use an image whose operating system is in the support matrix.",
    url: pages.vmMatrix,
  }),
];
