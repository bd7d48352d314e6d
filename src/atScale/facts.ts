import type { Amount, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";
import { inAzurePolicy } from "../protection/builtIn/definitions";

const learn = (path: string, asOf: string): Sourced => ({
  source: `https://learn.microsoft.com/azure/${path}`,
  asOf,
});

/** Pages about Azure Policy, and about Azure Backup with Azure Policy. */
export const policyPages = {
  autoEnable: learn("backup/backup-azure-auto-enable-backup", "2025-06-09"),
  assignment: learn("governance/policy/concepts/assignment-structure", "2024-09-05"),
  remediation: learn("governance/policy/how-to/remediate-resources", "2022-04-27"),
  limits: learn("governance/policy/overview", "2020-09-30"),
  language: learn("governance/policy/concepts/definition-structure-policy-rule", "2025-03-19"),
  rbac: learn("backup/backup-rbac-rs-vault", "2021-03-09"),
} as const satisfies Readonly<Record<string, Sourced>>;

/**
 * Roles that the definitions list in roleDefinitionIds. The identity needs the first on the VMs, and the second on the vault's resource
 * group, into which the template is deployed.
 */
export const assignmentRoles = {
  vms: { name: "Virtual Machine Contributor", id: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c" },
  vault: { name: "Backup Contributor", id: "5e467623-bb1f-42f4-a55d-6e525e11384b" },
  ...inAzurePolicy("VirtualMachineBackup_DINE"),
} as const;

/** Scopes at which the definitions that back up can be assigned. */
export const backupScopes = {
  text: "a subscription or a resource group in it",
  ...policyPages.autoEnable,
  note: "Management groups are not supported: the vault is in the subscription and region of its VMs.",
} as const;

/** What sources say about a vault in another subscription than its VMs. */
export const otherSubscription = {
  by: "the support matrix allows a vault in another subscription of the same tenant and region, but the page and the definitions require the same subscription",
  ...pages.vmMatrix,
} as const;

/** Maximum number of VMs for which Microsoft advises to start backups at once. */
export const vmsAtOnce: Amount = {
  value: 200,
  unit: "VMs",
  ...policyPages.autoEnable,
  note: "More VMs may delay the backups by hours.",
};

export const remediationResources: Range = {
  min: 1,
  max: 50_000,
  unit: "VMs of one task",
  ...policyPages.remediation,
};

export const parallelDeployments: Range = {
  min: 1,
  max: 30,
  unit: "VMs at a time",
  ...policyPages.remediation,
};

export const exclusions: Range = { min: 0, max: 400, unit: "exclusions", ...policyPages.limits };

/** Whether an assignment takes effect, or only reports compliance. */
export const PolicyEnforcement = {
  /** The effect applies when a resource is created or changed. */
  Default: "Default",
  /** Nothing is refused or deployed. Compliance is reported, and remediation tasks can run. */
  DoNotEnforce: "DoNotEnforce",
} as const;
export type PolicyEnforcement = (typeof PolicyEnforcement)[keyof typeof PolicyEnforcement];

/** What a definition does to a resource that violates its requirement. */
export const LimitEffect = {
  /** Reports it as non-compliant. */
  Audit: "Audit",
  /** Refuses to create or change it. */
  Deny: "Deny",
  /** Nothing. */
  Disabled: "Disabled",
} as const;
export type LimitEffect = (typeof LimitEffect)[keyof typeof LimitEffect];

/** Azure Policy's limits for one definition or initiative. */
export const policyLimits = {
  definitionParameters: { value: 20, unit: "parameters of a definition", ...policyPages.limits },
  initiativeParameters: { value: 300, unit: "parameters of an initiative", ...policyPages.limits },
  nestedConditionals: { value: 512, unit: "nested conditionals of a rule", ...policyPages.limits },
  valueCounts: { value: 10, unit: "counts over lists of a rule", ...policyPages.language },
  fieldCounts: { value: 5, unit: "counts over one array of a rule", ...policyPages.language },
  iterations: { value: 100, unit: "texts in a count over a list", ...policyPages.language },
  bytes: { value: 1_048_576, unit: "bytes of a request", ...policyPages.limits },
} as const satisfies Readonly<Record<string, Amount>>;
