import { region } from "../ids";
import { sameText, withDefaults } from "../json";
import { Refusal } from "../refusal";
import type { Service } from "../service";

const accountName = /^[a-z0-9]{3,24}$/;
const endpoints = ["blob", "dfs", "file", "queue", "table", "web"];

export const storageAccount: Service = {
  check({ azure, id, name }) {
    if (!accountName.test(name)) {
      throw new Refusal(
        400,
        "AccountNameInvalid",
        `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
      );
    }
    // Its name is part of a host name, so it is taken for all of Azure.
    for (const other of azure.store.ofType("Microsoft.Storage/storageAccounts")) {
      if (!sameText(other.name, name) || sameText(other.id, id)) continue;
      throw new Refusal(
        409,
        "StorageAccountAlreadyTaken",
        `The storage account named ${name} is already taken.`,
      );
    }
  },

  shape: ({ name, body }) => ({
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
    location: region(body.location),
    primaryLocation: region(body.location),
    statusOfPrimary: "available",
    provisioningState: "Succeeded",
    privateEndpointConnections: [],
    primaryEndpoints: Object.fromEntries(
      endpoints.map((kind) => [kind, `https://${name}.${kind}.core.windows.net/`]),
    ),
  }),
};
