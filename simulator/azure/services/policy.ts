import { AzureError, invalidBackupRequest } from "../azureError";
import { type Json, objectAt } from "../json";
import { checkPolicy } from "../policyCheck";
import { shorterRetention } from "../retentionChange";
import type { PutRequest, Service } from "../service";
import { itemType } from "../types";
import { checkGuardedPolicy } from "./guard";
import { parentOf } from "./parent";
import { answeredPolicy, policyTierOf } from "./policyAnswer";
import { immutabilityOf } from "./vaultCheck";

export const policy: Service = {
  checkPut(request) {
    const { name, body, current } = request;
    const error = checkPolicy(name, body.properties);
    if (error) throw new AzureError(error.status, error.code, error.message);
    if (!current) return;
    const [before, after] = [policyTierOf(current.properties), policyTierOf(body)];
    if (before !== after) {
      throw new AzureError(
        400,
        "BMSUserErrorInvalidPolicyInput",
        `The policy type cannot change in place: it is ${before}, the request has ${after}.`,
      );
    }
    checkRetentionNotReduced(request, current.properties);
    checkGuardedPolicy(request);
  },

  storedProperties: ({ body }) => ({ ...body, properties: answeredPolicy(objectAt(body, "properties")) }),

  computedProperties(resource, azure) {
    const protectedItemsCount = azure.store.referencing(resource.id, itemType).length;
    return { properties: { ...objectAt(resource.properties, "properties"), protectedItemsCount } };
  },

  checkDelete(resource, azure) {
    const items = azure.store.referencing(resource.id, itemType);
    if (items.length === 0) return undefined;
    throw new AzureError(
      400,
      "BMSUserErrorPolicyObjectInUse",
      `The policy ${resource.name} is in use by ${items.length} protected items, e.g. ${items[0]?.name}.`,
    );
  },
};

/** In an immutable vault, locked or not, the retention of a policy cannot be reduced. */
function checkRetentionNotReduced({ azure, id, body }: PutRequest, current: Json): void {
  if (immutabilityOf(parentOf(azure, id, "backupPolicies")) === "Disabled") return;
  const shorter = shorterRetention(current, body);
  if (shorter === undefined) return;
  const { kind, before, after } = shorter;
  throw invalidBackupRequest(`The vault is immutable: ${kind} cannot be reduced from ${before} to ${after}.`);
}
