import { requireAll } from "../core/coverage";
import {
  type Inventory,
  type InventoryResource,
  ifKnown,
  type Subject,
  unknownError,
} from "../core/inventory";
import { lazy } from "../core/lazy";
import { pages } from "../core/pages";
import { indexOf, type ResourceIndex } from "../core/resourceIndex";
import { missing, noFindings, type Rule } from "../core/rule";
import { listOf, sameText, textOf } from "../core/values";
import { type Vault, vaultShape, vaultType } from "./arm";
import { PublicNetworkAccess } from "./facts";

export const endpointType = "Microsoft.Network/privateEndpoints";

interface Connection {
  readonly privateLinkServiceId?: string;
}

interface Endpoint {
  readonly privateLinkServiceConnections?: readonly Connection[];
  readonly manualPrivateLinkServiceConnections?: readonly Connection[];
}

const connections = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** A vault that public networks cannot reach. */
export interface ClosedVault {
  /** Whether a private endpoint of the inventory leads to it. */
  readonly hasEndpoint: boolean;
}

/** A vault that public networks cannot reach has a private endpoint. */
export const closedVaultHasEndpoint: Rule<ClosedVault> = ({ hasEndpoint }) => {
  if (hasEndpoint) return noFindings;
  return missing({
    path: "properties.publicNetworkAccess",
    message: `Public network access is ${PublicNetworkAccess.Disabled}, and no private endpoint leads to this vault`,
    fix: "add a private endpoint while the vault is empty, or exempt the vault if its endpoint is managed elsewhere",
    ...pages.privateEndpoints,
  });
};

/** The closed vaults of an inventory. An endpoint whose target is not known yet may lead to any of them. */
export function closedVaults(inventory: Inventory): { subjects: Subject<ClosedVault>[]; unknown?: unknown } {
  const endpoints = inventory.of<Endpoint>(endpointType);
  const vaults = indexOf(inventory.of<Vault>(vaultType), (vault) => ifKnown(() => vault.inputs?.vaultName));
  const subjects: Subject<ClosedVault>[] = [];
  let unknown: unknown;
  for (const vault of inventory.of<Vault>(vaultType)) {
    const access = () => vaultShape.view(vault.inputs).publicNetworkAccess;
    unknown ??= unknownError(access);
    if (ifKnown(access) !== PublicNetworkAccess.Disabled) continue;
    const leads = endpoints.map((endpoint) => leadsTo(endpoint, vault, vaults));
    const unknownTarget = leads.find((lead) => typeof lead !== "boolean");
    const found = leads.includes(true) || unknownTarget !== undefined;
    if (!leads.includes(true)) unknown ??= unknownTarget;
    const hasEndpoint = () => {
      const answered = answeredEndpoints(vault);
      if (found || answered === true) return true;
      if (answered === undefined) requireAll(inventory, endpointType);
      return false;
    };
    subjects.push({ urn: vault.urn, of: lazy({ hasEndpoint }) as ClosedVault });
  }
  return { subjects, unknown };
}

/** Whether a vault has private endpoints, as Azure answers with the vault itself. Undefined: the vault was not read from Azure. */
function answeredEndpoints({ inputs }: InventoryResource<Vault>): boolean | undefined {
  const { privateEndpointConnections, privateEndpointStateForBackup } = (ifKnown(() => inputs?.properties) ??
    {}) as { privateEndpointConnections?: readonly object[]; privateEndpointStateForBackup?: string };
  if (listOf(privateEndpointConnections).length > 0) return true;
  const state = textOf(privateEndpointStateForBackup);
  return state === "" ? undefined : !sameText(state, "None");
}

/** Whether an endpoint leads to a vault, or the error of reading a value that is not known yet. */
function leadsTo(
  endpoint: InventoryResource<Endpoint>,
  vault: InventoryResource<Vault>,
  vaults: ResourceIndex<Vault>,
): unknown {
  const dependedOn = connections
    .flatMap((property) => endpoint.dependencies(property))
    .filter(({ type }) => type === vaultType);
  if (dependedOn.some(({ urn }) => urn === vault.urn)) return true;
  const ids = () =>
    connections.flatMap((property) =>
      listOf(endpoint.inputs?.[property]).map((connection) => textOf(connection?.privateLinkServiceId)),
    );
  const unknown = unknownError(ids);
  if (unknown !== undefined) return dependedOn.length > 0 ? false : unknown;
  return ids().some((id) => /\/vaults\//i.test(id) && vaults.find(id).includes(vault));
}
