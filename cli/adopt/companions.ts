import { resourceGroupIn, subscriptionIn } from "../../src/core/resourceId";
import { sameText, textOf } from "../../src/core/values";
import {
  type ArmResource,
  type CompanionsInAzure,
  type EndpointInAzure,
  scopesOf,
} from "../../src/live/companions";
import type { Vault } from "../../src/vault/arm";
import { Code } from "../program/typescript";
import { plain } from "./componentArguments";

/** A resource of azure-native that belongs to a vault. The component would choose its name and texts, so it is declared as it is. */
export interface Companion {
  readonly module: "alertsmanagement" | "authorization" | "monitor" | "network";
  readonly type: string;
  /** Its name below the vault's name in Pulumi. */
  readonly name: string;
  readonly args: object;
}

/** What the program declares of a vault's companions, and what it leaves out. */
export interface AdoptedCompanions {
  readonly resources: readonly Companion[];
  readonly resourceGuardId?: string;
  readonly leftOut: readonly string[];
}

interface Payload {
  readonly privateEndpointConnections?: readonly ({
    readonly id?: string;
    readonly properties?: { readonly privateEndpoint?: { readonly id?: string } };
  } | null)[];
  readonly securitySettings?: { readonly multiUserAuthorization?: string };
}

const connectionsOf = ({ properties }: Vault) => {
  const { privateEndpointConnections } = (properties ?? {}) as Payload;
  return Array.isArray(privateEndpointConnections) ? privateEndpointConnections : [];
};

const endpointId =
  /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.Network\/privateEndpoints\/[^/?#]+$/i;

/** Ids of the private endpoints that a vault names. */
export const endpointIdsOf = (payload: Vault): string[] =>
  connectionsOf(payload)
    .map((connection) => textOf(connection?.properties?.privateEndpoint?.id))
    .filter((id) => endpointId.test(id));

/** The lines for a vault whose companions were not read, because the vault is of a file. */
export function companionsNotRead(payload: Vault): AdoptedCompanions {
  const { securitySettings } = (payload.properties ?? {}) as Payload;
  return {
    resources: [],
    leftOut: [
      ...connectionsOf(payload).map(
        (connection) =>
          `private endpoint connection ${connection?.id ?? "without an id"}: it stays in Azure. Its subnet was not read; to manage it, import the private endpoint`,
      ),
      ...(sameText(securitySettings?.multiUserAuthorization ?? "", "Enabled")
        ? ["the resource guard: the vault has one, but its id was not read. Set resourceGuardId to manage it"]
        : []),
      "its locks, role assignments, diagnostic settings and alert processing rules were not read, because no file has them. They stay in Azure; to manage them, run adopt without --from",
    ],
  };
}

/** A vault's companions as the program declares them. `vaultVariable` is replaced by the vault's own variable. */
export function adoptedCompanions(vaultId: string, found: CompanionsInAzure): AdoptedCompanions {
  const guards = found.guardProxies.map(({ name, properties }) => ({
    name,
    guardId: textOf(properties?.resourceGuardResourceId),
  }));
  const isOwn = ({ name, guardId }: (typeof guards)[number]) =>
    sameText(name, "VaultProxy") && guardId !== "";
  const [guard] = guards.filter(isOwn);
  const isHere = ({ endpoint }: EndpointInAzure) => subscriptionIn(endpoint.id) === subscriptionIn(vaultId);
  const declared = found.endpoints.filter((one) => isHere(one) && unwritten(one.endpoint).length === 0);
  const isVault = (scope: string) => sameText(scope.replace(/\/+$/, ""), vaultId);
  const ownRules = found.alertRules.filter((rule) => scopesOf(rule).every(isVault));
  return {
    ...(guard !== undefined && { resourceGuardId: guard.guardId }),
    resources: [
      ...found.locks.map(lockOf),
      ...found.roleAssignments.map(roleOf),
      ...found.diagnosticSettings.map(diagnosticsOf),
      ...declared.flatMap((one) => endpointResources(one, vaultId)),
      ...ownRules.map((rule) => alertRuleOf(rule, vaultId)),
    ],
    leftOut: [
      ...found.notRead,
      ...guards
        .filter((one) => !isOwn(one))
        .map(({ name }) => `resource guard proxy ${name}: BackupVault has no argument for it`),
      ...found.endpoints
        .filter((one) => !declared.includes(one))
        .map((one) =>
          isHere(one)
            ? `private endpoint ${one.endpoint.id}: adopt does not write its ${unwritten(one.endpoint).join(" and ")}`
            : `private endpoint ${one.endpoint.id}: it is in another subscription`,
        ),
      ...found.alertRules
        .filter((rule) => !ownRules.includes(rule))
        .map(
          ({ id }) => `alert processing rule ${id}: it applies to more than this vault, so it stays in Azure`,
        ),
    ],
  };
}

/** The place of the vault's id in a companion's arguments. */
export const vaultIdPlace = new Code("vault.vaultId");

const lockOf = ({ name, properties = {} }: ArmResource): Companion => ({
  ...{ module: "authorization", type: "ManagementLockByScope", name },
  args: { scope: vaultIdPlace, lockName: name, ...fields(properties, ["level", "notes", "owners"]) },
});

const roleOf = ({ name, properties = {} }: ArmResource): Companion => ({
  ...{ module: "authorization", type: "RoleAssignment", name },
  args: {
    ...{ scope: vaultIdPlace, roleAssignmentName: name },
    ...fields(properties, ["roleDefinitionId", "principalId", "principalType", "description"]),
    ...fields(properties, ["condition", "conditionVersion", "delegatedManagedIdentityResourceId"]),
  },
});

const diagnosticsOf = ({ name, properties = {} }: ArmResource): Companion => ({
  ...{ module: "monitor", type: "DiagnosticSetting", name },
  args: {
    ...{ resourceUri: vaultIdPlace, name },
    ...fields(properties, ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "eventHubName"]),
    ...fields(properties, ["marketplacePartnerId", "serviceBusRuleId", "logAnalyticsDestinationType"]),
    ...fields(properties, ["logs", "metrics"]),
  },
});

