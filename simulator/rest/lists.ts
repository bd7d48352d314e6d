import { get } from "../azure/arm";
import { childrenOf } from "../azure/children";
import { modelledType } from "../azure/ids";
import { equalIgnoringCase, type Json, objectAt, textAt } from "../azure/json";
import { notFound } from "../azure/notFound";
import { vaultPath } from "./paths";
import type { Route } from "./request";
import { toArmResource } from "./rows";

const endpointPath =
  "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateEndpoints/[^/]+";

const vaultType = modelledType("recoveryservices:Vault");

const listRoute = (segment: string, token: string): Route => ({
  method: "GET",
  path: new RegExp(`^(${vaultPath})/${segment}$`, "i"),
  handle: (azure, { query }, [vaultId = ""]) => {
    if (azure.store.find(vaultId) === undefined) throw notFound(azure, vaultType, vaultId);
    const type = modelledType(token);
    const isListed = listFilter(query.get("$filter") ?? "");
    const all = childrenOf(azure, vaultId, token).map(({ id }) => get(azure, type, id) ?? {});
    return { status: 200, body: { value: all.filter(isListed).map(asListed) } };
  },
});

/** Resources of a type below a resource that Azure Resource Manager lists for every kind of resource. */
const listBelow = (path: string, parent: string, token: string): Route => ({
  method: "GET",
  path: new RegExp(`^${parent}/${path}$`, "i"),
  handle: (azure, _, [parentId = ""]) => ({
    status: 200,
    body: { value: childrenOf(azure, parentId, token).map((resource) => toArmResource(azure, resource)) },
  }),
});

/** Resources of a type in a subscription. */
const listInSubscription = (path: string, armType: string): Route => ({
  method: "GET",
  path: new RegExp(`^(/subscriptions/[^/]+)/${path}$`, "i"),
  handle: (azure, _, [subscription = ""]) => {
    const all = [...azure.store.ofType(armType)].filter(({ id }) =>
      id.toLowerCase().startsWith(`${subscription.toLowerCase()}/`),
    );
    return { status: 200, body: { value: all.map((resource) => toArmResource(azure, resource)) } };
  },
});

/** A predicate for the `$filter` of a list, e.g. `backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'`. */
function listFilter(filter: string): (resource: Json) => boolean {
  const conditions = [...filter.matchAll(/(\w+) eq '([^']*)'/g)];
  return ({ properties }) =>
    conditions.every(([, field = "", value]) =>
      equalIgnoringCase(textAt(properties, field === "itemType" ? "workloadType" : field), value),
    );
}

/** In a list every policy says that it has no items; only a GET of one counts them (azure-powershell, TestAzureVMMUA, 2025-05). */
function asListed(resource: Json): Json {
  const properties = objectAt(resource, "properties");
  if (properties.protectedItemsCount === undefined) return resource;
  return { ...resource, properties: { ...properties, protectedItemsCount: 0 } };
}

/** The protected items of a vault, its policies, its links to a resource guard, and what else belongs to it. */
export const listRoutes: readonly Route[] = [
  listRoute("backupProtectedItems", "recoveryservices:ProtectedItem"),
  listRoute("backupPolicies", "recoveryservices:ProtectionPolicy"),
  listRoute("backupResourceGuardProxies", "recoveryservices:ResourceGuardProxy"),
  listBelow("providers/Microsoft.Authorization/locks", vaultPath, "authorization:ManagementLockByScope"),
  listBelow("providers/Microsoft.Authorization/roleAssignments", vaultPath, "authorization:RoleAssignment"),
  listBelow("providers/Microsoft.Insights/diagnosticSettings", vaultPath, "monitor:DiagnosticSetting"),
  listInSubscription(
    "providers/Microsoft.AlertsManagement/actionRules",
    "Microsoft.AlertsManagement/actionRules",
  ),
  listBelow("privateDnsZoneGroups", endpointPath, "network:PrivateDnsZoneGroup"),
];
