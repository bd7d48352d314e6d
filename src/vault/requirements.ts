import { judgeEach } from "../core/inventory";
import { pages } from "../core/pages";
import { asNumber } from "../core/reading";
import { onInventory, onResources, supportMatrix } from "../core/requirement";
import { onShape, type Rule } from "../core/rule";
import { choices, texts, wholeNumber } from "../core/settings";
import { numberOf, sameText } from "../core/values";
import { vaultNameLength } from "../names/facts";
import { regionsWithoutPair } from "../region/facts";
import { type VaultSettings, vaultShape, vaultType } from "./arm";
import { encryptionRules } from "./encryption";
import { closedVaultHasEndpoint, closedVaults } from "./endpoints";
import { Immutability, StorageRedundancy, softDeleteRetentionDays } from "./facts";
import { immutabilityDays } from "./laterFacts";
import { immutabilityDaysInRange } from "./laterRules";
import { regionOfferRules } from "./regionOffers";
import {
  crossRegionRestoreNeedsGeo,
  lockIsAcknowledged,
  redundancyIsAllowed,
  softDeleteDays,
  softDeleteIsOn,
  storageRedundancyIsKnown,
  vaultIsImmutable,
  vaultIsPrivate,
  vaultNameIsValid,
} from "./rules";
import { isLocked, stageOf } from "./stage";

const onVaults = (...rules: readonly Rule<VaultSettings>[]) => ({ [vaultType]: onShape(vaultShape, rules) });

const vault = { page: pages.vault, framework: supportMatrix("Vault") } as const;

