import type { Related } from "../../core/requirement";

/** Why Azure Policy's language cannot express a requirement, and Azure's own definition with a similar check. */
export interface PackOnly extends Pick<Related, "azurePolicy"> {
  readonly why: string;
}

const severalResources = "It compares several resources, and a definition reads only one.";

/** The requirements that only the policy pack can check, by their names. */
export const packOnlyRequirements: Readonly<Record<string, PackOnly>> = {
  "vm-no-luks": {
    why: "Scripts are encoded, and finding commands in them needs a regular expression. It also reads tags of any name.",
  },
  "vm-restore-notes": { why: "It gives notes for a restore, and no resource can violate it." },
  "vault-name": {
    why: "Patterns of the language have a fixed length. Azure itself refuses such a name.",
  },
  "vault-private-endpoint": {
    why: "A new vault has no private endpoint yet, so a definition would refuse every vault.",
    azurePolicy: ["deeddb44-9f94-4903-9fa0-081d524406e3"],
  },
  "backup-policy-valid": {
    why: "Its rules compare fields with each other and calculate with times. Azure itself refuses such a policy.",
  },
  "backup-policy-clock-change": {
    why: "It is a note, and needs the daylight saving time of every time zone.",
  },
  "protected-item-valid": {
    why: "It compares the names of the item and the container with the VM's id. Azure itself refuses such an item.",
  },
  "vm-and-vault-same-region": { why: severalResources },
  "suspended-backup-needs-immutability": { why: severalResources },
  "vm-in-one-vault": { why: severalResources },
  "one-vault-per-region": { why: severalResources },
  "vm-is-protected": {
    why: `${severalResources} Azure's own definition can check it with auditIfNotExists; \`BackupAtScale\` assigns that definition.`,
    azurePolicy: ["013e242c-8828-4970-87b3-ab247555486d"],
  },
  "vm-at-scale-image": {
    why: `${severalResources} The audit lists such VMs too.`,
  },
  "names-and-ids": { why: "Azure itself refuses such a name or id." },
  "backups-are-recent": { why: "It compares times with the present, which the language does not know." },
  "vault-capacity": { why: "It counts the items of a vault, and a definition reads only one resource." },
  "vm-needs-enhanced-policy": { why: severalResources },
  "selected-disks-exist": { why: severalResources },
  "restore-points-not-locked": { why: severalResources },
  "backup-egress-open": { why: "It follows traffic through security groups, routes and firewalls." },
  "nsg-rule-outranked": { why: "It compares the priorities and ranges of a group's rules with each other." },
  "nsg-service-tag-spelling": { why: "It splits the region off a service tag." },
  "storage-account-trusted-services": {
    why: "Azure has its own definition for it.",
    azurePolicy: ["c9d007d0-c057-4772-b18c-01e546713bcd"],
  },
};
