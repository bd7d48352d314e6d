import { calendarDays } from "../backupPolicy/facts";
import { backupPolicyType } from "../backupPolicy/payload/fromArm";
import type { Related } from "../core/requirement";
import { regionsWithoutPair, regionsWithoutZones } from "../region/facts";
import { normalLocation } from "../region/location";
import { vaultType } from "../vault/arm";
import {
  crossRegionRestoreRedundancy,
  defaultStorageRedundancy,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
} from "../vault/facts";
import { diskType, vmType } from "../vm/arm";
import { confidentialVmRegions, currentEdition, dataDiskLimit } from "../vm/facts";
import { alias } from "./aliases";
import { imageIs } from "./images";
import {
  allOf,
  anyOf,
  field,
  not,
  type PolicyCondition,
  parameter,
  someMember,
  someText,
  value,
} from "./language";

/** A requirement as Azure Policy says it: what is true of a resource that does not meet it. */
export interface Expressed {
  readonly type: string;
  readonly violated: PolicyCondition;
  /** Settings of the requirement that the definition has as parameters. */
  readonly settings?: readonly string[];
  /** What of the requirement the language does not say. Omitted: nothing, it is said whole. */
  readonly lacks?: string;
}

const { vm, disk, vault, backupPolicy } = alias;
const regionNames = ({ value }: { readonly value: readonly string[] }) => value.map(normalLocation);
const redundancies = Object.values(StorageRedundancy);

/** The vault's redundancy, or Azure's default. */
const redundancyOrDefault = `[if(equals(field('${vault.storageRedundancy}'), ''), '${defaultStorageRedundancy}', field('${vault.storageRedundancy}'))]`;

const manyDataDisks = (most: unknown): PolicyCondition => ({ count: { field: vm.dataDisks }, greater: most });

/** Weeks that hold the days, rounded up: `div` drops the rest. */
const weeks = `[div(add(parameters('minDays'), ${calendarDays.week - 1}), ${calendarDays.week})]`;
const isWeekly = anyOf(
  field(backupPolicy.frequencyV1, { equals: "Weekly" }),
  field(backupPolicy.frequencyV2, { equals: "Weekly" }),
);

const images = { lacks: "The setting images: exclude or exempt what you know better." } as const;

