import { AzureError } from "../azure/azureError";
import { type Json, objectAt, textAt } from "../azure/json";
import { groupNotFound } from "../azure/notFound";
import type { Resource } from "../azure/store";
import type { Route } from "./request";
import { containerType } from "./restored";

const accountPath =
  "(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Storage/storageAccounts/[^/]+)";

/** Cores that a subscription may use in a region by default. Simulated: the real number depends on the subscription. */
const coreLimit = 100;

/** What is in a resource group, tags, containers of a storage account, and the quotas of a region. */
export const groupRoutes: readonly Route[] = [
  {
    // https://learn.microsoft.com/rest/api/resources/resources/list-by-resource-group
    method: "GET",
    path: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/resources$/i,
    handle: (azure, _, [groupId = ""]) => {
      if (azure.store.find(groupId) === undefined) throw groupNotFound(groupId);
      const isTopLevel = ({ id }: Resource) => id.split("/").length === groupId.split("/").length + 4;
      const value = azure.store.below(groupId).filter(isTopLevel).map(asListed);
      return { status: 200, body: { value } };
    },
  },
  {
    // https://learn.microsoft.com/rest/api/resources/tags/update-at-scope
    method: "PATCH",
    path: /^(\/subscriptions\/.+)\/providers\/Microsoft\.Resources\/tags\/default$/i,
    handle: (azure, { body }, [id = ""]) => {
      const found = azure.store.find(id);
      if (found === undefined)
        throw new AzureError(404, "ResourceNotFound", `The resource ${id} was not found.`);
      const tags = { ...objectAt(found.properties, "tags"), ...objectAt(body, "properties.tags") };
      azure.store.put({ ...found, properties: { ...found.properties, tags } });
      return { status: 200, body: { properties: { tags } } };
    },
  },
  {
    // https://learn.microsoft.com/rest/api/storagerp/blob-containers/list
    method: "GET",
    path: new RegExp(`^${accountPath}/blobServices/default/containers$`, "i"),
    handle: (azure, _, [accountId = ""]) => ({
      status: 200,
      body: {
        value: azure.store
          .below(accountId)
          .filter(({ type }) => type === containerType)
          .map(asListed),
      },
    }),
  },
  {
    method: "GET",
    path: new RegExp(`^${accountPath}/blobServices/default/containers/([^/]+)$`, "i"),
    handle: (azure, { path }) => {
      const found = azure.store.find(path);
      // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
      if (found === undefined)
        throw new AzureError(404, "ContainerNotFound", "The specified container does not exist.");
      return { status: 200, body: asListed(found) };
    },
  },
  {
    method: "DELETE",
    path: new RegExp(`^${accountPath}/blobServices/default/containers/([^/]+)$`, "i"),
    handle: (azure, { path }) => {
      if (azure.store.find(path) === undefined) return { status: 204 };
      azure.store.remove(path);
      return { status: 200 };
    },
  },
  {
    // https://learn.microsoft.com/rest/api/compute/usage/list
    method: "GET",
    path: /^(\/subscriptions\/[^/]+)\/providers\/Microsoft\.Compute\/locations\/([^/]+)\/usages$/i,
    handle: (azure, _, [subscription = "", location = ""]) => {
      const vms = [...azure.store.ofType("Microsoft.Compute/virtualMachines")].filter(
        ({ id, properties }) => id.startsWith(subscription) && properties.location === location.toLowerCase(),
      );
      const used = vms.map(({ properties }) => coresOf(textAt(properties, "hardwareProfile.vmSize")));
      const name = { value: "cores", localizedValue: "Total Regional vCPUs" };
      const currentValue = used.reduce((sum, cores) => sum + cores, 0);
      return { status: 200, body: { value: [{ unit: "Count", currentValue, limit: coreLimit, name }] } };
    },
  },
  {
    // https://learn.microsoft.com/rest/api/compute/virtual-machine-sizes/list
    method: "GET",
    path: /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Compute\/locations\/[^/]+\/vmSizes$/i,
    handle: (azure) => {
      const vms = [...azure.store.ofType("Microsoft.Compute/virtualMachines")];
      const sizes = new Set(vms.map(({ properties }) => textAt(properties, "hardwareProfile.vmSize") ?? ""));
      const value = [...sizes].map((name) => ({ name, numberOfCores: coresOf(name) }));
      return { status: 200, body: { value } };
    },
  },
];

/** The first number of a size's name is its number of cores. */
const coresOf = (size = ""): number => Number(/_[A-Z]+(\d+)/i.exec(size)?.[1] ?? 1);

function asListed({ id, name, type, properties }: Resource): Json {
  const { location, tags } = properties;
  return { id, name, type, ...(location !== undefined && { location }), ...(tags !== undefined && { tags }) };
}
