import { pages } from "../core/pages";
import { asBoolean } from "../core/reading";
import { onResources, supportMatrix } from "../core/requirement";
import { attempt, named, type Rule } from "../core/rule";
import { mapOf } from "../core/settings";
import { extensionType, networkInterfaceType, runCommandType, type VirtualMachine, vmType } from "./arm";
import { currentEdition, vmAgent } from "./facts";
import { osIsCertain, osIsSupported } from "./imageRules";
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
  'Support of images that you decide yourself: a glob of "publisher:offer:sku" and its support. It prevails over the image table.',
);

export const vmRequirements = [
  onResources({
    name: "vm-os-supported",
    displayName: "Operating system is supported",
    description: "A VM runs an operating system that Azure Backup supports.",
    why: "The extension of Azure Backup supports certain systems only. On others the first backup fails, or its recovery points are not consistent.",
    notSeen:
      "The operating system of a gallery image or custom image, and an upgrade of the system inside the VM.",
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
    displayName: "Support of the operating system is certain",
    description: "Microsoft's pages agree that Azure Backup supports the operating system of a VM.",
    why: "If Microsoft's pages disagree or say nothing, only a restore that you try shows that a backup works.",
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
    description: "A VM has the VM agent, and the agent can install extensions.",
    why: "The agent installs the extension of Azure Backup. Without it, only agentless backups work.",
    notSeen: "Whether the agent runs inside the VM, and its version.",
    level: "mandatory",
    severity: "high",
    dependsOnBackupKind: true,
    rules: () => ({ [vmType]: agentRules }),
    remediate: enableAgent,
    remediation: `Remove provisionVMAgent: false and allowExtensionOperations: false. On Windows, the agent must have version ${vmAgent.windowsVersion} or later.`,
    page: pages.prepare,
    framework: supportMatrix("VM agent"),
    seed: "Make sure that the VM agent is installed on the Azure VMs that you want to back up.",
    related: { psRule: ["Azure.VM.Agent"], checkov: ["CKV_AZURE_179"] },
  }),
  onResources({
    name: "vm-no-luks",
    displayName: "No LUKS encryption",
    description: "A Linux VM does not encrypt its disks with LUKS.",
    why: "Azure Backup does not support disks that Linux encrypts itself. After a restore you may not be able to open them.",
    notSeen: "Scripts that a command downloads, and volumes that were created by hand.",
    level: "mandatory",
    severity: "high",
    rules: () => ({
      [vmType]: [tagsNameNoLuks(), bootScriptsRunNoLuks()],
      [extensionType]: [guestCommandsRunNoLuks()],
      [runCommandType]: [guestCommandsRunNoLuks()],
    }),
    remediation: "Use encryption at host, a disk encryption set or Azure Disk Encryption instead.",
    page: pages.seed2018,
    framework: supportMatrix("Encryption"),
    seed: "Backup of Linux VMs encrypted with LUKS (Linux Unified Key Setup) isn't supported.",
  }),
  onResources({
    name: "vm-within-2018-limits",
    displayName: "VM is within the limits of December 2018",
    description: "A VM is within the support limits of Microsoft's page of December 2018.",
    why: "If you still follow the page of December 2018, it shows what exceeds that page although today's limits allow it.",
    notSeen: "LUKS and shared disks: other policies report them, because today's limits exclude both.",
    level: "advisory",
    severity: "low",
    rules: () => ({
      // Shared disks and LUKS are left out because today's limits exclude both as well.
      [vmType]: [
        onlyBeyondEarlier(osIsSupported(), osIsSupported("2018-12")),
        onlyBeyondEarlier(dataDisksWithinLimit(), dataDisksWithinLimit("2018-12")),
        onlyBeyondEarlier(disksAreNotAccelerated(), disksAreNotAccelerated("2018-12")),
      ],
    }),
    remediation:
      "To enforce the limits of 2018, set the level of this policy to mandatory. Other policies enforce today's limits.",
    page: pages.seed2018,
    framework: {
      ...supportMatrix("Before you start"),
      version: "2018-12",
      specification: pages.seed2018.source,
    },
    seed: "The whole table of limits: operating system, 16 data disks, shared storage, LUKS, Write Accelerator. Limits that still apply today have their own policies.",
  }),
  onResources({
    name: "vm-restore-notes",
    displayName: "Restore constraints (notes)",
    description:
      "You know the restore constraints of a VM. In December 2018, only PowerShell could restore a VM with such constraints.",
    why: "Such a VM is not restored in one step: you need to know which parts to put together.",
    notSeen: "Load balancers whose backend pool lists the addresses of its members.",
    level: "advisory",
    severity: "low",
    rules: () => ({
      [vmType]: [severalInterfacesNote, domainControllerImageNote],
      [networkInterfaceType]: [loadBalancerNote, severalAddressesNote],
      [extensionType]: [domainControllerCommandNote],
      [runCommandType]: [domainControllerCommandNote],
    }),
    remediation: "Write down how to restore the resource, try the restore once, then exempt the resource.",
    page: pages.seed2018,
    framework: supportMatrix("Restore"),
    seed: "Only with PowerShell: restoring VMs behind an internal or external load balancer, with several reserved IP addresses or several network adapters, and domain controllers of a domain with several.",
  }),
] as const;

/** Findings of an earlier edition's rule on paths where today's rule finds nothing, so that no path is reported twice. */
const onlyBeyondEarlier = (
  today: Rule<VirtualMachine>,
  earlier: Rule<VirtualMachine>,
): Rule<VirtualMachine> =>
  named(earlier.name, (vm, words) => {
    const verdict = earlier(vm, words);
    if (verdict.findings.length === 0) return verdict;
    const reportedToday = attempt(() => today(vm, words)).findings.map(({ path }) => path);
    const findings = verdict.findings.filter(({ path }) => !reportedToday.includes(path));
    return { ...verdict, findings };
  });

/** Enables the agent and its extensions where they are disabled, and changes nothing else. */
function enableAgent(props: Record<string, unknown>): boolean {
  const profile = props.osProfile as Record<string, unknown> | undefined;
  const configurations = [profile?.linuxConfiguration, profile?.windowsConfiguration] as Record<
    string,
    unknown
  >[];
  let changed = false;
  const enable = (owner: Record<string, unknown> | undefined, field: string) => {
    if (!owner || asBoolean(owner[field]) !== false) return;
    owner[field] = true;
    changed = true;
  };
  enable(profile, "allowExtensionOperations");
  for (const configuration of configurations) enable(configuration, "provisionVMAgent");
  return changed;
}
