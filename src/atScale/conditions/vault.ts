import { regionsWithoutPair, regionsWithoutZones } from "../../region/facts";
import { normalLocation } from "../../region/location";
import { vaultType } from "../../vault/arm";
import {
  crossRegionRestoreRedundancy,
  defaultStorageRedundancy,
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
} from "../../vault/facts";
import { alias } from "../aliases";
import { allOf, anyOf, field, not, type PolicyCondition, parameter, someText, value } from "../language";
import { hasText, isLess, isOther, isTrue, type RequirementConditions } from "./condition";

const { vault } = alias;
const regionNames = ({ value }: { readonly value: readonly string[] }) => value.map(normalLocation);
const redundancies = Object.values(StorageRedundancy);

/** The vault's redundancy, or Azure's default. */
const redundancyOrDefault = `[if(equals(field('${vault.storageRedundancy}'), ''), '${defaultStorageRedundancy}', field('${vault.storageRedundancy}'))]`;

/** The vault has no identity of the kind. With both kinds, `identity.type` lists the two with a comma. */
const lacksIdentity = (kind: string): PolicyCondition => not(field("identity.type", { contains: kind }));

/** Requirements on Recovery Services vaults. */
export const vaultConditions: RequirementConditions = {
  "vault-cross-region-restore-needs-geo": {
    type: vaultType,
    violated: anyOf(
      isOther(vault.storageRedundancy, redundancies),
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
        allOf(not(isTrue(vault.systemIdentity)), not(hasText(vault.userIdentity))),
        allOf(isTrue(vault.systemIdentity), hasText(vault.userIdentity)),
        allOf(isTrue(vault.systemIdentity), lacksIdentity("SystemAssigned")),
        allOf(hasText(vault.userIdentity), lacksIdentity("UserAssigned")),
      ),
    ),
    notChecked:
      "Whether the vault has the identity that the key needs: the vault's identities are a map, and maps have no alias.",
  },
  "vault-soft-delete": {
    type: vaultType,
    violated: anyOf(
      isOther(vault.softDeleteState, softDeleteForced.states),
      isLess(vault.softDeleteDays, parameter("minRetentionDays")),
    ),
    settings: ["minRetentionDays"],
    notChecked:
      "enhancedSecurityState, which has no alias. A minRetentionDays above Azure's default, for a vault that sets no retention.",
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
    notChecked: "The days of time-based immutability, which have no alias.",
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
    notChecked:
      "Globs with more than one asterisk or with a question mark, because `like` accepts one asterisk.",
  },
  "vault-public-access": {
    type: vaultType,
    violated: field(vault.publicNetworkAccess, { notEquals: PublicNetworkAccess.Disabled }),
  },
};
