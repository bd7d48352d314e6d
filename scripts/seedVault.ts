import type { SeedSection } from "./seedAdvice";

/** The vault. */
export const create: SeedSection = {
  title: "Create a vault",
  anchor: "create-a-vault",
  french: "Création d'un coffre",
  advice: [
    {
      text: "A vault keeps recovery points over time, and the policies of the VMs",
      docs: ["components/backup-vault.md"],
      code: ["src/vault/backupVault.ts"],
      tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
    },
    {
      text: "Name: 2 to 50 characters, a letter first, then letters, digits, hyphens",
      docs: ["components/backup-vault.md#limits", "policies/vault-name.md"],
      code: ["src/vault/facts.ts", "src/vault/rules.ts"],
      tests: [["vault/rules", "of %i characters: allowed %s"]],
    },
    {
      text: "Name: unique in the subscription",
      docs: ["components/backup-vault.md#limits"],
      note: "No code: today a name must be unique in its resource group, which Azure itself enforces",
    },
    {
      text: "Choose subscription and resource group",
      docs: ["components/backup-vault.md"],
      code: ["src/vault/backupVault.ts"],
      tests: [["vault/backupVault", "has its name, resource group and redundancy as outputs"]],
      note: "The subscription is that of the Pulumi provider",
    },
    {
      text: "Region: that of the VMs to back up",
      docs: ["policies/vm-and-vault-same-region.md"],
      code: ["src/protection/requirements.ts"],
      tests: [["policies/stackPolicies", "VM and vault in one region"]],
    },
    { text: "Creation takes time; watch the portal, refresh the list", note: "No code: `pulumi up` waits" },
  ],
};

/** What the vault's backups are like. */
export const configure: readonly SeedSection[] = [
  {
    title: "Set up storage replication",
    anchor: "set-up-storage-replication",
    french: "Configurer la réplication du stockage",
    advice: [
      {
        text: "Geo-redundant by default, and recommended for a main backup",
        docs: ["components/backup-vault.md", "policies/vault-geo-redundant.md"],
        code: ["src/vault/requirements.ts", "src/vault/backupVault.ts"],
        tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
      },
      {
        text: "Locally redundant to save money",
        docs: ["components/backup-vault.md", "command-line.md"],
        code: ["src/vault/backupVault.ts", "cli/cost/command.ts"],
        tests: [["vault/rules", "accepts every value of each choice"]],
      },
      {
        text: "Change it in the vault's backup configuration",
        docs: ["components/backup-vault.md#on-change"],
        code: ["src/vault/irreversibleChanges.ts"],
        tests: [["vault/irreversibleChanges", "preview warns about %s"]],
        note: "Azure accepts a change only before the first VM is protected, and preview says so",
      },
    ],
  },
  {
    title: "Configure backup",
    anchor: "configure-backup",
    french: "Configurer une sauvegarde",
    advice: [
      {
        text: "Discover the VMs of the subscription",
        docs: ["many-regions.md", "command-line.md"],
        code: ["src/discover/discoverVms.ts", "cli/assess/command.ts"],
        tests: [
          [
            "engine/discover.long",
            "protects each VM that it can, in the VM's region, and leaves out what another vault protects",
          ],
        ],
      },
      {
        text: "Choose the goal: Azure, virtual machine; this registers the extension with the vault",
        docs: ["components/protected-vms.md"],
        code: ["src/protection/arm.ts"],
        tests: [
          [
            "protection/arm",
            "an item's names are made of its VM's names, in lower case, and a VM's id parses back",
          ],
        ],
        note: "Writing the protected item registers the VM, without a separate step",
      },
      {
        text: "Choose the default policy, or create one",
        docs: ["components/vm-backup-policy.md#presets"],
        code: ["src/backupPolicy/vmBackupPolicy.ts", "src/backupPolicy/presets.ts"],
        tests: [["backupPolicy/vmBackupPolicy", "preset %s is a valid policy"]],
      },
      {
        text: "The chosen VM is validated",
        docs: ["components/protected-vms.md#validation", "policies.md"],
        code: ["src/protection/component/rules.ts", "policies/pack.ts"],
        tests: [["engine/policyPack", "every violation in one preview"]],
      },
      {
        text: "Only VMs of the vault's region, and each in one vault",
        docs: ["policies/vm-and-vault-same-region.md", "policies/vm-in-one-vault.md"],
        code: ["src/protection/requirements.ts"],
        tests: [["policies/stackPolicies", "VM in one vault"]],
      },
      {
        text: "Enable backup: the policy goes to the vault and the VMs, the extension to the agent",
        docs: ["components/protected-vms.md"],
        code: ["src/protection/component/protectedVms.ts"],
        tests: [["engine/lifecycle", "is created by the first up, and the second up changes nothing"]],
      },
      {
        text: "This creates no first recovery point",
        docs: ["components/protected-vms.md#a-first-backup"],
        code: ["src/live/backupNow.ts"],
        tests: [
          [
            "engine/firstBackup.long",
            "a first backup is followed until Azure has validated it, and a second up starts none",
          ],
        ],
        note: "`initialBackup` creates one",
      },
      {
        text: "Backups then run by the policy's schedule",
        docs: ["components/vm-backup-policy.md"],
        code: ["src/backupPolicy/meaning.ts"],
        tests: [["backupPolicy/meaning", "next backup of %j after %s"]],
        note: "Azure runs them",
      },
      { text: "The extension is installed whether the VM runs or not", note: "No code: Azure does it" },
      {
        text: "A running VM has the best chance of an application-consistent recovery point; a VM that is off gets a crash-consistent one",
        docs: ["policies.md", "command-line.md"],
        note: "Known only when a backup runs; `backup-now` reports the consistency of each recovery point",
      },
      {
        text: "Back up now",
        docs: ["command-line.md"],
        code: ["cli/backupNow/command.ts"],
        tests: [["cli/backupNow", "a VM by its name is backed up and followed until Azure has validated it"]],
      },
    ],
  },
];

/** Where the page leads. */
export const next: SeedSection = {
  title: "Next steps",
  anchor: "next-steps",
  french: "Étapes suivantes",
  advice: [
    {
      text: "Resolve trouble with the agent or a backup",
      docs: ["troubleshooting.md"],
      note: "No code: this is reading; the page lists error codes",
    },
    { text: "Back up Azure VMs", docs: ["set-up.md"], note: "No code: this is reading" },
  ],
};
