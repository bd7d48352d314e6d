import type { Sourced } from "../core/fact";
import { described } from "../core/finding";
import { cite, inRange, isOneOf } from "../core/limits";
import { pages } from "../core/pages";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { keysWithValue, listOf, textOf } from "../core/values";
import type { VaultSettings } from "./arm";
import { geoCodes, zoneNamesOf } from "./dnsZones";
import { encryptionRules } from "./encryption";
import {
  BackupRole,
  CrossSubscriptionRestore,
  Immutability,
  InfrastructureEncryption,
  keyUriForm,
  PrincipalType,
  privateEndpointsPerVault,
  VaultIdentityType,
  VaultLock,
} from "./facts";
import { vaultRules } from "./rules";

/** The arguments of a vault beyond the vault itself: what stands beside it. */
export interface VaultArguments extends VaultSettings {
  readonly acknowledgesLock?: boolean;
  readonly resourceGuardId?: string;
  readonly lock?: string;
  readonly diagnostics?: {
    readonly eventHubAuthorizationRuleId?: string;
    readonly eventHubName?: string;
  };
  readonly roleAssignments?: Readonly<Record<string, RoleAssignment>>;
  readonly privateEndpoints?: Readonly<Record<string, Endpoint>>;
}

interface RoleAssignment {
  readonly role?: string;
  readonly principalId?: string;
  readonly principalType?: string;
}

interface Endpoint {
  readonly subnetId?: string;
  readonly privateDnsZoneIds?: readonly string[];
}

type ArgumentsRule = Rule<VaultArguments>;

/** An Azure id of a type, e.g. Microsoft.Network/virtualNetworks/subnets; an omitted one passes. */
function isIdOf(type: string, path: string, value: unknown, page: Sourced): Verdict {
  if (value === undefined) return noFindings;
  const [provider = "", ...kinds] = type.split("/");
  const segments = kinds.map((kind) => `${kind}/[^/]+`).join("/");
  const form = new RegExp(
    `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${provider}/${segments}/?$`,
    "i",
  );
  if (form.test(textOf(value))) return noFindings;
  const written = kinds.map((kind) => `${kind}/<name>`).join("/");
  return invalidValue({
    path,
    actual: value,
    accepted: `an id: /subscriptions/<subscription>/resourceGroups/<group>/providers/${provider}/${written}`,
    fix: "give the resource's id, e.g. its output id",
    ...cite(page),
  });
}

/** A lock that nobody can ever undo was meant so. */
export const lockIsMeant: ArgumentsRule = ({ immutability, acknowledgesLock }) => {
  if (immutability !== Immutability.Locked || acknowledgesLock === true) return noFindings;
  return invalidValue({
    path: "immutability",
    actual: immutability,
    accepted: `${Immutability.Locked} only together with acknowledgesLock: true, since neither you nor Microsoft can ever undo it`,
    fix: {
      text: `set it to ${Immutability.Unlocked}, or add acknowledgesLock: true`,
      value: Immutability.Unlocked,
    },
    ...pages.immutableVault,
  });
};

/** Cross-subscription restore, identity, encryption and lock are of their choices. */
export const choicesAreKnown: ArgumentsRule = (vault) =>
  all([
    isOneOf(
      "crossSubscriptionRestore",
      vault.crossSubscriptionRestore,
      Object.values(CrossSubscriptionRestore),
      pages.vault,
    ),
    isOneOf("identity.type", vault.identity?.type, Object.values(VaultIdentityType), pages.encryption),
    isOneOf(
      "encryption.infrastructureEncryption",
      vault.encryption?.infrastructureEncryption,
      Object.values(InfrastructureEncryption),
      pages.encryption,
    ),
    isOneOf("lock", vault.lock, Object.values(VaultLock), pages.vault),
  ]);

/** The key that encrypts the vault is one of a Key Vault. */
export const keyIsKey: ArgumentsRule = ({ encryption }) => {
  if (encryption?.keyUri === undefined || keyUriForm.pattern.test(textOf(encryption.keyUri)))
    return noFindings;
  return invalidValue({
    path: "encryption.keyUri",
    actual: encryption.keyUri,
    accepted: keyUriForm.text,
    fix: "give the key's URI, not the Key Vault's or the key's Azure id",
    ...cite(keyUriForm),
  });
};

/** A user's identities are listed where the type says that there are some, and nowhere else. */
export const identitiesAreListed: ArgumentsRule = ({ identity }) => {
  const listed = listOf(identity?.userAssignedIdentities as readonly string[] | undefined);
  const wanted = textOf(identity?.type).includes(VaultIdentityType.UserAssigned);
  if (identity?.type === undefined || listed.length > 0 === wanted) return noFindings;
  return invalidValue({
    path: "identity.userAssignedIdentities",
    actual: listed.length === 0 ? undefined : listed,
    accepted: wanted
      ? `at least one id, since the type is ${identity.type}`
      : `no ids, since the type is ${identity.type}`,
    fix: wanted
      ? "list the ids of the identities"
      : `set identity.type to ${VaultIdentityType.Both}, or remove the list`,
    ...pages.encryption,
  });
};

