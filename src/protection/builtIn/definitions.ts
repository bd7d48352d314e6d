import type { Sourced } from "../../core/fact";

/** A file of Azure's own definitions for backups. */
export const inAzurePolicy = (file: string): Sourced => ({
  source: `https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Backup/${file}.json`,
  asOf: "2026-04-29",
});

/** Azure's built-in definitions for the backup of VMs. They end with a list of Marketplace images and skip VMs of other images. */
export const builtIn = {
  /** Backs up the VMs of a region that have one of the values in a tag; parameters inclusionTagName and inclusionTagValue. */
  withTag: { id: "345fa903-145c-4fe1-8bcd-93ec2adccde8", ...inAzurePolicy("VirtualMachineWithTag_DINE") },
  /** Backs up the VMs of a region except those that have one of the values in a tag; parameters exclusionTagName and exclusionTagValue. */
  withoutTag: { id: "09ce66bc-1220-4153-8104-e3f51c936913", ...inAzurePolicy("VirtualMachineBackup_DINE") },
  /** Lists VMs without a backup, of any image. */
  audit: {
    id: "013e242c-8828-4970-87b3-ab247555486d",
    ...inAzurePolicy("VirtualMachines_EnableAzureBackup_Audit"),
  },
} as const satisfies Readonly<Record<string, Sourced & { readonly id: string }>>;
