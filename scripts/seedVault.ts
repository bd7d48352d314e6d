import type { SeedSection } from "./seedAdvice";

/** The vault. */
export const create: SeedSection = {
  title: "Create a vault",
  anchor: "create-a-vault",
  french: "Création d'un coffre",
  advice: [
    {
      says: "A vault keeps recovery points over time, and the policies of the VMs",
      code: ["src/vault/backupVault.ts"],
      tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
    },
    {
      says: "Name: 2 to 50 characters, a letter first, then letters, digits, hyphens",
      code: ["src/vault/facts.ts", "src/vault/rules.ts"],
      tests: [["vault/rules", "of %i characters: allowed %s"]],
    },
    {
      says: "Name: unique in the subscription",
      reason: "Azure's rule today is unique in the resource group, which Azure itself sees to",
    },
    {
      says: "Choose subscription and resource group",
      code: ["src/vault/backupVault.ts"],
      tests: [["vault/backupVault", "gives its name, resource group and redundancy"]],
      reason: "the subscription is the provider's",
    },
    {
      says: "Region: that of the VMs to back up",
      code: ["src/protection/requirements.ts"],
      tests: [["policies/stackPolicies", "VM and vault in one region"]],
    },
    { says: "Creation takes time; watch the portal, refresh the list", reason: "`pulumi up` waits" },
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
        says: "Geo-redundant by default, and recommended for a main backup",
        code: ["src/vault/requirements.ts", "src/vault/backupVault.ts"],
        tests: [["vault/backupVault", "registers one geo-redundant vault under the component's name"]],
      },
      {
        says: "Locally redundant to save money",
        code: ["src/vault/backupVault.ts", "cli/cost/command.ts"],
        tests: [["vault/rules", "takes every value of each choice"]],
      },
      {
        says: "Change it in the vault's backup configuration",
        code: ["src/vault/doors.ts"],
        tests: [["vault/doors", "tells of %s"]],
        reason: "Azure takes a change only before the first VM is protected; preview says so",
      },
    ],
  },
  {
    title: "Configure backup",
    anchor: "configure-backup",
    french: "Configurer une sauvegarde",
    advice: [
      {
        says: "Discover the VMs of the subscription",
        code: ["src/discover/discoverVms.ts", "cli/assess/command.ts"],
        tests: [
          [
            "engine/discover",
            "protects what can be, in the region of each, and leaves alone what others protect",
          ],
        ],
      },
      {
        says: "Choose the goal: Azure, virtual machine; this registers the extension with the vault",
        code: ["src/protection/arm.ts"],
        tests: [["protection/rules", "names are those of Azure Backup, in lower case, and parse back"]],
        reason: "a write of the protected item registers the VM, no step of its own",
      },
      {
        says: "Choose the default policy, or make one",
        code: ["src/backupPolicy/vmBackupPolicy.ts", "src/backupPolicy/presets.ts"],
        tests: [["backupPolicy/vmBackupPolicy", "preset %s is a valid policy"]],
      },
      {
        says: "The chosen VM is validated",
        code: ["src/protection/rules.ts", "policies/pack.ts"],
        tests: [["engine/policyPack", "every violation in one preview"]],
      },
      {
        says: "Only VMs of the vault's region, and each in one vault",
        code: ["src/protection/requirements.ts"],
        tests: [["policies/stackPolicies", "VM in one vault"]],
      },
      {
        says: "Enable backup: the policy goes to the vault and the VMs, the extension to the agent",
        code: ["src/protection/protectedVms.ts"],
        tests: [["engine/lifecycle", "the first up creates all, the second changes nothing"]],
      },
      {
        says: "This makes no first recovery point",
        code: ["src/live/backupNow.ts"],
        tests: [
          ["engine/live", "a first backup is followed until Azure has validated it; a second up starts none"],
        ],
        reason: "`initialBackup` makes one",
      },
      {
        says: "Backups then run by the policy's schedule",
        code: ["src/backupPolicy/meaning.ts"],
        tests: [["backupPolicy/meaning", "next backup of %j after %s"]],
        reason: "Azure runs them",
      },
      { says: "The extension is installed whether the VM runs or not", reason: "Azure does it" },
      {
        says: "A VM that runs has the best chance of an application-consistent point; one that is off gets a crash-consistent one",
        reason:
          "known at a backup alone; `backup-now` tells the consistency of each, docs/policies.md says the rule",
      },
      {
        says: "Back up now",
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
      says: "Resolve trouble with the agent or a backup",
      reason: "reading; docs/troubleshooting.md, by code",
    },
    { says: "Back up Azure VMs", code: ["docs/set-up.md"], reason: "reading" },
  ],
};