const alertRuleOf = (rule: ArmResource, vaultId: string): Companion => ({
  ...{ module: "alertsmanagement", type: "AlertProcessingRuleByName" },
  name: `${resourceGroupIn(rule.id)}/${rule.name}`,
  args: {
    ...{ alertProcessingRuleName: rule.name, resourceGroupName: resourceGroupIn(rule.id) },
    ...fields(rule, ["location", "tags"]),
    properties: {
      // In another spelling, the id would be another one for Pulumi.
      scopes: scopesOf(rule).map((scope) => (scope === vaultId ? vaultIdPlace : scope)),
      ...fields(rule.properties ?? {}, ["enabled", "description", "conditions", "schedule", "actions"]),
    },
  },
});

/** Settings of an endpoint that the program does not write. */
const unwritten = ({ properties = {} }: ArmResource): string[] =>
  ["ipConfigurations", "applicationSecurityGroups", "manualPrivateLinkServiceConnections"].filter(
    (name) => listAt(properties, name).length > 0,
  );

function endpointResources({ endpoint, zoneGroups }: EndpointInAzure, vaultId: string): Companion[] {
  const { id, name, location, tags, properties = {} } = endpoint;
  const resourceGroupName = resourceGroupIn(id);
  const connections = listAt(properties, "privateLinkServiceConnections").map(flat);
  return [
    {
      ...{ module: "network", type: "PrivateEndpoint", name: `${resourceGroupName}/${name}` },
      args: {
        ...{ privateEndpointName: name, resourceGroupName, location },
        ...fields(properties, ["customNetworkInterfaceName"]),
        subnet: fields((properties.subnet ?? {}) as object, ["id"]),
        privateLinkServiceConnections: connections.map((connection) => ({
          ...fields(connection, ["name", "groupIds", "requestMessage"]),
          // In another spelling, the id would be another one for Pulumi.
          privateLinkServiceId:
            connection.privateLinkServiceId === vaultId ? vaultIdPlace : connection.privateLinkServiceId,
        })),
        ...fields({ tags }, ["tags"]),
      },
    },
    ...zoneGroups.map(
      (group): Companion => ({
        ...{ module: "network", type: "PrivateDnsZoneGroup" },
        name: `${resourceGroupName}/${name}/${group.name}`,
        args: {
          ...{ privateDnsZoneGroupName: group.name, privateEndpointName: name, resourceGroupName },
          privateDnsZoneConfigs: listAt(group.properties ?? {}, "privateDnsZoneConfigs").map((config) =>
            fields(flat(config), ["name", "privateDnsZoneId"]),
          ),
        },
      }),
    ),
  ];
}

type Values = Readonly<Record<string, unknown>>;

const listAt = (values: Values, name: string): readonly Values[] => {
  const list = values[name];
  return Array.isArray(list) ? list : [];
};

/** An element of a list, which Azure answers with `properties` of its own. */
const flat = ({ properties, ...others }: Values): Values => ({ ...others, ...(properties as object) });

/** The fields that are set. */
const fields = (values: object, names: readonly string[]): object =>
  (plain(Object.fromEntries(names.map((name) => [name, (values as Values)[name]]))) ?? {}) as object;
