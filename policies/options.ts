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
  | "suspended-backup-needs-immutability"
  | "vm-in-one-vault"
  | "one-vault-per-region"
  | "vm-is-protected"
  | "backups-are-recent"
  | "vault-capacity"
  | "vm-needs-enhanced-policy"
  | "selected-disks-exist"
  | "restore-points-not-locked"
  | "vm-at-scale-image"
  | "names-and-ids"
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
  /** A VM runs an operating system that Azure Backup supports. Omitted: mandatory. */
  readonly "vm-os-supported"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Support of images that you decide yourself: a glob of "publisher:offer:sku" and its support. It prevails over the image table. Omitted: {}. */
        readonly images?: Readonly<Record<string, "supported" | "unsupported" | "uncertain">>;
      };
  /** Microsoft's pages agree that Azure Backup supports the operating system of a VM. Omitted: advisory. */
  readonly "vm-os-uncertain"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Support of images that you decide yourself: a glob of "publisher:offer:sku" and its support. It prevails over the image table. Omitted: {}. */
        readonly images?: Readonly<Record<string, "supported" | "unsupported" | "uncertain">>;
      };
  /** A VM has the VM agent, and the agent can install extensions. Omitted: mandatory. */
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
  /** A VM is within the support limits of Microsoft's page of December 2018. Omitted: advisory. */
  readonly "vm-within-2018-limits"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** You know the restore constraints of a VM. In December 2018, only PowerShell could restore a VM with such constraints. Omitted: advisory. */
  readonly "vm-restore-notes"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM has no more data disks than Azure Backup supports. Omitted: mandatory. */
  readonly "vm-data-disk-limit"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Maximum number of data disks of one VM. 1 to 32. Omitted: 32. */
        readonly maxDataDisks?: number;
      };
  /** Neither a single disk nor all disks of a VM together exceed the limit of Azure Backup. Omitted: mandatory. */
  readonly "vm-disk-size-limit"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Maximum size of one disk, in GB. 1 to 65536. Omitted: 65536. */
        readonly maxDiskGB?: number;
        /** Maximum size of all disks of one VM together, in GB. 1 to 524288. Omitted: 524288. */
        readonly maxTotalGB?: number;
      };
  /** All disks of a VM are managed disks. Omitted: mandatory. */
  readonly "vm-no-unmanaged-disks"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The OS disk of a VM does not use Write Accelerator. Omitted: mandatory. */
  readonly "vm-no-write-accelerated-os-disk"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The OS disk of a VM is stored in Azure Storage. Omitted: advisory. */
  readonly "vm-no-ephemeral-os-disk"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A disk does not require a Microsoft Entra identity to read its data. Omitted: mandatory. */
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
  /** The data disks of a VM have no security type of their own. Omitted: mandatory. */
  readonly "vm-no-secured-data-disks"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Azure Backup supports the kind of VM without conditions. Omitted: advisory. */
  readonly "vm-support-conditions"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The name of a Recovery Services vault is one that Azure accepts. Omitted: mandatory. */
  readonly "vault-name"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Cross-region restore requires a geo-redundant vault. Omitted: mandatory. */
  readonly "vault-cross-region-restore-needs-geo"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault that is encrypted with your key has the managed identity that reads the key. Omitted: mandatory. */
  readonly "vault-encryption-needs-identity"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Soft delete is not switched off, and deleted backups stay recoverable for at least minRetentionDays. Omitted: mandatory. */
  readonly "vault-soft-delete"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Minimum number of days for which a deleted backup stays recoverable. 14 to 180. Omitted: 14. */
        readonly minRetentionDays?: number;
      };
  /** A vault has a storage redundancy that the setting allows: by default geo-redundant, with copies in the paired region. Omitted: advisory. */
  readonly "vault-geo-redundant"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Accepted storage redundancies. Omitted: ["GeoRedundant"]. */
        readonly allowed?: readonly ("GeoRedundant" | "LocallyRedundant" | "ZoneRedundant")[];
      };
  /** The region of a vault has what its storage redundancy needs: availability zones or a paired region. Omitted: advisory. */
  readonly "vault-region-redundancy"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A vault is immutable: recovery points cannot be deleted before they expire, or for at least minDays if its immutability is time-based. Omitted: advisory. */
  readonly "vault-immutability"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Accepted immutability states. Omitted: ["Unlocked","Locked"]. */
        readonly states?: readonly ("Disabled" | "Unlocked" | "Locked")[];
        /** Minimum number of days of time-based immutability. 30 to 36135. Omitted: 30. */
        readonly minDays?: number;
      };
  /** Locked requires that the setting acknowledged names the vault. Omitted: mandatory. */
  readonly "vault-immutability-lock-acknowledged"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Globs of the names of vaults that may be Locked. Omitted: []. */
        readonly acknowledged?: readonly string[];
      };
  /** A vault can be reached only through private endpoints. Omitted: advisory. */
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
  /** Azure Backup accepts the backup policy: its schedule, retention and other settings are valid together. Omitted: mandatory. */
  readonly "backup-policy-valid"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A backup policy keeps every backup for at least minDays days. Omitted: mandatory. */
  readonly "backup-policy-minimum-retention"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Minimum number of days for which every backup is kept. The default is Azure's own minimum, which backup-policy-valid checks. 7 to 9999. Omitted: 7. */
        readonly minDays?: number;
      };
  /** A backup policy's time zone has no daylight saving time, or the policy's times suit both of the zone's offsets. Omitted: advisory. */
  readonly "backup-policy-clock-change"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The type, names, policy and disk selection of a VM's protected item are valid. Omitted: mandatory. */
  readonly "protected-item-valid"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A VM is protected by a vault in the same region, or by one with region of choice. Omitted: mandatory. */
  readonly "vm-and-vault-same-region"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A backup that a program suspends is in an immutable vault. Omitted: mandatory. */
  readonly "suspended-backup-needs-immutability"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Only one vault protects a VM, and that vault protects no other VM with the same resource group and name. Omitted: mandatory. */
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
  /** A VM has a protected item. Omitted: advisory. */
  readonly "vm-is-protected"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The last backup of a protected VM succeeded, Azure asks for no action, and the newest recovery point is as recent as the policy promises. Omitted: advisory. */
  readonly "backups-are-recent"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Hours that a recovery point may be older than the longest time between two backups of the policy. 0 to 9999. Omitted: 24. */
        readonly marginHours?: number;
      };
  /** A vault and a backup policy have at most the number of VMs that Azure accepts. Omitted: mandatory. */
  readonly "vault-capacity"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Maximum number of VMs in a vault. 1 to 1000. Omitted: 1000. */
        readonly maxVmsPerVault?: number;
        /** Maximum number of VMs with one backup policy. 1 to 1000. Omitted: 100. */
        readonly maxVmsPerPolicy?: number;
      };
  /** The policy of a VM is one for VMs. It and the vault support the VM's disks and security type. Omitted: mandatory. */
  readonly "vm-needs-enhanced-policy"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A protected item includes or excludes only data disks that its VM has. Omitted: advisory. */
  readonly "selected-disks-exist"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A resource group in which Azure Backup deletes restore points has no lock. Omitted: advisory. */
  readonly "restore-points-not-locked"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Azure's built-in definitions back up the image of each VM that a policy assignment of the program leaves to them. Omitted: advisory. */
  readonly "vm-at-scale-image"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A property that is a name has no id, and a property that is an id has no name. Omitted: mandatory. */
  readonly "names-and-ids"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** Security rules, routes, firewalls and the proxy let the backup traffic of a VM leave the network. Omitted: advisory. */
  readonly "backup-egress-open"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A rule that allows backup traffic, or the traffic of a proxy, has a priority below that of every rule that denies the same traffic. Omitted: mandatory. */
  readonly "nsg-rule-outranked"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A security rule uses the names of service tags that exist in Azure. Omitted: mandatory. */
  readonly "nsg-service-tag-spelling"?:
    | PolicyLevel
    | {
        /** Omitted: mandatory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** A storage account that is restricted to networks gives access to trusted Microsoft services, including Azure Backup. Omitted: advisory. */
  readonly "storage-account-trusted-services"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
      };
  /** The last restore drill of a VM with a backup did not fail, and a successful one is not older than days. Only the command line judges it: the pack ignores it. Omitted: advisory. */
  readonly "vm-restore-drilled"?:
    | PolicyLevel
    | {
        /** Omitted: advisory. */
        readonly enforcementLevel?: PolicyLevel;
        /** Largest number of days since the last successful restore drill. 1 to 3650. Omitted: 92. */
        readonly days?: number;
      };
  /** Microsoft cloud security benchmark BR-1, Ensure regular automated backups: level of vm-is-protected, backups-are-recent, backup-policy-minimum-retention. A level of one of them prevails. Omitted: none. */
  readonly "mcsb:BR-1"?: PolicyLevel;
  /** Microsoft cloud security benchmark BR-2, Protect backup and recovery data: level of vault-soft-delete, vault-immutability, vault-public-access. A level of one of them prevails. Omitted: none. */
  readonly "mcsb:BR-2"?: PolicyLevel;
  /** Microsoft cloud security benchmark BR-4, Regularly test backup: level of vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "mcsb:BR-4"?: PolicyLevel;
  /** CIS Critical Security Controls 11.2, Perform Automated Backups: level of vm-is-protected, backups-are-recent. A level of one of them prevails. Omitted: none. */
  readonly "cis8:11.2"?: PolicyLevel;
  /** CIS Critical Security Controls 11.3, Protect Recovery Data: level of vault-soft-delete, vault-immutability, vault-public-access. A level of one of them prevails. Omitted: none. */
  readonly "cis8:11.3"?: PolicyLevel;
  /** CIS Critical Security Controls 11.5, Test Data Recovery: level of vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "cis8:11.5"?: PolicyLevel;
  /** NIST SP 800-53 CP-9, System Backup: level of vm-is-protected, backups-are-recent, vault-soft-delete, vault-immutability. A level of one of them prevails. Omitted: none. */
  readonly "nist80053:CP-9"?: PolicyLevel;
  /** NIST SP 800-53 CP-9(1), System Backup | Testing for Reliability and Integrity: level of vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "nist80053:CP-9(1)"?: PolicyLevel;
  /** NIST SP 800-53 CP-9(2), System Backup | Test Restoration Using Sampling: level of vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "nist80053:CP-9(2)"?: PolicyLevel;
  /** NIST SP 800-53 CP-9(5), System Backup | Transfer to Alternate Storage Site: level of vault-geo-redundant. A level of one of them prevails. Omitted: none. */
  readonly "nist80053:CP-9(5)"?: PolicyLevel;
  /** ISO/IEC 27001 A.8.13, Information backup: level of vm-is-protected, backups-are-recent, vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "iso27001:A.8.13"?: PolicyLevel;
  /** DORA: Regulation (EU) 2022/2554 12(2), Backup systems are set up, and backup and recovery are tested periodically: level of vm-is-protected, backups-are-recent, vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "dora:12(2)"?: PolicyLevel;
  /** NIS2: Implementing Regulation (EU) 2024/2690, Annex 4.2.1, Backup copies are maintained: level of vm-is-protected, backups-are-recent. A level of one of them prevails. Omitted: none. */
  readonly "nis2:4.2.1"?: PolicyLevel;
  /** NIS2: Implementing Regulation (EU) 2024/2690, Annex 4.2.2(c), Backup copies are stored at sufficient distance from the main site: level of vault-geo-redundant. A level of one of them prevails. Omitted: none. */
  readonly "nis2:4.2.2(c)"?: PolicyLevel;
  /** NIS2: Implementing Regulation (EU) 2024/2690, Annex 4.2.6, Recovery of backup copies is tested regularly, and the results are documented: level of vm-restore-drilled. A level of one of them prevails. Omitted: none. */
  readonly "nis2:4.2.6"?: PolicyLevel;
}
