import { subscriptionIn } from "../core/resourceId";
import { textOf } from "../core/values";
import { listOf } from "./list";
import { AzureError, type Send } from "./request";

/** A resource as Azure Resource Manager answers it. */
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>> | null;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A private endpoint of a vault, and its groups of DNS zones. */
export interface EndpointInAzure {
  readonly endpoint: ArmResource;
  readonly zoneGroups: readonly ArmResource[];
}

/** What belongs to a vault and has no row of Resource Graph beside it. */
export interface CompanionsInAzure {
  readonly locks: readonly ArmResource[];
  readonly roleAssignments: readonly ArmResource[];
  readonly diagnosticSettings: readonly ArmResource[];
  readonly guardProxies: readonly ArmResource[];
  readonly endpoints: readonly EndpointInAzure[];
  /** Alert processing rules that apply to the vault, or to a resource group or subscription that has it. */
  readonly alertRules: readonly ArmResource[];
  /** What could not be read, with Azure's reason. */
  readonly notRead: readonly string[];
}

/** Lists below a vault: https://learn.microsoft.com/rest/api/azure, 2026-11. */
const lists = {
  locks: ["the locks", "providers/Microsoft.Authorization/locks?api-version=2020-05-01"],
  roleAssignments: [
    "the role assignments",
    "providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=atScope()",
  ],
  diagnosticSettings: [
    "the diagnostic settings",
    "providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview",
  ],
  guardProxies: ["the resource guard", "backupResourceGuardProxies?api-version=2024-10-01"],
} as const;

const alertRulesPath = "providers/Microsoft.AlertsManagement/actionRules?api-version=2021-08-08";

const networkVersion = "api-version=2024-05-01";

/**
 * Reads what belongs to a vault.
 *
 * @param endpointIds Ids of its private endpoints.
 */
export async function readCompanions(
  send: Send,
  vaultId: string,
  endpointIds: readonly string[],
): Promise<CompanionsInAzure> {
  const notRead: string[] = [];
  const attempt = async <T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      notRead.push(`${what}: not read. ${error.message}`);
      return otherwise;
    }
  };
  const inVault = async ([what, path]: readonly [string, string]) => {
    const found = await attempt(what, () => resourcesOf(send, `${vaultId}/${path}`), []);
    // Locks and roles of the groups above are in the lists too.
    return found.filter(({ id }) => id.toLowerCase().startsWith(`${vaultId.toLowerCase()}/`));
  };
  const subscription = `/subscriptions/${subscriptionIn(vaultId)}`;
  const alertRules = await attempt(
    "the alert processing rules",
    () => resourcesOf(send, `${subscription}/${alertRulesPath}`),
    [],
  );
  const endpoints: EndpointInAzure[] = [];
  for (const id of endpointIds) {
    const found = await attempt(`private endpoint ${id}`, () => endpointOf(send, id), undefined);
    if (found !== undefined) endpoints.push(found);
  }
  return {
    locks: await inVault(lists.locks),
    roleAssignments: await inVault(lists.roleAssignments),
    diagnosticSettings: await inVault(lists.diagnosticSettings),
    guardProxies: await inVault(lists.guardProxies),
    alertRules: alertRules.filter((rule) => scopesOf(rule).some((scope) => holds(scope, vaultId))),
    ...{ endpoints, notRead },
  };
}

/** The ids to whose alerts an alert processing rule applies. */
export const scopesOf = ({ properties }: ArmResource): string[] =>
  Array.isArray(properties?.scopes) ? properties.scopes.map(textOf) : [];

/** Whether a scope is a resource, or a group or subscription that has it. */
const holds = (scope: string, id: string): boolean =>
  `${id.toLowerCase()}/`.startsWith(`${scope.toLowerCase().replace(/\/+$/, "")}/`);

async function endpointOf(send: Send, id: string): Promise<EndpointInAzure> {
  const endpoint = (await send("GET", `${id}?${networkVersion}`)) as ArmResource;
  return { endpoint, zoneGroups: await resourcesOf(send, `${id}/privateDnsZoneGroups?${networkVersion}`) };
}

/** The resources of a list. */
async function resourcesOf(send: Send, path: string): Promise<ArmResource[]> {
  const found = await listOf<ArmResource | null>((link) => send("GET", pathOf(link)), path);
  return found.filter((one): one is ArmResource => typeof one?.id === "string");
}

/** The path of a link to the next page. The token goes only to the endpoint of the cloud, whatever host the link names. */
function pathOf(link: string): string {
  if (link.startsWith("/")) return link;
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}