/** Requirements that Azure Policy's language says, by their names. */
export const expressed: Readonly<Record<string, Expressed>> = {
  "vm-os-supported": { type: vmType, violated: imageIs("unsupported", currentEdition), ...images },
  "vm-os-uncertain": { type: vmType, violated: imageIs("uncertain", currentEdition), ...images },
  "vm-agent-enabled": {
    type: vmType,
    violated: anyOf(
      field(vm.linuxAgent, { equals: false }),
      field(vm.windowsAgent, { equals: false }),
      field(vm.allowExtensionOperations, { equals: false }),
    ),
  },
  "vm-within-2018-limits": {
    type: vmType,
    violated: anyOf(
      allOf(imageIs("unsupported", "2018-12"), not(imageIs("unsupported", currentEdition))),
      allOf(
        manyDataDisks(dataDiskLimit["2018-12"].value),
        not(manyDataDisks(dataDiskLimit[currentEdition].value)),
      ),
      someMember(vm.dataDisks, field(vm.dataDiskWriteAccelerator, { equals: true })),
    ),
  },
  "vm-data-disk-limit": {
    type: vmType,
    violated: manyDataDisks(parameter("maxDataDisks")),
    settings: ["maxDataDisks"],
  },
  "vm-disk-size-limit": {
    type: vmType,
    violated: anyOf(
      isGreater(vm.osDiskSizeGB, "maxDiskGB"),
      someMember(vm.dataDisks, isGreater(vm.dataDiskSizeGB, "maxDiskGB")),
    ),
    settings: ["maxDiskGB"],
    lacks: "All disks of a VM together: the language adds no list up.",
  },
  "vm-no-unmanaged-disks": {
    type: vmType,
    violated: anyOf(
      field(vm.osDiskVhd, { exists: true }),
      someMember(vm.dataDisks, field(vm.dataDiskVhd, { exists: true })),
    ),
  },
  "vm-no-write-accelerated-os-disk": {
    type: vmType,
    violated: field(vm.osDiskWriteAccelerator, { equals: true }),
  },
  "vm-no-ephemeral-os-disk": { type: vmType, violated: field(vm.osDiskPlace, { equals: "Local" }) },
  "vm-no-secured-data-disks": {
    type: vmType,
    violated: someMember(vm.dataDisks, field(vm.dataDiskSecurityType, { exists: true })),
  },
  "vm-support-conditions": {
    type: vmType,
    violated: allOf(
      field(vm.securityType, { equals: "ConfidentialVM" }),
      field("location", { notIn: confidentialVmRegions.value }),
    ),
    lacks:
      "Extended Zones, which have no alias; the cores in a size's name and the lines of a start script, which need a regular expression.",
  },
  "disk-data-access-auth": {
    type: diskType,
    violated: field(disk.dataAccessAuthMode, { equals: "AzureActiveDirectory" }),
  },
  "disk-not-shared": { type: diskType, violated: isGreater(disk.maxShares, 1) },
  "vault-cross-region-restore-needs-geo": {
    type: vaultType,
    violated: anyOf(
      allOf(
        field(vault.storageRedundancy, { exists: true }),
        field(vault.storageRedundancy, { notIn: redundancies }),
      ),
      allOf(
        field(vault.crossRegionRestore, { equals: "Enabled" }),
        field(vault.storageRedundancy, {
          in: redundancies.filter((one) => one !== crossRegionRestoreRedundancy.value),
        }),
      ),
    ),
  },
  "vault-encryption-needs-identity": {
    type: vaultType,
    violated: allOf(
      field(vault.keyUri, { exists: true }),
      anyOf(
        allOf(not(isTrue(vault.systemIdentity)), not(isNamed(vault.userIdentity))),
        allOf(isTrue(vault.systemIdentity), isNamed(vault.userIdentity)),
        allOf(isTrue(vault.systemIdentity), lacksIdentity("SystemAssigned")),
        allOf(isNamed(vault.userIdentity), lacksIdentity("UserAssigned")),
      ),
    ),
    lacks:
      "Whether the vault's list of identities has the one that opens the key: the list is a map, and maps have no alias.",
  },
  "vault-soft-delete": {
    type: vaultType,
    violated: anyOf(
      allOf(
        field(vault.softDeleteState, { exists: true }),
        field(vault.softDeleteState, { notIn: softDeleteForced.states }),
      ),
      allOf(
        field(vault.softDeleteDays, { exists: true }),
        field(vault.softDeleteDays, { less: parameter("minRetentionDays") }),
      ),
    ),
    settings: ["minRetentionDays"],
    lacks:
      "enhancedSecurityState, which has no alias; a demand of more days than Azure's default, of a vault that names none.",
  },
  "vault-geo-redundant": {
    type: vaultType,
    violated: allOf(
      value(redundancyOrDefault, { notIn: parameter("allowed") }),
      not(
        allOf(
          field("location", { in: regionNames(regionsWithoutPair) }),
          field(vault.storageRedundancy, { equals: StorageRedundancy.ZoneRedundant }),
        ),
      ),
    ),
    settings: ["allowed"],
  },
  "vault-region-redundancy": {
    type: vaultType,
    violated: anyOf(
      allOf(
        field("location", { in: regionNames(regionsWithoutZones) }),
        field(vault.storageRedundancy, { equals: StorageRedundancy.ZoneRedundant }),
      ),
      allOf(
        field("location", { in: regionNames(regionsWithoutPair) }),
        anyOf(
          field(vault.crossRegionRestore, { equals: "Enabled" }),
          field(vault.storageRedundancy, { equals: StorageRedundancy.GeoRedundant }),
        ),
      ),
    ),
  },
  "vault-immutability": {
    type: vaultType,
    violated: field(vault.immutability, { notIn: parameter("states") }),
    settings: ["states"],
  },
  "vault-immutability-lock-acknowledged": {
    type: vaultType,
    violated: allOf(
      field(vault.immutability, { equals: Immutability.Locked }),
      not(
        someText(
          parameter("acknowledged"),
          "acknowledged",
          field("name", { like: "[current('acknowledged')]" }),
        ),
      ),
    ),
    settings: ["acknowledged"],
    lacks: "Globs with more than one asterisk, or with a question mark: `like` takes one asterisk.",
  },
  "vault-public-access": {
    type: vaultType,
    violated: field(vault.publicNetworkAccess, { notEquals: PublicNetworkAccess.Disabled }),
  },
  "backup-policy-minimum-retention": {
    type: backupPolicyType,
    violated: allOf(
      field(backupPolicy.workload, { equals: "AzureIaasVM" }),
      anyOf(
        allOf(isWeekly, isLess(backupPolicy.weeklyCount, weeks)),
        allOf(not(isWeekly), isLess(backupPolicy.dailyCount, parameter("minDays"))),
      ),
    ),
    settings: ["minDays"],
  },
};

