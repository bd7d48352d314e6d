import type { Amount, Sourced } from "../core/fact";
import { pages } from "../core/pages";

/** Editions of Microsoft's support limits for the backup of Azure virtual machines. */
export type Edition = "2018-12" | "2026-03";
export const currentEdition: Edition = "2026-03";
export const editions: readonly Edition[] = ["2018-12", "2026-03"];

const seed = { ...pages.seed2018 } as const;
const matrix = { ...pages.vmMatrix } as const;

/** A fact, as each edition states it. */
export type ByEdition<T> = Readonly<Record<Edition, T>>;

/** Maximum number of data disks of a VM. */
export const dataDiskLimit: ByEdition<Amount> = {
  "2018-12": { value: 16, unit: "data disks", ...seed },
  "2026-03": { value: 32, unit: "data disks", ...matrix },
};

/** Maximum size of a disk: 64 TB. The seed states no limit; the page of 2019 limited disks to 4095 GB. */
export const diskSizeLimit: Amount = {
  value: 65_536,
  unit: "GB",
  ...matrix,
  note: "CONFLICT by date: 32 TB in the matrix of 2023-07 and in the instant restore page of 2025-06.",
};

/** Maximum size of all disks of one VM together: 512 TB. */
export const vmSizeLimit: Amount = {
  value: 524_288,
  unit: "GB",
  ...matrix,
  note: "256 TB in the matrix of 2023-07.",
};

/** Disks stored as blobs in a storage account: no longer supported. The seed still names their ports. */
export const unmanagedDisks: Sourced = matrix;

/** Disks with Write Accelerator. */
export const writeAccelerator = {
  dataDisk: {
    "2018-12": { supported: false, ...seed },
    "2026-03": { supported: true, ...matrix, note: "Since 2022-05-18." },
  },
  osDisk: {
    "2018-12": { supported: false, ...seed },
    "2026-03": { supported: false, ...pages.faq },
  },
} as const satisfies Record<string, ByEdition<Sourced & { supported: boolean }>>;

/** OS disks on the storage of the VM's host. */
export const ephemeralOsDisk: Sourced = {
  ...matrix,
  note: "CONFLICT: the matrix says supported; the restore point page, the agentless page and the portal say not.",
};

/** Linux disks encrypted with LUKS. */
export const luks: ByEdition<Sourced> = {
  "2018-12": seed,
  "2026-03": {
    ...seed,
    note: "The matrix of 2026-03 does not mention LUKS, so the statement of the seed applies.",
  },
};

/** Disks that several VMs share; `says` is what the edition states. */
export const sharedDisk: ByEdition<Sourced & { readonly says: string }> = {
  "2018-12": { ...seed, says: "backups of cluster shared volumes may fail" },
  "2026-03": {
    ...matrix,
    says: "Azure Backup does not back up shared disks",
    note: "An Enhanced policy can exclude them; with a Standard policy the backup fails even then.",
  },
};

/** Disks whose data can be read only with a Microsoft Entra identity. */
export const dataAccessAuth = { mode: "AzureActiveDirectory", ...matrix } as const;

/** The VM agent, through which Azure Backup installs its extension. `windowsVersion` is the oldest supported one. */
export const vmAgent: Sourced & { readonly windowsVersion: string } = {
  windowsVersion: "2.6.1198.718",
  ...pages.prepare,
};

/** Disks that a Standard policy does not back up. */
export const enhancedOnlyDisks = {
  value: ["UltraSSD_LRS", "PremiumV2_LRS"],
  ...matrix,
} as const;

/** Security types of a VM that a Standard policy does not back up. */
export const enhancedOnlySecurity = {
  value: ["TrustedLaunch", "ConfidentialVM"],
  ...pages.migrateToEnhanced,
} as const;

/** Oldest API version of a protected item with which a Standard policy supports a Trusted Launch VM. */
export const trustedLaunchOnStandard = {
  apiVersion: "2025-01-01",
  ...matrix,
  note: "The default of azure-native is 2024-10-01.",
} as const;

/** Regions in which Azure Backup supports Confidential VMs, in preview. */
export const confidentialVmRegions = { value: ["uaenorth", "koreacentral"], ...matrix } as const;

/** Data disks with their own security type are not supported. */
export const securedDataDisks: Sourced = matrix;

/** Minimum cores and memory of a VM. The name of a VM size states only the cores. */
export const leastVm = { cores: 2, memoryGB: 1, ...matrix } as const;

/** In Extended Zones only an Enhanced policy works, and its recovery points are crash-consistent. */
export const extendedZones: Sourced = matrix;

/** A setting of the Linux agent that prevents the installation of the backup extension. */
export const agentExtensionsOff: Sourced = {
  source: "https://github.com/MicrosoftDocs/azure-docs/issues/42262",
  asOf: "2026-11-25",
};

/** The VMs that only PowerShell restores, according to the seed. */
export const restoreByPowerShell: Sourced = seed;

/**
 * Services that run VMs of their own, and how their VMs are recognised. The first two are the conditions of Microsoft's own audit of
 * VM backup; a node of AKS has tags that AKS reserves.
 */
export const managedVms = {
  services: [
    { name: "Azure Red Hat OpenShift", publisher: "azureopenshift" },
    { name: "Azure Databricks", publisher: "AzureDatabricks", groupStart: "databricks-rg-" },
    { name: "Azure Kubernetes Service", tagStart: "aks-managed-" },
  ],
  source:
    "https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Backup/VirtualMachines_EnableAzureBackup_Audit.json",
  asOf: "2026-11-30",
  note: "The tags of AKS are of https://learn.microsoft.com/azure/aks/use-tags.",
} as const;
