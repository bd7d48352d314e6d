import { judgeEach } from "../core/inventory";
import { pages } from "../core/pages";
import { benchmark, onInventory, onResources } from "../core/requirement";
import { onShape, type Rule } from "../core/rule";
import { choices, texts, wholeNumber } from "../core/settings";
import { regionsWithoutPair } from "../region/facts";
import { type VaultSettings, vaultShape, vaultType } from "./arm";
import { encryptionRules } from "./encryption";
import { closedVaultHasEndpoint, closedVaults } from "./endpoints";
import { Immutability, StorageRedundancy, softDeleteRetentionDays, vaultNameLength } from "./facts";
import { regionOfferRules } from "./regionOffers";
import {
  crossRegionRestoreNeedsGeo,
  lockIsAcknowledged,
  redundancyIsAllowed,
  softDeleteDays,
  softDeleteIsKept,
  storageRedundancyIsKnown,
  vaultIsImmutable,
  vaultIsPrivate,
  vaultNameIsValid,
} from "./rules";

const onVaults = (...rules: readonly Rule<VaultSettings>[]) => ({ [vaultType]: onShape(vaultShape, rules) });

const vault = { page: pages.vault, framework: benchmark("BR-2") } as const;

export const vaultRequirements = [
  onResources({
    ...vault,
    name: "vault-name",
    displayName: "Vault's name",
    description: "A Recovery Services vault has a name that Azure accepts.",
    why: "Azure refuses other names, after the rest of the deployment has begun.",
    notSeen: "Whether the name is taken.",
    level: "mandatory",
    severity: "medium",
    rules: () => onVaults(vaultNameIsValid),
    remediation: `Choose a name of ${vaultNameLength.min} to ${vaultNameLength.max} letters, digits and hyphens that starts with a letter.`,
    page: pages.nameRules,
    seed: "It can have 2 to 50 characters. It must start with a letter, and can contain only letters, numbers and hyphens.",
    related: { psRule: ["Azure.RSV.Name"] },
  }),
  onResources({
    ...vault,
    name: "vault-cross-region-restore-needs-geo",
    displayName: "Cross-region restore needs geo-redundancy",
    description: "A vault with cross-region restore is geo-redundant.",
    why: "Only a geo-redundant vault has copies in the paired region.",
    notSeen: "Whether the region has a pair.",
    level: "mandatory",
    severity: "high",
    rules: () => onVaults(storageRedundancyIsKnown, crossRegionRestoreNeedsGeo),
    remediation: "Set standardTierStorageRedundancy to GeoRedundant, or crossRegionRestore to Disabled.",
    seed: "You can't back up and restore from one Azure region to another.",
  }),
  onResources({
    ...vault,
    name: "vault-encryption-needs-identity",
    displayName: "Encryption with your key needs an identity",
    description: "A vault that encrypts with its owner's key has the identity that opens the key.",
    why: "A vault that cannot open its key stops to back up.",
    notSeen: "Whether the identity has rights on the key.",
    level: "mandatory",
    severity: "high",
    rules: () => onVaults(...encryptionRules),
    remediation: "Give the vault the managed identity that encryption.kekIdentity names.",
    related: {
      azurePolicy: ["2e94d99a-8a36-4563-bc77-810d8893b671"],
      checkov: ["CKV2_AZURE_35"],
    },
  }),
  onResources({
    ...vault,
    name: "vault-soft-delete",
    displayName: "Soft delete is on",
    description: "A vault keeps deleted backups recoverable.",
    why: "Soft delete is what a deleted or attacked backup is recovered from; Azure lets nobody switch it off.",
    notSeen: "Settings that are changed outside of the program.",
    level: "mandatory",
    severity: "high",
    settings: {
      minRetentionDays: wholeNumber(
        softDeleteRetentionDays.min,
        softDeleteRetentionDays,
        "Fewest days for which a deleted backup stays recoverable.",
      ),
    },
    rules: ({ minRetentionDays }) => onVaults(...softDeleteIsKept, softDeleteDays(minRetentionDays)),
    remediate: (props, { minRetentionDays }) => keepSoftDelete(props, minRetentionDays),
    remediation: "Remove softDeleteState and enhancedSecurityState, or set them to Enabled or AlwaysON.",
    page: pages.secureByDefault,
    related: { azurePolicy: ["31b8092a-36b8-434b-9af7-5ec844364148"] },
  }),
  onResources({
    ...vault,
    name: "vault-geo-redundant",
    displayName: "Vault is geo-redundant",
    description: "A vault's backups survive the loss of its region.",
    why: "A vault with copies in one region alone is lost with its region, and redundancy is fixed with the first item.",
    notSeen: "Whether the organisation wants its data in one region.",
    level: "advisory",
    severity: "medium",
    settings: {
      allowed: choices<string>(
        [StorageRedundancy.GeoRedundant],
        Object.values(StorageRedundancy),
        "Redundancies that are accepted.",
      ),
    },
    rules: ({ allowed }) => onVaults(redundancyIsAllowed(allowed)),
    remediation: "Set standardTierStorageRedundancy before the first item is protected: Azure fixes it then.",
    seed: "By default, your vault has geo-redundant storage. We recommend it if this is your main backup; locally redundant storage is a cheaper option.",
    related: {
      azurePolicy: ["8f09fda1-91a2-4e14-96a2-67c6281158f7"],
      psRule: ["Azure.RSV.StorageType"],
    },
  }),
  onResources({
    ...vault,
    name: "vault-region-redundancy",
    displayName: "Region offers the redundancy",
    description:
      "A vault's region has what its storage redundancy needs: availability zones, or a paired region.",
    why: "Zone-redundant storage needs zones, copies in another region need a pair; redundancy is fixed with the first item.",
    notSeen: "What Azure added to a region since the list was read.",
    level: "advisory",
    severity: "low",
    rules: () => onVaults(...regionOfferRules),
    remediation: "Look the region up, and choose a redundancy that it offers.",
    page: regionsWithoutPair,
  }),
  onResources({
    ...vault,
    name: "vault-immutability",
    displayName: "Vault is immutable",
    description: "Recovery points of a vault live until they expire.",
    why: "An attacker who gets into the vault shortens retention or deletes points, unless it is immutable.",
    notSeen: "Nothing: the state stands in the vault.",
    level: "advisory",
    severity: "medium",
    settings: {
      states: choices<string>(
        [Immutability.Unlocked, Immutability.Locked],
        Object.values(Immutability),
        "Immutability states that are accepted.",
      ),
    },
    rules: ({ states }) => onVaults(vaultIsImmutable(states)),
    remediation: "Set securitySettings.immutabilitySettings.state to Unlocked.",
    page: pages.immutableVault,
    related: {
      azurePolicy: ["d6f6f560-14b7-49a4-9fc8-d2c3a9807868"],
      psRule: ["Azure.RSV.Immutable"],
    },
  }),
  onResources({
    ...vault,
    name: "vault-immutability-lock-acknowledged",
    displayName: "A locked vault was meant so",
    description: "A vault's immutability is locked only where its owner acknowledged that this is for ever.",
    why: "A lock is for ever: neither you nor Microsoft can undo it.",
    notSeen: "Whether the vault was Unlocked before, as Azure demands.",
    level: "mandatory",
    severity: "critical",
    settings: { acknowledged: texts([], "Globs of the names of vaults that may be locked.") },
    rules: ({ acknowledged }) => onVaults(lockIsAcknowledged(acknowledged)),
    remediation: 'Add the vault\'s name to "acknowledged", or set the state to Unlocked.',
    page: pages.immutableVault,
  }),
  onResources({
    ...vault,
    name: "vault-public-access",
    displayName: "Vault is private",
    description: "A vault answers from private endpoints only.",
    why: "A vault that answers from everywhere needs only a stolen credential.",
    notSeen: "Private endpoints and firewalls outside of the program.",
    level: "advisory",
    severity: "medium",
    rules: () => onVaults(vaultIsPrivate),
    remediation: "Add a private endpoint while the vault is empty, then set publicNetworkAccess to Disabled.",
    related: { azurePolicy: ["9ebbbba3-4d65-4da9-bb67-b22cfaaff090"] },
  }),
  onInventory({
    ...vault,
    name: "vault-private-endpoint",
    displayName: "Closed vault has a private endpoint",
    description: "A vault that public networks cannot reach has a private endpoint.",
    why: "Without one nothing in your networks reaches the vault, and Azure takes none for a vault that holds items.",
    notSeen: "Private endpoints of other stacks.",
    level: "advisory",
    severity: "medium",
    needs: vaultType,
    judge: (inventory) => {
      const { subjects, unknown } = closedVaults(inventory);
      return judgeEach(subjects, [closedVaultHasEndpoint], unknown);
    },
    remediation: "Add a private endpoint with the group id AzureBackup while the vault is empty.",
    page: pages.privateEndpoints,
    related: { azurePolicy: ["deeddb44-9f94-4903-9fa0-081d524406e3"] },
  }),
] as const;

/** Switches soft delete on and lengthens its time where they are below what is demanded; all else stays. */
function keepSoftDelete(props: Record<string, unknown>, minRetentionDays: number): boolean {
  const settings = (props as { properties?: { securitySettings?: { softDeleteSettings?: unknown } } })
    .properties?.securitySettings?.softDeleteSettings as Record<string, unknown> | undefined;
  let changed = false;
  const set = (field: string, isWrong: (value: unknown) => boolean, value: unknown) => {
    if (!isWrong(settings?.[field])) return;
    (settings as Record<string, unknown>)[field] = value;
    changed = true;
  };
  set("softDeleteState", (state) => state === "Disabled", "Enabled");
  set("enhancedSecurityState", (state) => state === "Disabled", "Enabled");
  set(
    "softDeleteRetentionPeriodInDays",
    (days) => typeof days === "number" && days < minRetentionDays,
    minRetentionDays,
  );
  return changed;
}
