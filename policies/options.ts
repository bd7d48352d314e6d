// Written by `npm run schema` from the requirements.

/** How strictly a policy is enforced. */
export type PolicyLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** The resources that an exemption covers: set exactly one of the three. */
export interface ExemptionMatch {
  /** The resource's URN. */
  readonly urn?: string;
  /** A glob of the resource's Pulumi name: `*` matches any text, `?` one character. */
  readonly name?: string;
  /** A tag of the resource: `key`, or `key=value`. */
  readonly tag?: string;
}

/** Accepts the findings of one policy about some resources until a date. */
export interface Exemption {
  /** Name of the policy. */
  readonly policy: PolicyName;
  /** The resources. */
  readonly match: ExemptionMatch;
  /** Why, in ten characters or more. The pack prints it with each finding that the exemption covers. */
  readonly reason: string;
  /** Last day on which the exemption applies, YYYY-MM-DD (UTC). */
  readonly expires: string;
}

/** Names of the pack's policies. */
export type PolicyName =
  | "vm-os-supported"
  | "vm-os-uncertain"
  | "vm-agent-enabled"
  | "vm-no-luks"
  | "vm-within-2018-limits"
  | "vm-restore-notes"
  | "vm-data-disk-limit"
  | "vm-disk-size-limit"
  | "vm-no-unmanaged-disks"
  | "vm-no-write-accelerated-os-disk"
  | "vm-no-ephemeral-os-disk"
  | "disk-data-access-auth"
  | "disk-not-shared"
  | "vm-no-secured-data-disks"
  | "vm-support-conditions"
  | "vault-name"
  | "vault-cross-region-restore-needs-geo"
  | "vault-encryption-needs-identity"
  | "vault-soft-delete"
  | "vault-geo-redundant"
  | "vault-region-redundancy"
  | "vault-immutability"
  | "vault-immutability-lock-acknowledged"
  | "vault-public-access"
  | "vault-private-endpoint"
  | "backup-policy-valid"
  | "backup-policy-minimum-retention"
  | "backup-policy-clock-change"
  | "protected-item-valid"
  | "vm-and-vault-same-region"
  | "vm-in-one-vault"
  | "one-vault-per-region"
  | "vm-is-protected"
  | "vault-capacity"
  | "vm-needs-enhanced-policy"
  | "selected-disks-exist"
  | "restore-points-not-locked"
  | "backup-egress-open"
  | "nsg-rule-outranked"
  | "nsg-service-tag-spelling"
  | "storage-account-trusted-services";