/** The resource guard is one. */
export const guardIsGuard: ArgumentsRule = ({ resourceGuardId }) =>
  isIdOf("Microsoft.DataProtection/resourceGuards", "resourceGuardId", resourceGuardId, pages.multiUser);

/** Alerts go to action groups. */
export const alertsReachGroups: ArgumentsRule = ({ alerts }) =>
  forEachEntry(alerts?.actionGroupIds, (id, i) =>
    isIdOf("Microsoft.Insights/actionGroups", `alerts.actionGroupIds[${i}]`, id, pages.diagnostics),
  );

/** An event hub is named within its namespace. */
export const hubHasNamespace: ArgumentsRule = ({ diagnostics }) => {
  const { eventHubAuthorizationRuleId, eventHubName } = diagnostics ?? {};
  if (eventHubName === undefined || eventHubAuthorizationRuleId !== undefined) return noFindings;
  return invalidValue({
    path: "diagnostics.eventHubName",
    actual: eventHubName,
    accepted:
      "a name only together with eventHubAuthorizationRuleId, which says in which namespace the hub is",
    fix: "give eventHubAuthorizationRuleId too",
    ...pages.diagnostics,
  });
};

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Roles are Azure Backup's, and given to object ids. */
export const rolesAreGiven: ArgumentsRule = ({ roleAssignments }) =>
  forEachEntry(roleAssignments, (entry, key) => {
    const at = (field: string) => `roleAssignments.${key}.${field}`;
    const principal =
      entry?.principalId === undefined || guid.test(textOf(entry.principalId))
        ? noFindings
        : invalidValue({
            path: at("principalId"),
            actual: entry.principalId,
            accepted: "the object id of a user, a group or a service principal in Microsoft Entra ID",
            fix: "give the object id, not a name or an address",
            ...pages.builtInRoles,
          });
    return all([
      isOneOf(at("role"), entry?.role, Object.values(BackupRole), pages.builtInRoles),
      isOneOf(at("principalType"), entry?.principalType, Object.values(PrincipalType), pages.builtInRoles),
      principal,
    ]);
  });

/** Private endpoints are in subnets, and not more of them than a vault takes. */
export const endpointsAreInSubnets: ArgumentsRule = ({ privateEndpoints }) =>
  all([
    inRange(
      "privateEndpoints",
      keysWithValue(privateEndpoints).length,
      privateEndpointsPerVault,
      `keep ${privateEndpointsPerVault.max} of them: more networks reach the vault through peering`,
    ),
    forEachEntry(privateEndpoints, (entry, key) =>
      isIdOf(
        "Microsoft.Network/virtualNetworks/subnets",
        `privateEndpoints.${key}.subnetId`,
        entry?.subnetId,
        pages.privateEndpoints,
      ),
    ),
  ]);

/** Private DNS zones are those of Azure Backup in the vault's region: the zone has a code where one expects the region. */
export const zonesAreOfRegion: ArgumentsRule = ({ location, privateEndpoints }) => {
  const names = zoneNamesOf(location);
  return forEachEntry(privateEndpoints, (entry, key) =>
    forEachEntry(entry?.privateDnsZoneIds, (id, i) => {
      const path = `privateEndpoints.${key}.privateDnsZoneIds[${i}]`;
      const isZone = isIdOf("Microsoft.Network/privateDnsZones", path, id, pages.privateEndpoints);
      const name = textOf(id).split("/").pop()?.toLowerCase() ?? "";
      if (isZone !== noFindings || names === undefined || names.includes(name)) return isZone;
      return invalidValue({
        path,
        actual: described(`the zone ${name}`),
        accepted: `${names.join(", ")}, for a vault in ${location}`,
        fix: `give the zone ${names[0]}; backupPrivateDnsZoneNames("${location}") names all three`,
        ...cite(geoCodes),
      });
    }),
  );
};

/** What a vault's arguments must satisfy: what Azure takes of the vault, and of what stands beside it. */
export const backupVaultRules: readonly ArgumentsRule[] = [
  ...vaultRules,
  lockIsMeant,
  choicesAreKnown,
  ...encryptionRules,
  keyIsKey,
  identitiesAreListed,
  guardIsGuard,
  alertsReachGroups,
  hubHasNamespace,
  rolesAreGiven,
  endpointsAreInSubnets,
  zonesAreOfRegion,
];
