import { described } from "../core/finding";
import { cite, isOneOf } from "../core/limits";
import { pages } from "../core/pages";
import { all, forEachEntry, invalidValue, noFindings, type Rule } from "../core/rule";
import { keysWithValue, textOf } from "../core/values";
import type { VaultSettings } from "./arm";
import { geoCodes, zoneNamesOf } from "./dnsZones";
import { BackupRole, PrincipalType, privateEndpointsPerVault } from "./facts";

/** A vault with the arguments of its companion resources. */
export interface CompanionSettings extends VaultSettings {
  readonly resourceGuardId?: string;
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

type CompanionRule = Rule<CompanionSettings>;

/** An event hub requires the authorization rule of its namespace. */
export const eventHubHasNamespace: CompanionRule = ({ diagnostics }) => {
  const { eventHubAuthorizationRuleId, eventHubName } = diagnostics ?? {};
  if (eventHubName === undefined || eventHubAuthorizationRuleId !== undefined) return noFindings;
  return invalidValue({
    path: "diagnostics.eventHubName",
    actual: eventHubName,
    requires: "eventHubAuthorizationRuleId, which names the hub's namespace",
    fix: "add eventHubAuthorizationRuleId, or remove eventHubName",
    ...pages.diagnostics,
  });
};

/** Each role is one of Azure Backup's, and each kind of principal one of Azure's. */
export const roleAssignmentsAreValid: CompanionRule = ({ roleAssignments }) =>
  forEachEntry(roleAssignments, (assignment, key) => {
    const pathOf = (field: string) => `roleAssignments.${key}.${field}`;
    const { role, principalType } = assignment ?? {};
    return all([
      isOneOf(pathOf("role"), role, Object.values(BackupRole), pages.builtInRoles),
      isOneOf(pathOf("principalType"), principalType, Object.values(PrincipalType), pages.builtInRoles),
    ]);
  });

/** A vault has no more private endpoints than Azure accepts. */
export const privateEndpointsWithinLimit: CompanionRule = ({ privateEndpoints }) => {
  const { max, unit } = privateEndpointsPerVault;
  const count = keysWithValue(privateEndpoints).length;
  if (count <= max) return noFindings;
  return invalidValue({
    path: "privateEndpoints",
    actual: described(`${count} ${unit}`),
    accepted: `at most ${max} in a vault`,
    fix: `keep ${max} of them. Other networks can reach the vault through peering`,
    ...cite(privateEndpointsPerVault),
  });
};

/** Private DNS zones are those of the vault's region. Azure Backup's zone has a code in place of the region's name. */
export const dnsZonesMatchRegion: CompanionRule = ({ location, privateEndpoints }) => {
  const names = zoneNamesOf(location);
  return forEachEntry(privateEndpoints, (endpoint, key) =>
    forEachEntry(endpoint?.privateDnsZoneIds, (id, i) => {
      const path = `privateEndpoints.${key}.privateDnsZoneIds[${i}]`;
      const name = textOf(id).split("/").pop()?.toLowerCase() ?? "";
      if (names === undefined || names.includes(name)) return noFindings;
      return invalidValue({
        path,
        actual: described(`the zone ${name}`),
        accepted: `${names.join(", ")} for a vault in ${location}`,
        fix: `use the zone ${names[0]}. backupPrivateDnsZoneNames("${location}") returns all three names`,
        ...cite(geoCodes),
      });
    }),
  );
};

/** Rules on the companion resources of a vault. */
export const companionRules: readonly CompanionRule[] = [
  eventHubHasNamespace,
  roleAssignmentsAreValid,
  privateEndpointsWithinLimit,
  dnsZonesMatchRegion,
];