/** A number that is there and beyond a setting or an amount. */
function isGreater(name: string, most: string | number): PolicyCondition {
  const limit = typeof most === "number" ? most : parameter(most);
  return allOf(field(name, { exists: true }), field(name, { greater: limit }));
}

function isLess(name: string, least: string): PolicyCondition {
  return allOf(field(name, { exists: true }), field(name, { less: least }));
}

function isTrue(name: string): PolicyCondition {
  return field(name, { equals: true });
}

function isNamed(name: string): PolicyCondition {
  return allOf(field(name, { exists: true }), field(name, { notEquals: "" }));
}

/** The vault has no identity of the kind; of both `identity.type` is the two with a comma. */
function lacksIdentity(kind: string): PolicyCondition {
  return not(field("identity.type", { contains: kind }));
}

/** Why Azure Policy's language does not say a requirement, and Azure's own definition that checks the like. */
export interface Unexpressed extends Pick<Related, "azurePolicy"> {
  readonly why: string;
}

const joins = "It joins several resources: a definition sees one.";

/** Requirements that Azure Policy's language does not say, by their names. */
export const unexpressed: Readonly<Record<string, Unexpressed>> = {
  "vm-no-luks": {
    why: "Scripts are encoded, and commands in them are found with a regular expression; tags of any name are read.",
  },
  "vm-restore-notes": { why: "They are notes for whoever restores: there is nothing to comply with." },
  "vault-name": {
    why: "The language's patterns have a fixed length; Azure refuses such a name by itself.",
  },
  "vault-private-endpoint": {
    why: "A new vault has no endpoint yet: a definition would refuse every one.",
    azurePolicy: ["deeddb44-9f94-4903-9fa0-081d524406e3"],
  },
  "backup-policy-valid": {
    why: "Its rules compare fields with each other and reckon with times; Azure refuses such a policy by itself.",
  },
  "backup-policy-clock-change": { why: "It is a note, and needs the clock changes of every time zone." },
  "protected-item-valid": {
    why: "It compares the names of item and container with the VM's id; Azure refuses such an item by itself.",
  },
  "vm-and-vault-same-region": { why: joins },
  "vm-in-one-vault": { why: joins },
  "one-vault-per-region": { why: joins },
  "vm-is-protected": {
    why: `${joins} Azure's own definition can, with auditIfNotExists; \`BackupAtScale\` assigns it.`,
    azurePolicy: ["013e242c-8828-4970-87b3-ab247555486d"],
  },
  "vault-capacity": { why: "It counts the items of a vault: a definition sees one resource." },
  "vm-needs-enhanced-policy": { why: joins },
  "selected-disks-exist": { why: joins },
  "restore-points-not-locked": { why: joins },
  "backup-egress-open": { why: "It follows the traffic through security groups, routes and firewalls." },
  "nsg-rule-outranked": { why: "It compares the priorities and ranges of a group's rules with each other." },
  "nsg-service-tag-spelling": { why: "It takes a service tag's region apart." },
  "storage-account-trusted-services": {
    why: "Azure's own definition says it.",
    azurePolicy: ["c9d007d0-c057-4772-b18c-01e546713bcd"],
  },
};
