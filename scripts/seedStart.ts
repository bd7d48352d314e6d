import type { SeedSection } from "./seedAdvice";

const everyPolicy = ["docs/policyPages", "%s: the page's failing example fails with its message"] as const;

export const start: SeedSection = {
  title: "Prepare to back up Azure VMs",
  anchor: "prepare-to-back-up-azure-vms",
  french: "Préparer la sauvegarde de machines virtuelles Azure",
  advice: [
    {
      text: "Review support, check prerequisites, create a vault, choose its replication, set a policy, enable backup for the chosen VMs",
      docs: ["set-up.md", "../examples/quickstart/index.ts"],
      code: ["examples/quickstart/index.ts"],
      tests: [["engine/lifecycle", "is created by the first up, and the second up changes nothing"]],
    },
    {
      text: "Configuring a vault and choosing VMs backs up several VMs",
      docs: ["components/protected-vms.md"],
      code: ["src/protection/component/protectedVms.ts"],
      tests: [
        ["protection/component/protectedVms", "registers one protected item for each VM under one component"],
      ],
    },
    {
      text: "A single VM can be backed up from its own settings instead",
      docs: ["components/protected-vms.md#if-it-already-exists"],
      code: ["src/protection/component/adoption.ts"],
      tests: [
        ["protection/component/adoption", "the id of an adopted item is made of the names in the program"],
      ],
      note: "`adopt` takes over an item that was created in the portal",
    },
  ],
};

export const before: SeedSection = {
  title: "Before you start",
  anchor: "before-you-start",
  french: "Avant de commencer",
  advice: [
    { text: "Read an overview of the service", note: "No code: this is reading" },
    {
      text: "Windows Server 2008 R2 64-bit or later, Windows 7 64-bit or later",
      docs: ["policies/vm-os-supported.md", "policies/vm-within-2018-limits.md"],
      code: ["src/vm/images.ts", "src/vm/requirements.ts"],
      tests: [["vm/image", "%s: %s in 2018, %s in 2026"], everyPolicy],
    },
    {
      text: "64-bit Linux distributions endorsed by Azure, except CoreOS Linux",
      docs: ["policies/vm-os-supported.md"],
      code: ["src/vm/images.ts", "src/vm/requirements.ts"],
      tests: [["vm/image", "%s: %s in 2018, %s in 2026"]],
    },
    {
      text: "See which Linux systems support the restore of files",
      note: "No code: it is about restoring, which no deployment declares",
    },
    {
      text: "Other distributions may work with the VM agent and Python, but are not supported",
      docs: ["policies/vm-os-uncertain.md"],
      code: ["src/vm/imageRules.ts"],
      tests: [["vm/image", "reports an unknown publisher, or an unknown sku that decides, as unknown"]],
    },
    {
      text: "All regions that Azure Backup supports; you cannot choose another one",
      docs: ["components/backup-vault.md#validation", "components/regional-backup.md"],
      code: ["src/region/rules.ts", "src/region/facts.ts"],
      tests: [["network/securityRule/rules", "of all clouds have Azure's spelling"]],
    },
    {
      text: "Backup and restore within one region, never from one region to another",
      docs: ["policies/vm-and-vault-same-region.md", "policies/vault-cross-region-restore-needs-geo.md"],
      code: ["src/protection/requirements.ts", "src/vault/rules.ts"],
      tests: [
        ["policies/stackPolicies", "VM and vault in one region"],
        ["vault/rules", "cross-region restore with redundancy %s"],
      ],
      note: "Since then Azure has added restores in the paired region, `crossRegionRestore`",
    },
    {
      text: "No more than 16 data disks",
      docs: ["policies/vm-data-disk-limit.md"],
      code: ["src/vm/facts.ts", "src/vm/rules.ts"],
      tests: [["vm/rules", "16 were the limit in 2018, 32 are now"]],
    },
    {
      text: "Cluster shared volumes and scale-out file servers are not recommended",
      docs: ["policies/disk-not-shared.md"],
      code: ["src/vm/diskRequirements.ts"],
      tests: [
        everyPolicy,
        ["policies/stackPolicies", "a shared disk that no item takes, under an Enhanced policy"],
      ],
    },
    {
      text: "Linux VMs encrypted with LUKS are not supported",
      docs: ["policies/vm-no-luks.md"],
      code: ["src/vm/luks.ts"],
      tests: [["vm/guest", "reports LUKS in %s"]],
    },
    {
      text: "No consistency across several VMs",
      docs: ["policies.md"],
      note: "No code: there is nothing to declare",
    },
    {
      text: "Network drives that a VM has mounted are not backed up",
      docs: ["policies.md"],
      note: "No code: they are inside the VM",
    },
    {
      text: "No snapshots of disks with Write Accelerator",
      docs: ["policies/vm-no-write-accelerated-os-disk.md", "policies/vm-within-2018-limits.md"],
      code: ["src/vm/rules.ts", "src/vm/diskRequirements.ts"],
      tests: [["vm/rules", "reports Write Accelerator: always on the OS disk, in 2018 also on data disks"]],
    },
    {
      text: "Only PowerShell restores VMs behind a load balancer, or with several reserved addresses or adapters",
      docs: ["policies/vm-restore-notes.md"],
      code: ["src/vm/restoreNotes.ts"],
      tests: [
        ["vm/guest", "reports several network interfaces"],
        ["vm/guest", "reports a load balancer"],
        ["vm/guest", "reports several public addresses"],
      ],
    },
    {
      text: "Only PowerShell restores a domain controller of a domain with several",
      docs: ["policies/vm-restore-notes.md"],
      code: ["src/vm/restoreNotes.ts"],
      tests: [["vm/guest", "recognizes a domain controller by its image"]],
    },
    {
      text: "No adjustment to daylight saving: change policies by hand",
      docs: [
        "components/vm-backup-policy.md#time-zones-and-daylight-saving",
        "policies/backup-policy-clock-change.md",
      ],
      code: ["src/backupPolicy/requirementRules.ts", "src/backupPolicy/requirements.ts"],
      tests: [["backupPolicy/payload", "has a note that claims only what a source says"]],
    },
    {
      text: "A storage account that is restricted to networks must let trusted Microsoft services in",
      docs: ["policies/storage-account-trusted-services.md"],
      code: ["src/network/storageAccount.ts"],
      tests: [["policies/network", "storage-account-trusted-services mends by adding the one word"]],
    },
    {
      text: "No recovery of single files from such an account",
      docs: ["policies.md"],
      note: "No code: it is about restoring",
    },
    {
      text: "Firewalls and virtual networks of an account must allow all networks",
      docs: ["policies/storage-account-trusted-services.md"],
      code: ["src/network/storageAccount.ts"],
      tests: [["network/securityRule/rules", "is corrected by adding AzureServices"]],
      note: "It contradicts the advice above; the policy demands the safer of the two, and managed disks are in no storage account of yours",
    },
  ],
};

