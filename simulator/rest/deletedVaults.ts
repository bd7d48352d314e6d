import { AzureError } from "../azure/azureError";
import { normalizeRegion } from "../azure/ids";
import type { Azure } from "../azure/service";
import { deletedVaultAnswer, deletedVaultType, undeleteVault } from "../azure/services/deletedVault";
import type { Resource } from "../azure/store";
import { acceptedResponse } from "./operations";
import type { RestRequest, Route } from "./request";

/** https://github.com/Azure/azure-rest-api-specs, specification/recoveryservices, DeletedVaults.tsp, 2026-11-30. */
const firstVersion = "2025-08-01";

/** Simulated: ten of Azure's regions, and those of the subscription's resources. */
const someRegions = [
  ...["East US", "East US 2", "West US 2", "West Europe", "North Europe", "UK South"],
  ...["France Central", "Germany West Central", "Sweden Central", "Switzerland North"],
];

const locationPath = "(/subscriptions/[^/]+)/providers/Microsoft.RecoveryServices/locations/([^/]+)";

/** Deleted vaults, and the regions in which Azure Backup lists them. */
export const deletedVaultRoutes: readonly Route[] = [
  {
    // https://learn.microsoft.com/rest/api/resources/providers/get
    method: "GET",
    path: /^(\/subscriptions\/[^/]+)\/providers\/Microsoft\.RecoveryServices$/i,
    handle: (azure, _, [subscription = ""]) => {
      const id = `${subscription}/providers/Microsoft.RecoveryServices`;
      const locations = regionsOf(azure, subscription);
      const type = (resourceType: string) => ({ resourceType, locations, apiVersions: [firstVersion] });
      const resourceTypes = [type("vaults"), type("locations/deletedVaults")];
      const namespace = "Microsoft.RecoveryServices";
      return { status: 200, body: { id, namespace, registrationState: "Registered", resourceTypes } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${locationPath}/deletedVaults$`, "i"),
    handle: (azure, request, [subscription = "", location = ""]) => {
      checkVersion(azure, request, subscription, location);
      const prefix = request.path.toLowerCase();
      const found = [...azure.store.ofType(deletedVaultType)].filter(({ id }) =>
        id.toLowerCase().startsWith(`${prefix}/`),
      );
      return { status: 200, body: { value: found.map(deletedVaultAnswer) } };
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${locationPath}/deletedVaults/[^/]+$`, "i"),
    handle: (azure, request, [subscription = "", location = ""]) => {
      checkVersion(azure, request, subscription, location);
      return { status: 200, body: deletedVaultAnswer(found(azure, request.path)) };
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${locationPath}/deletedVaults/[^/]+/undelete$`, "i"),
    handle: (azure, request, [subscription = "", location = ""]) => {
      checkVersion(azure, request, subscription, location);
      const deleted = found(azure, request.path.replace(/\/undelete$/i, ""));
      undeleteVault(azure, deleted, request.body);
      const operation = { owner: deleted.id, status: "operations", result: "operationResults" };
      return acceptedResponse(azure, request, operation);
    },
  },
];

function found(azure: Azure, id: string): Resource {
  const deleted = azure.store.find(id);
  if (deleted !== undefined) return deleted;
  throw new AzureError(404, "ResourceNotFound", `The deleted vault ${id} was not found.`);
}

function regionsOf({ store }: Azure, subscription: string): string[] {
  const known = new Set(someRegions.map(normalizeRegion));
  const used = usedRegions(store).get(subscription.toLowerCase()) ?? [];
  return [...someRegions, ...[...used].filter((region) => !known.has(region))];
}

type RegionsBySubscription = ReadonlyMap<string, ReadonlySet<string>>;
const regionsInStores = new WeakMap<Azure["store"], { version: number; regions: RegionsBySubscription }>();

/** The regions of each subscription's resources. Reading all of a large estate takes too long for each request. */
function usedRegions(store: Azure["store"]): RegionsBySubscription {
  const last = regionsInStores.get(store);
  if (last?.version === store.version()) return last.regions;
  const regions = new Map<string, Set<string>>();
  for (const { id, properties } of store.all()) {
    const subscription = /^\/subscriptions\/[^/]+/i.exec(id)?.[0].toLowerCase() ?? "";
    const region = normalizeRegion(properties.location);
    if (region !== "" && region !== "global")
      regions.set(subscription, (regions.get(subscription) ?? new Set()).add(region));
  }
  regionsInStores.set(store, { version: store.version(), regions });
  return regions;
}

/** @throws AzureError as Azure Resource Manager for a region or a version that does not have the type. */
function checkVersion(azure: Azure, { query }: RestRequest, subscription: string, location: string): void {
  const version = query.get("api-version") ?? "";
  const isRegion = regionsOf(azure, subscription).map(normalizeRegion).includes(location.toLowerCase());
  if (version >= firstVersion && isRegion) return;
  throw new AzureError(
    400,
    "NoRegisteredProviderFound",
    `No registered resource provider found for location '${location}' and API version '${version}' for type 'locations/deletedVaults'.`,
  );
}
