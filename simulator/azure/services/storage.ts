import { AzureError } from "../azureError";
import { normalizeRegion } from "../ids";
import { equalIgnoringCase, withDefaults } from "../json";
import type { Service } from "../service";

const accountName = /^[a-z0-9]{3,24}$/;
const endpoints = ["blob", "dfs", "file", "queue", "table", "web"];

export const storageAccount: Service = {
  checkPut({ azure, id, name }) {
    if (!accountName.test(name)) {
      throw new AzureError(
        400,
        "AccountNameInvalid",
        `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
      );
    }
    // The name is part of a host name, so it must be unique in all of Azure.
    for (const other of azure.store.ofType("Microsoft.Storage/storageAccounts")) {
      if (!equalIgnoringCase(other.name, name) || equalIgnoringCase(other.id, id)) continue;
      throw new AzureError(
        409,
        "StorageAccountAlreadyTaken",
        `The storage account named ${name} is already taken.`,
      );
    }
  },

  storedProperties: ({ name, body }) => ({
    ...withDefaults(body, {
      networkRuleSet: {
        bypass: "AzureServices",
        defaultAction: "Allow",
        ipRules: [],
        virtualNetworkRules: [],
      },
      sku: { tier: "Standard" },
      enableHttpsTrafficOnly: true,
    }),
    location: normalizeRegion(body.location),
    primaryLocation: normalizeRegion(body.location),
    statusOfPrimary: "available",
    provisioningState: "Succeeded",
    privateEndpointConnections: [],
    primaryEndpoints: Object.fromEntries(
      endpoints.map((kind) => [kind, `https://${name}.${kind}.core.windows.net/`]),
    ),
  }),
};
