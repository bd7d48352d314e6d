/** Microsoft's page "Prepare to back up Azure VMs" of 2018-12-17, heading by heading, in our own words, and where each piece of advice went. */

import { network, proxy } from "./seedNetwork";
import { configure, create, next } from "./seedVault";

/** What a piece of advice has become. */
export interface Advice {
  /** The advice, in our words. */
  readonly says: string;
  /** Files with the code that does it. */
  readonly code?: readonly string[];
  /** Tests that hold it: file below test/ without ending, and name or its beginning. */
  readonly tests?: readonly (readonly [file: string, name: string])[];
  /** Why there is no code, or no test. */
  readonly reason?: string;
}

/** A heading of the page. */
export interface SeedSection {
  readonly title: string;
  /** The page's anchor of the heading. */
  readonly anchor: string;
  /** The heading of the page as we have it, which is French. */
  readonly french: string;
  readonly advice: readonly Advice[];
}

const everyPolicy = ["docs/policyPages", "%s: the page's failing example fails with its message"] as const;

const start: SeedSection = {
  title: "Prepare to back up Azure VMs",
  anchor: "prepare-to-back-up-azure-vms",
  french: "Préparer la sauvegarde de machines virtuelles Azure",
  advice: [
    {
      says: "Review support, check prerequisites, create a vault, choose its replication, set a policy, enable backup for the chosen VMs",
      code: ["examples/quickstart/index.ts"],
      tests: [["engine/lifecycle", "the first up creates all, the second changes nothing"]],
    },
    {
      says: "Configuring a vault and choosing VMs backs up several of them",
      code: ["src/protection/protectedVms.ts"],
      tests: [["protection/protectedVms", "registers one protected item for each VM under one component"]],
    },
    {
      says: "A single VM can be backed up from its own settings instead",
      code: ["src/protection/adoption.ts"],
      tests: [["protection/adoption", "an adopted item's id is made of our own names"]],
      reason: "what the portal switched on there is adopted",
    },
  ],
};

const before: SeedSection = {
  title: "Before you start",
  anchor: "before-you-start",
  french: "Avant de commencer",
  advice: [
    { says: "Read an overview of the service", reason: "reading" },
    {
      says: "Windows Server 2008 R2 64-bit or later, Windows 7 64-bit or later",
      code: ["src/vm/images.ts", "src/vm/requirements.ts"],
      tests: [["vm/image", "%s: %s in 2018, %s in 2026"], everyPolicy],
    },
    {
      says: "64-bit Linux distributions endorsed by Azure, CoreOS Linux not",
      code: ["src/vm/images.ts", "src/vm/requirements.ts"],
      tests: [["vm/image", "%s: %s in 2018, %s in 2026"]],
    },
    {
      says: "See which Linux systems support the restore of files",
      reason: "about restoring, which no deployment declares",
    },
    {
      says: "Other distributions may work with the VM agent and Python, unsupported",
      code: ["src/vm/image.ts"],
      tests: [
        ["vm/image", "an unknown publisher, or an unknown sku that decides, is neither a finding nor a pass"],
      ],
    },
    {
      says: "All regions that Azure Backup supports; another one cannot be chosen",
      code: ["src/region/rules.ts", "src/region/facts.ts"],
      tests: [["network/securityRule/rules", "of all clouds are spelt as Azure spells them"]],
    },
    {
      says: "Backup and restore within one region, never from one to another",
      code: ["src/protection/requirements.ts", "src/vault/rules.ts"],
      tests: [
        ["policies/stackPolicies", "VM and vault in one region"],
        ["vault/rules", "cross-region restore with redundancy %s"],
      ],
      reason: "restoring in the paired region has come since: `crossRegionRestore`",
    },
    {
      says: "No more than 16 data disks",
      code: ["src/vm/facts.ts", "src/vm/rules.ts"],
      tests: [["vm/rules", "16 were the limit in 2018, 32 are now"]],
    },
    {
      says: "Better no cluster shared volumes and no scale-out file servers",
      code: ["src/vm/diskRequirements.ts"],
      tests: [
        everyPolicy,
        ["policies/stackPolicies", "a shared disk that no item takes, under an Enhanced policy"],
      ],
    },
    {
      says: "Linux VMs encrypted with LUKS are not supported",
      code: ["src/vm/luks.ts"],
      tests: [["vm/guest", "LUKS in %s"]],
    },
    { says: "No consistency across several VMs", reason: "nothing to declare; docs/policies.md says it" },
    {
      says: "Network drives that a VM has mounted are not backed up",
      reason: "inside the VM; docs/policies.md says it",
    },
    {
      says: "No snapshots of disks with Write Accelerator",
      code: ["src/vm/rules.ts", "src/vm/diskRequirements.ts"],
      tests: [["vm/rules", "Write Accelerator: on the OS disk never, on data disks in 2018 not"]],
    },
    {
      says: "Restore by PowerShell alone: VMs behind a load balancer, with several reserved addresses or adapters",
      code: ["src/vm/restoreNotes.ts"],
      tests: [
        ["vm/guest", "several interfaces"],
        ["vm/guest", "a load balancer"],
        ["vm/guest", "several public addresses"],
      ],
    },
    {
      says: "Restore by PowerShell alone: a domain controller among several",
      code: ["src/vm/restoreNotes.ts"],
      tests: [["vm/guest", "a domain controller by image"]],
    },
    {
      says: "No adjustment to daylight saving: change policies by hand",
      code: ["src/backupPolicy/notices.ts", "src/backupPolicy/requirements.ts"],
      tests: [["backupPolicy/payload", "is noted, without a claim that no source makes"]],
    },
    {
      says: "A storage account restricted to networks lets trusted Microsoft services in",
      code: ["src/network/storageAccount.ts"],
      tests: [["policies/network", "storage-account-trusted-services mends by adding the one word"]],
    },
    {
      says: "No recovery of single files from such an account",
      reason: "about restoring; docs/policies.md says it",
    },
    {
      says: "Firewalls and virtual networks of an account allow all networks",
      code: ["src/network/storageAccount.ts"],
      tests: [["network/securityRule/rules", "is mended by an addition"]],
      reason:
        "it contradicts the row above; the safe one of the two is demanded, and managed disks lie in no account of yours",
    },
  ],
};