export const vaultRequirements = [
  onResources({
    ...vault,
    name: "vault-name",
    displayName: "Valid vault name",
    description: "The name of a Recovery Services vault is one that Azure accepts.",
    why: "Azure refuses other names, and only after the deployment has started.",
    notSeen: "Whether another vault already has the name.",
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
    displayName: "Cross-region restore requires geo-redundancy",
    description: "Cross-region restore requires a geo-redundant vault.",
    why: "Only a geo-redundant vault has copies in the paired region.",
    notSeen: "Whether the region has a paired region.",
    level: "mandatory",
    severity: "high",
    rules: () => onVaults(storageRedundancyIsKnown, crossRegionRestoreNeedsGeo),
    remediation: "Set standardTierStorageRedundancy to GeoRedundant, or crossRegionRestore to Disabled.",
    seed: "You can't back up and restore from one Azure region to another.",
  }),
  onResources({
    ...vault,
    name: "vault-encryption-needs-identity",
    displayName: "Encryption with your key requires an identity",
    description: "A vault that is encrypted with your key has the managed identity that reads the key.",
    why: "A vault that cannot read its key stops backing up.",
    notSeen: "Whether the identity has access to the key.",
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
    description:
      "Soft delete is not switched off, and deleted backups stay recoverable for at least minRetentionDays.",
    why: "Soft delete is how a deleted or attacked backup is recovered. Azure does not let anyone switch it off.",
    notSeen: "Settings that are changed outside of the program.",
    level: "mandatory",
    severity: "high",
    settings: {
      minRetentionDays: wholeNumber(
        softDeleteRetentionDays.min,
        softDeleteRetentionDays,
        "Minimum number of days for which a deleted backup stays recoverable.",
      ),
    },
    rules: ({ minRetentionDays }) => onVaults(...softDeleteIsOn, softDeleteDays(minRetentionDays)),
    remediate: (props, { minRetentionDays }) => remediateSoftDelete(props, minRetentionDays),
    remediation: "Remove softDeleteState, or set it to Enabled or AlwaysON.",
    page: pages.secureByDefault,
    related: { azurePolicy: ["31b8092a-36b8-434b-9af7-5ec844364148"] },
  }),
  onResources({
    ...vault,
    name: "vault-geo-redundant",
    displayName: "Vault is geo-redundant",
    description:
      "A vault has a storage redundancy that the setting allows: by default geo-redundant, with copies in the paired region.",
    why: "A vault with copies in only one region is lost with that region. Azure fixes the redundancy when the first item is protected.",
    notSeen: "Whether the organisation requires its data to stay in one region.",
    level: "advisory",
    severity: "medium",
    settings: {
      allowed: choices<string>(
        [StorageRedundancy.GeoRedundant],
        Object.values(StorageRedundancy),
        "Accepted storage redundancies.",
      ),
    },
    rules: ({ allowed }) => onVaults(redundancyIsAllowed(allowed)),
    rulesOfExisting: ({ allowed }, resource) => onVaults(redundancyIsAllowed(allowed, stageOf(resource))),
    remediation:
      "Set standardTierStorageRedundancy before the first item is protected. Azure refuses the change afterwards: then protect new VMs in a new vault.",
    seed: "By default, your vault has geo-redundant storage. We recommend it if this is your main backup; locally redundant storage is a cheaper option.",
    related: {
      azurePolicy: ["8f09fda1-91a2-4e14-96a2-67c6281158f7"],
      psRule: ["Azure.RSV.StorageType"],
    },
  }),
  onResources({
    ...vault,
    name: "vault-region-redundancy",
    displayName: "Region supports the redundancy",
    description:
      "The region of a vault has what its storage redundancy needs: availability zones or a paired region.",
    why: "ZoneRedundant needs availability zones, GeoRedundant needs a paired region. Azure fixes the redundancy when the first item is protected.",
    notSeen: "What Azure has added to a region since the list was read.",
    level: "advisory",
    severity: "low",
    rules: () => onVaults(...regionOfferRules),
    remediation: "Check what the region offers, and choose a redundancy that it supports.",
    page: regionsWithoutPair,
  }),
  onResources({
    ...vault,
    name: "vault-immutability",
    displayName: "Vault is immutable",
    description:
      "A vault is immutable: recovery points cannot be deleted before they expire, or for at least minDays if its immutability is time-based.",
    why: "Without immutability, an attacker with access to the vault can shorten retention or delete recovery points.",
    notSeen:
      "Time-based immutability of a vault that was read or written with an API version before 2026-05-01.",
    level: "advisory",
    severity: "medium",
    settings: {
      states: choices<string>(
        [Immutability.Unlocked, Immutability.Locked],
        Object.values(Immutability),
        "Accepted immutability states.",
      ),
      minDays: wholeNumber(
        immutabilityDays.min,
        immutabilityDays,
        "Minimum number of days of time-based immutability.",
      ),
    },
    rules: ({ states, minDays }) => onVaults(vaultIsImmutable(states), immutabilityDaysInRange(minDays)),
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
    displayName: "Locked immutability is acknowledged",
    description: "Locked requires that the setting acknowledged names the vault.",
    why: "Locked is permanent: neither you nor Microsoft can undo it.",
    notSeen:
      "In a program, whether the vault is Locked or Unlocked in Azure. A vault that Azure returns as Locked passes, because it is too late to ask.",
    level: "mandatory",
    severity: "critical",
    settings: { acknowledged: texts([], "Globs of the names of vaults that may be Locked.") },
    rules: ({ acknowledged }) => onVaults(lockIsAcknowledged(acknowledged)),
    rulesOfExisting: (_, resource) => (isLocked(resource) ? onVaults() : undefined),
    remediation: 'Add the name of the vault to "acknowledged", or set the state to Unlocked.',
    page: pages.immutableVault,
  }),
  onResources({
    ...vault,
    name: "vault-public-access",
    displayName: "Vault is private",
    description: "A vault can be reached only through private endpoints.",
    why: "If any network can reach a vault, a stolen credential is enough to attack it.",
    notSeen: "Private endpoints and firewalls outside of the program.",
    level: "advisory",
    severity: "medium",
    rules: () => onVaults(vaultIsPrivate()),
    rulesOfExisting: (_, resource) => onVaults(vaultIsPrivate(stageOf(resource))),
    remediation:
      "Add a private endpoint while the vault is empty, then set publicNetworkAccess to Disabled. Azure adds no private endpoint to a vault with items: then protect new VMs in a new vault.",
    related: { azurePolicy: ["9ebbbba3-4d65-4da9-bb67-b22cfaaff090"] },
  }),
  onInventory({
    ...vault,
    name: "vault-private-endpoint",
    displayName: "Vault without public access has a private endpoint",
    description: "A vault that public networks cannot reach has a private endpoint.",
    why: "Without one, nothing in your networks reaches the vault. Azure accepts private endpoints only while a vault is empty.",
    notSeen: "Private endpoints that are managed elsewhere.",
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

/** Switches soft delete on and lengthens its retention if they are below what is demanded. Changes nothing else. */
function remediateSoftDelete(props: Record<string, unknown>, minRetentionDays: number): boolean {
  const settings = (props as { properties?: { securitySettings?: { softDeleteSettings?: unknown } } })
    .properties?.securitySettings?.softDeleteSettings as Record<string, unknown> | undefined;
  let changed = false;
  const set = (field: string, isWrong: (value: unknown) => boolean, value: unknown) => {
    if (!isWrong(settings?.[field])) return;
    (settings as Record<string, unknown>)[field] = value;
    changed = true;
  };
  set("softDeleteState", (state) => sameText(state, "Disabled"), "Enabled");
  set(
    "softDeleteRetentionPeriodInDays",
    (days) => numberOf(asNumber(days)) < minRetentionDays,
    minRetentionDays,
  );
  return changed;
}