export const prerequisites: SeedSection = {
  title: "Prerequisites",
  anchor: "prerequisites",
  french: "Prérequis",
  advice: [
    {
      text: "The vault is in the VMs' region",
      docs: ["policies/vm-and-vault-same-region.md", "components/regional-backup.md"],
      code: ["src/protection/requirements.ts", "src/regional/regionalBackup.ts"],
      tests: [["policies/stackPolicies", "VM and vault in one region"]],
    },
    {
      text: "Know the VMs' regions before you start",
      docs: ["many-regions.md", "command-line.md"],
      code: ["src/discover/discover.ts", "cli/assess/command.ts"],
      tests: [
        [
          "engine/discover.long",
          "protects each VM that it can, in the VM's region, and leaves out what another vault protects",
        ],
      ],
    },
    {
      text: "VMs in several regions need a vault in each",
      docs: ["components/regional-backup.md"],
      code: ["src/regional/regionalBackup.ts"],
      tests: [
        [
          "engine/regional.long",
          "creates a vault and the policies in each region and puts each VM in its region's vault",
        ],
      ],
    },
    {
      text: "You name no storage accounts for the backup data",
      docs: ["components/backup-vault.md"],
      code: ["src/vault/arm.ts"],
      tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
    },
    {
      text: "The VM agent is installed",
      docs: ["policies/vm-agent-enabled.md"],
      code: ["src/vm/rules.ts", "src/vm/requirements.ts"],
      tests: [["vm/rules", "reports a disabled agent in %s"]],
    },
  ],
};

export const agent: SeedSection = {
  title: "Install the VM agent",
  anchor: "install-the-vm-agent",
  french: "Installer l’agent de machine virtuelle",
  advice: [
    {
      text: "Azure Backup installs its extension through the agent",
      docs: ["policies/vm-agent-enabled.md"],
      note: "Azure does it; the policy finds a program that forbids extensions",
    },
    {
      text: "Marketplace images bring the agent",
      docs: ["policies/vm-agent-enabled.md"],
      code: ["src/vm/rules.ts"],
      tests: [["vm/rules", "reports a disabled agent in %s"]],
      note: "Azure does it; the policy finds a program that switches the agent off",
    },
    {
      text: "A VM that was migrated has no agent: install it first",
      note: "No code: it is inside the VM; agentless backup (`crashConsistentOnly`) needs no agent",
    },
    {
      text: "Windows: install the agent as administrator, version 2.6.1198.718 or later",
      note: "No code: it is inside the VM",
    },
    {
      text: "Linux: install it from the distribution's packages, not from GitHub",
      note: "No code: it is inside the VM",
    },
    {
      text: "Check the installation where backups fail",
      docs: ["troubleshooting.md"],
      note: "No code: it is inside the VM; the page links Microsoft's instructions",
    },
  ],
};
