import type { Form, Sourced } from "../core/fact";

const learn = (path: string, asOf: string): Sourced => ({
  source: `https://learn.microsoft.com/${path}`,
  asOf,
});

/** Names in a drills' resource group. The group has only one of each. */
export const namesInGroup = {
  network: "drill-network",
  subnet: "drill",
  securityGroup: "drill-lockdown",
  budget: "restore-drills",
} as const;

/** Addresses of the network if none are given. No other network is connected, so they can be in use elsewhere. */
export const defaultAddressPrefix = "10.0.0.0/24";

/** Names of tags ignore letter case. */
export const tagNames: Sourced = learn("azure/azure-resource-manager/management/tag-resources", "2026-11-30");

/** What Azure needs to return the output of a script: it may be blocked without it. */
export const azureCloud = {
  tag: "AzureCloud",
  port: 443,
  ...learn("azure/virtual-machines/linux/run-command-managed", "2026-11-30"),
} as const satisfies Sourced & Record<string, unknown>;

/** A block of addresses that a subnet can have: Azure reserves five of its addresses. */
export const subnetPrefix: Form = {
  pattern: /^(\d{1,3}\.){3}\d{1,3}\/([89]|1\d|2\d)$/,
  text: 'an IPv4 block of /8 to /29, e.g. "10.0.0.0/24"',
  ...learn("azure/virtual-network/virtual-networks-faq", "2026-11-30"),
};

/** The account to which Azure copies what it restores. */
export const staging = {
  kind: "StorageV2",
  sku: "Standard_LRS",
  ...learn("azure/backup/backup-azure-arm-restore-vms#storage-accounts", "2022-12-06"),
  note: "Accounts for blobs only and zone-redundant accounts are not supported. No source says whether a restore works without shared keys, so they stay allowed.",
} as const satisfies Sourced & Record<string, unknown>;

/**
 * What the identity that drills does in the drills' resource group. The first six are the custom role of Microsoft's table for restoring
 * VMs and disks, the others are the requests of `drill`.
 */
export const drillRoleActions = {
  value: [
    "Microsoft.Resources/subscriptions/resourceGroups/write",
    "Microsoft.DomainRegistration/domains/write",
    "Microsoft.Compute/virtualMachines/write",
    "Microsoft.Network/virtualNetworks/read",
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    "Microsoft.Storage/storageAccounts/write",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
    "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
    "Microsoft.Resources/tags/read",
    "Microsoft.Resources/tags/write",
    "Microsoft.Compute/virtualMachines/read",
    "Microsoft.Compute/virtualMachines/delete",
    "Microsoft.Compute/virtualMachines/instanceView/read",
    "Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action",
    "Microsoft.Compute/virtualMachines/runCommands/read",
    "Microsoft.Compute/virtualMachines/runCommands/write",
    "Microsoft.Compute/disks/read",
    "Microsoft.Compute/disks/write",
    "Microsoft.Compute/disks/delete",
    "Microsoft.Network/virtualNetworks/subnets/read",
    "Microsoft.Network/networkSecurityGroups/read",
    "Microsoft.Network/networkInterfaces/read",
    "Microsoft.Network/networkInterfaces/write",
    "Microsoft.Network/networkInterfaces/join/action",
    "Microsoft.Network/networkInterfaces/delete",
    "Microsoft.Storage/storageAccounts/read",
    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
    "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
  ],
  ...learn("azure/backup/backup-rbac-rs-vault", "2021-03-09"),
} as const satisfies Sourced & Record<string, unknown>;

/** Budgets: https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update */
export const budgetFacts = {
  /** Percentages of the amount at which Azure sends an email. */
  thresholds: [80, 100],
  ...learn("rest/api/consumption/budgets/create-or-update?view=rest-consumption-2024-08-01", "2026-11-30"),
  note: "The start must be the first day of a month. Azure only reports that a budget is exceeded; it stops nothing.",
} as const satisfies Sourced & Record<string, unknown>;

/** An address to which Azure can send an email: Azure checks it further. */
export const emailForm: Form = {
  pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  text: "an email address",
  source: budgetFacts.source,
  asOf: budgetFacts.asOf,
};
