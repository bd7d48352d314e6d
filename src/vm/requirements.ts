import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { attempt, named, type Rule } from "../core/rule";
import { mapOf } from "../core/settings";
import { extensionType, networkInterfaceType, runCommandType, type VirtualMachine, vmType } from "./arm";
import { currentEdition, vmAgent } from "./facts";
import { osIsCertain, osIsSupported } from "./image";
import type { ImageSupport } from "./images";
import { bootScriptsRunNoLuks, guestCommandsRunNoLuks, tagsNameNoLuks } from "./luks";
import {
  domainControllerCommandNote,
  domainControllerImageNote,
  loadBalancerNote,
  severalAddressesNote,
  severalInterfacesNote,
} from "./restoreNotes";
import { agentRules, dataDisksWithinLimit, disksAreNotAccelerated } from "./rules";

const images = mapOf<ImageSupport>(
  ["supported", "unsupported", "uncertain"],
  'Your own word on images, before the pack\'s: a glob of "publisher:offer:sku" and its support.',
);

export const vmRequirements = [
  onResources({
    name: "vm-os-supported",
    displayName: "VM's operating system is supported",
    description: "A VM runs an operating system that Azure Backup protects.",
    why: "Azure Backup's extension is made for certain systems; on others the first backup fails, or its points are not consistent.",
    notSeen:
      "Images of a gallery or of your own name no system; nor does an image that is updated inside the VM.",
    level: "mandatory",
    severity: "high",
    settings: { images },
    dependsOnBackupKind: true,
    rules: ({ images }) => ({ [vmType]: [osIsSupported(currentEdition, images)] }),
    remediation: "Use an image whose operating system is in the support matrix.",
    page: pages.vmMatrix,
    framework: supportMatrix("Operating system support"),
    seed: "Windows Server 2008 R2 64-bit or later, Windows 7 64-bit or later; 64-bit Linux distributions endorsed by Azure, except CoreOS Linux.",
  }),
  onResources({
    name: "vm-os-uncertain",
    displayName: "VM's operating system is certain",
    description: "A VM runs an operating system on whose backup Microsoft's own pages agree.",
    why: "Where Microsoft's own pages disagree or are silent, only a restore that was tried proves a backup.",
    notSeen: "The same as for `vm-os-supported`.",
    level: "advisory",
    severity: "medium",
    settings: { images },
    rules: ({ images }) => ({ [vmType]: [osIsCertain(images)] }),
    remediation: "Try a backup and a restore before you rely on it, or use an image of the support matrix.",
    page: pages.vmMatrix,
    framework: supportMatrix("Operating system support"),
    seed: "Other Linux distributions may work, as long as the VM agent is available and Python is supported. They are not supported.",
  }),
  onResources({
    name: "vm-agent-enabled",
    displayName: "VM agent is enabled",
    description: "A VM has the VM agent and lets it install extensions: Azure Backup needs both.",
    why: "The agent installs the backup extension; without it only agentless backups work.",
    notSeen: "Whether the agent runs, and its version, are inside the VM.",
    level: "mandatory",
    severity: "high",
    dependsOnBackupKind: true,
    rules: () => ({ [vmType]: agentRules }),
    remediate: enableAgent,
    remediation: `Remove provisionVMAgent: false and allowExtensionOperations: false. On Windows the agent is ${vmAgent.windowsVersion} or newer.`,
    page: pages.prepare,
    framework: supportMatrix("VM agent"),
    seed: "Make sure that the VM agent is installed on the Azure VMs that you want to back up.",
    related: { psRule: ["Azure.VM.Agent"], checkov: ["CKV_AZURE_179"] },
  }),
  onResources({
    name: "vm-no-luks",
    displayName: "No LUKS encryption",
    description: "A Linux VM does not encrypt its disks with LUKS.",
    why: "Azure Backup does not support disks that Linux encrypts itself: a restore may not open them.",
    notSeen: "Scripts that a command downloads, and volumes that were made by hand.",
    level: "mandatory",
    severity: "high",
    rules: () => ({
      [vmType]: [tagsNameNoLuks(), bootScriptsRunNoLuks()],
      [extensionType]: [guestCommandsRunNoLuks()],
      [runCommandType]: [guestCommandsRunNoLuks()],
    }),
    remediation: "Encrypt with encryption at host, a disk encryption set or Azure Disk Encryption instead.",
    page: pages.seed2018,
    framework: supportMatrix("Encryption"),
    seed: "Backup of Linux VMs encrypted with LUKS (Linux Unified Key Setup) isn't supported.",
  }),
  onResources({
    name: "vm-within-2018-limits",
    displayName: "VM is within the limits of December 2018",
    description: "A VM is within the support limits that Microsoft's page had in December 2018.",
    why: "Whoever runs by the page of December 2018 finds here what today's limits allow beyond it.",
    notSeen: "LUKS and shared disks: today's limits refuse both, in policies of their own.",
    level: "advisory",
    severity: "low",
    rules: () => ({
      // Shared disks and LUKS are left out: today's limits refuse both as well.
      [vmType]: [
        beyond(osIsSupported(), osIsSupported("2018-12")),
        beyond(dataDisksWithinLimit(), dataDisksWithinLimit("2018-12")),
        beyond(disksAreNotAccelerated(), disksAreNotAccelerated("2018-12")),
      ],
    }),
    remediation: "Raise its level to enforce the limits of 2018; today's have policies of their own.",
    page: pages.seed2018,
    framework: {
      ...supportMatrix("Before you start"),
      version: "2018-12",
      specification: pages.seed2018.source,
    },
    seed: "The whole table of limits: operating system, 16 data disks, shared storage, LUKS, Write Accelerator. What today's limits refuse too is left to their policies.",
  }),
  onResources({
    name: "vm-restore-notes",
    displayName: "Notes for a restore",
    description: "The owner of a VM knows how it is restored: in December 2018 by PowerShell alone.",
    why: "Such a VM does not come back by one click: whoever restores it must know what to put together.",
    notSeen: "Load balancers that are joined by their own backend address pools' addresses.",
    level: "advisory",
    severity: "low",
    rules: () => ({
      [vmType]: [severalInterfacesNote, domainControllerImageNote],
      [networkInterfaceType]: [loadBalancerNote, severalAddressesNote],
      [extensionType]: [domainControllerCommandNote],
      [runCommandType]: [domainControllerCommandNote],
    }),
    remediation: "Write the restore down, try it once, then exempt the resource.",
    page: pages.seed2018,
    framework: supportMatrix("Restore"),
    seed: "Only with PowerShell: restoring VMs behind an internal or external load balancer, with several reserved IP addresses or several network adapters, and domain controllers of a domain with several.",
  }),
] as const;

/** What an earlier edition refuses and today's does not: one thing is said once. */
const beyond = (today: Rule<VirtualMachine>, earlier: Rule<VirtualMachine>): Rule<VirtualMachine> =>
  named(earlier.name, (vm, words) => {
    const said = attempt(() => today(vm, words)).findings.map(({ path }) => path);
    const { findings, ...verdict } = earlier(vm, words);
    return { ...verdict, findings: findings.filter(({ path }) => !said.includes(path)) };
  });

/** Switches on what is switched off; all else stays as it is. */
function enableAgent(props: Record<string, unknown>): boolean {
  const profile = props.osProfile as Record<string, unknown> | undefined;
  const guests = [profile?.linuxConfiguration, profile?.windowsConfiguration] as Record<string, unknown>[];
  let changed = false;
  const switchOn = (owner: Record<string, unknown> | undefined, field: string) => {
    if (owner?.[field] !== false) return;
    owner[field] = true;
    changed = true;
  };
  switchOn(profile, "allowExtensionOperations");
  for (const guest of guests) switchOn(guest, "provisionVMAgent");
  return changed;
}