const prerequisites: SeedSection = {
  title: "Prerequisites",
  anchor: "prerequisites",
  french: "Prérequis",
  advice: [
    {
      says: "The vault is in the VMs' region",
      code: ["src/protection/requirements.ts", "src/regional/regionalBackup.ts"],
      tests: [["policies/stackPolicies", "VM and vault in one region"]],
    },
    {
      says: "Know the VMs' regions before you start",
      code: ["src/discover/discover.ts", "cli/assess/command.ts"],
      tests: [
        [
          "engine/discover",
          "protects what can be, in the region of each, and leaves alone what others protect",
        ],
      ],
    },
    {
      says: "VMs in several regions: a vault in each",
      code: ["src/regional/regionalBackup.ts"],
      tests: [["engine/regional", "a vault in each region, the policies in each, every VM in its region's"]],
    },
    {
      says: "No storage accounts are named for the backup data",
      code: ["src/vault/arm.ts"],
      tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
    },
    {
      says: "The VM agent is installed",
      code: ["src/vm/rules.ts", "src/vm/requirements.ts"],
      tests: [["vm/rules", "the agent of %s is not switched off"]],
    },
  ],
};

const agent: SeedSection = {
  title: "Install the VM agent",
  anchor: "install-the-vm-agent",
  french: "Installer l’agent de machine virtuelle",
  advice: [
    {
      says: "Azure Backup installs its extension through the agent",
      reason: "Azure does it; a program that forbids extensions is found by `vm-agent-enabled`",
    },
    {
      says: "Marketplace images bring the agent",
      code: ["src/vm/rules.ts"],
      tests: [["vm/rules", "the agent of %s is not switched off"]],
      reason: "Azure's doing; a program that switches it off is found",
    },
    {
      says: "A VM that was migrated has no agent: install it first",
      reason: "inside the VM; agentless backup (`crashConsistentOnly`) needs none",
    },
    {
      says: "Windows: install the agent as administrator, version 2.6.1198.718 or later",
      reason: "inside the VM",
    },
    { says: "Linux: install it from the distribution's packages, not from GitHub", reason: "inside the VM" },
    {
      says: "Check the installation where backups fail",
      reason: "inside the VM; docs/troubleshooting.md links Microsoft's page",
    },
  ],
};

/** Every heading of the page, in its order. */
export const seedSections: readonly SeedSection[] = [
  start,
  before,
  prerequisites,
  agent,
  ...network,
  ...proxy,
  create,
  ...configure,
  next,
];
