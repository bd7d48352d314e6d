import { described } from "../core/finding";
import {
  type Inventory,
  type InventoryResource,
  ifKnown,
  type Subject,
  unknownError,
} from "../core/inventory";
import { pages } from "../core/pages";
import { invalidValue, noFindings, type Rule } from "../core/rule";
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

/** A vault that public networks cannot reach, and whether the stack gives it a private endpoint. */
export interface ClosedVault {
  readonly hasEndpoint: boolean;
}

/** A vault closed to public networks has a private endpoint. */
export const closedVaultHasEndpoint: Rule<ClosedVault> = ({ hasEndpoint }) => {
  if (hasEndpoint) return noFindings;
  return invalidValue({
    path: "properties.publicNetworkAccess",
    actual: described(
      `${PublicNetworkAccess.Disabled}, and no private endpoint of this stack leads to the vault`,
    ),
    accepted: "a private endpoint for a vault that public networks cannot reach",
    fix: "add one while the vault is empty, or exempt the vault where another stack has its endpoint",
    ...pages.privateEndpoints,
  });
};

/** The stack's closed vaults. While it is not known where an endpoint leads, it may lead to any vault. */
export function closedVaults(inventory: Inventory): { subjects: Subject<ClosedVault>[]; unknown?: unknown } {
  const endpoints = inventory.of<Endpoint>(endpointType);
  const subjects: Subject<ClosedVault>[] = [];
  let unknown: unknown;
  for (const vault of inventory.of<Vault>(vaultType)) {
    const access = () => vaultShape.view(vault.inputs).publicNetworkAccess;
    unknown ??= unknownError(access);
    if (ifKnown(access) !== PublicNetworkAccess.Disabled) continue;
    const leads = endpoints.map((endpoint) => leadsTo(endpoint, vault));
    const missing = leads.find((lead) => typeof lead !== "boolean");
    const hasEndpoint = leads.includes(true) || missing !== undefined;
    if (!leads.includes(true)) unknown ??= missing;
    subjects.push({ urn: vault.urn, of: { hasEndpoint } });
  }
  return { subjects, unknown };
}

/** Whether an endpoint leads to a vault; the error of reading what is not known yet. */
function leadsTo(endpoint: InventoryResource<Endpoint>, vault: InventoryResource<Vault>): unknown {
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
  const name = ifKnown(() => vault.inputs?.vaultName) ?? vault.name;
  return ids().some((id) => /\/vaults\//i.test(id) && sameText(id.split("/").pop() ?? "", name));
}
