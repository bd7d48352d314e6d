// Azure Policy backs up every VM of a subscription by its tag. VMs with backup=gold use one backup policy; VMs with backup=silver and
// all other VMs use another one. VMs with backup=none are not backed up. Azure lists VMs without a backup, and reports or refuses VMs
// that cannot be backed up.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example policy-at-scale
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi up
// Then, one at a time, each followed by pulumi up:
//   pulumi config set remediationRun 2026-11-26    backs up existing VMs
//   pulumi config set limits Deny                  refuses VMs that cannot be backed up
//   pulumi config set managementGroup <name>       lists the VMs without a backup in the whole management group instead
import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupAtScale,
  BackupVault,
  type LimitEffect,
  presets,
  SupportLimitsInitiative,
  VmBackupPolicy,
} from "azure-vm-backup";

const config = new pulumi.Config();
const location = new pulumi.Config("azure-native").require("location");
const run = config.get("remediationRun");
const managementGroup = config.get("managementGroup");

const subscriptionId = authorization.getClientConfigOutput().subscriptionId;
const scope = pulumi.interpolate`/subscriptions/${subscriptionId}`;

// --- One vault in the region, with a policy for each tag ----------------------------------------------------

const group = new resources.ResourceGroup("backup", { location });
const vault = new BackupVault("fleet-vault", {
  resourceGroupName: group.name,
  location,
  crossRegionRestore: true,
  immutability: "Unlocked",
});
const inVault = { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName };
const gold = new VmBackupPolicy("gold", { ...inVault, ...presets.everyFourHours });
const silver = new VmBackupPolicy("silver", { ...inVault, ...presets.grandfatherFatherSon });

// --- Azure's own definitions back up VMs by tag -------------------------------------------------------------

const fleet = new BackupAtScale("fleet", {
  scope,
  tagName: "backup",
  backups: {
    gold: { tagValues: ["gold"], policyId: gold.policyId, location },
    silver: { tagValues: ["silver"], policyId: silver.policyId, location },
    others: { policyId: silver.policyId, location },
  },
  exceptTagValues: ["none"],
  nonComplianceMessage: "Tag the VM with backup=gold, silver or none.",
  ...(run !== undefined && { remediation: { run } }),
  ...(managementGroup !== undefined && {
    audit: { scope: `/providers/Microsoft.Management/managementGroups/${managementGroup}` },
  }),
});

// --- The support limits of Azure Backup ---------------------------------------------------------------------

const limits = new SupportLimitsInitiative("backup-limits", {
  effect: (config.get("limits") ?? "Audit") as LimitEffect,
  assignment: { exclude: [pulumi.interpolate`${scope}/resourceGroups/lab`] },
});

export const assignments = fleet.assignmentIds;
export const initiative = limits.initiativeId;