/** Options of each policy: its level, or an object with its level and settings. */
export interface BackupPoliciesOptions {
  /** Level of every policy without a level of its own here. Omitted: each policy's default level. */
  readonly all?: PolicyLevel;
  /** Findings that are accepted until a date. Omitted: none. */
  readonly exemptions?: readonly Exemption[];
  /** Level of the report on used, unused and expired exemptions. Omitted: advisory. */
  readonly "exemptions-in-use"?: PolicyLevel;
  /** A VM runs an operating system that Azure Backup protects. Omitted: mandatory. */
  readonly "vm-os-supported"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Your own word on images, before the pack's: a glob of "publisher:offer:sku" and its support. Omitted: {}. */
        readonly images?: Readonly<Record<string, "supported" | "unsupported" | "uncertain">>;
      };
  /** A VM runs an operating system on whose backup Microsoft's own pages agree. Omitted: advisory. */
  readonly "vm-os-uncertain"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Your own word on images, before the pack's: a glob of "publisher:offer:sku" and its support. Omitted: {}. */
        readonly images?: Readonly<Record<string, "supported" | "unsupported" | "uncertain">>;
      };
  /** A VM has the VM agent and lets it install extensions: Azure Backup needs both. Omitted: mandatory. */
  readonly "vm-agent-enabled"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A Linux VM does not encrypt its disks with LUKS. Omitted: mandatory. */
  readonly "vm-no-luks"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is within the support limits that Microsoft's page had in December 2018. Omitted: advisory. */
  readonly "vm-within-2018-limits"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The owner of a VM knows how it is restored: in December 2018 by PowerShell alone. Omitted: advisory. */
  readonly "vm-restore-notes"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM has no more data disks than Azure Backup takes. Omitted: mandatory. */
  readonly "vm-data-disk-limit"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Most data disks of one VM. 1 to 32. Omitted: 32. */
        readonly maxDataDisks?: number;
      };
  /** No disk of a VM, and not all together, are larger than Azure Backup takes. Omitted: mandatory. */
  readonly "vm-disk-size-limit"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Largest disk, in GB. 1 to 65536. Omitted: 65536. */
        readonly maxDiskGB?: number;
        /** Most on all disks of one VM together, in GB. 1 to 524288. Omitted: 524288. */
        readonly maxTotalGB?: number;
      };
  /** A VM's disks are managed disks. Omitted: mandatory. */
  readonly "vm-no-unmanaged-disks"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM's OS disk has no Write Accelerator. Omitted: mandatory. */
  readonly "vm-no-write-accelerated-os-disk"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM's OS disk is kept in Azure Storage. Omitted: advisory. */
  readonly "vm-no-ephemeral-os-disk"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A disk does not demand an Entra identity of whoever reads its data. Omitted: mandatory. */
  readonly "disk-data-access-auth"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A disk belongs to one VM. Omitted: mandatory. */
  readonly "disk-not-shared"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM's data disks have no security type of their own. Omitted: mandatory. */
  readonly "vm-no-secured-data-disks"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is of a kind that Azure Backup takes without conditions. Omitted: advisory. */
  readonly "vm-support-conditions"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A Recovery Services vault has a name that Azure accepts. Omitted: mandatory. */
  readonly "vault-name"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault with cross-region restore is geo-redundant. Omitted: mandatory. */
  readonly "vault-cross-region-restore-needs-geo"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault that encrypts with its owner's key has the identity that opens the key. Omitted: mandatory. */
  readonly "vault-encryption-needs-identity"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault keeps deleted backups recoverable. Omitted: mandatory. */
  readonly "vault-soft-delete"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Fewest days for which a deleted backup stays recoverable. 14 to 180. Omitted: 14. */
        readonly minRetentionDays?: number;
      };
  /** A vault's backups survive the loss of its region. Omitted: advisory. */
  readonly "vault-geo-redundant"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Redundancies that are accepted. Omitted: ["GeoRedundant"]. */
        readonly allowed?: readonly ("GeoRedundant" | "LocallyRedundant" | "ZoneRedundant")[];
      };
  /** A vault's region has what its storage redundancy needs: availability zones, or a paired region. Omitted: advisory. */
  readonly "vault-region-redundancy"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Recovery points of a vault live until they expire. Omitted: advisory. */
  readonly "vault-immutability"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Immutability states that are accepted. Omitted: ["Unlocked","Locked"]. */
        readonly states?: readonly ("Disabled" | "Unlocked" | "Locked")[];
      };
  /** A vault's immutability is locked only where its owner acknowledged that this is for ever. Omitted: mandatory. */
  readonly "vault-immutability-lock-acknowledged"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Globs of the names of vaults that may be locked. Omitted: []. */
        readonly acknowledged?: readonly string[];
      };
  /** A vault answers from private endpoints only. Omitted: advisory. */
  readonly "vault-public-access"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault that public networks cannot reach has a private endpoint. Omitted: advisory. */
  readonly "vault-private-endpoint"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A backup policy for Azure VMs is one that the service accepts. Omitted: mandatory. */
  readonly "backup-policy-valid"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A backup policy keeps every backup for at least the days that are demanded. Omitted: mandatory. */
  readonly "backup-policy-minimum-retention"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Fewest days for which every backup is kept. 7 to 9999. Omitted: 7. */
        readonly minDays?: number;
      };
  /** Whoever owns a backup policy knows at which hours it runs in summer and in winter. Omitted: advisory. */
  readonly "backup-policy-clock-change"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM's protected item has the type, the names and the policy by which Azure Backup knows it. Omitted: mandatory. */
  readonly "protected-item-valid"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is protected by a vault in its own region. Omitted: mandatory. */
  readonly "vm-and-vault-same-region"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is protected by one vault, and is the only one of its resource group and name there. Omitted: mandatory. */
  readonly "vm-in-one-vault"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Each region that has VMs has a vault. Omitted: advisory. */
  readonly "one-vault-per-region"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is backed up. Omitted: advisory. */
  readonly "vm-is-protected"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault and a backup policy have no more VMs than Azure allows. Omitted: mandatory. */
  readonly "vault-capacity"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Most VMs of one vault. 1 to 1000. Omitted: 1000. */
        readonly maxVmsPerVault?: number;
        /** Most VMs of one backup policy. 1 to 1000. Omitted: 100. */
        readonly maxVmsPerPolicy?: number;
      };
  /** A VM has the policy and the vault that its disks and its security ask for. Omitted: mandatory. */
  readonly "vm-needs-enhanced-policy"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A protected item includes and excludes LUNs that its VM has. Omitted: advisory. */
  readonly "selected-disks-exist"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** No lock lies on a resource group from which Azure Backup deletes restore points. Omitted: advisory. */
  readonly "restore-points-not-locked"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The network lets a VM's backup traffic out: rules, routes, firewall and proxy are evaluated. Omitted: advisory. */
  readonly "backup-egress-open"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A rule that lets backup traffic or a proxy out stands before the rules that deny the same. Omitted: mandatory. */
  readonly "nsg-rule-outranked"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A security rule names service tags that Azure has. Omitted: mandatory. */
  readonly "nsg-service-tag-spelling"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A storage account restricted to networks lets trusted Microsoft services in, Azure Backup among them. Omitted: advisory. */
  readonly "storage-account-trusted-services"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
}
