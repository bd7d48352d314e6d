import { at, type Json, object, text, withDefaults } from "../json";
import { checkPolicy, defaultSnapshotDays } from "../policyCheck";
import { backupRefusal, Refusal } from "../refusal";
import type { Put, Service } from "../service";
import { itemType } from "../types";
import { parentOf } from "./parent";
import { immutabilityOf } from "./vaultCheck";

export const policy: Service = {
  check(request) {
    const { name, body, current } = request;
    const refused = checkPolicy(name, body.properties);
    if (refused) throw new Refusal(refused.status, refused.code, refused.message);
    if (!current) return;
    const before = text(current.properties, "properties.policyType");
    const after = text(body, "properties.policyType") ?? "V1";
    if (before !== undefined && before !== after) {
      throw new Refusal(
        400,
        "BMSUserErrorInvalidPolicyInput",
        `The policy type cannot change in place: it is ${before}, the request says ${after}.`,
      );
    }
    checkRetentionKept(request, current.properties);
  },

  shape({ body }) {
    const asked = object(body, "properties");
    if (asked.backupManagementType !== "AzureIaasVM") return body;
    const tier = asked.policyType === "V2" ? "V2" : "V1";
    const frequency = at(asked, "schedulePolicy.scheduleRunFrequency");
    const defaults: Json = {
      policyType: tier,
      timeZone: "UTC",
      instantRpRetentionRangeInDays: defaultSnapshotDays(tier, frequency),
      ...(tier === "V1" ? { schedulePolicy: { scheduleWeeklyFrequency: 0 } } : {}),
    };
    return { ...body, properties: withDefaults(asked, defaults) };
  },

  get(resource, azure) {
    const protectedItemsCount = azure.store.users(resource.id, itemType).length;
    return { properties: { ...object(resource.properties, "properties"), protectedItemsCount } };
  },

  remove(resource, azure) {
    const items = azure.store.users(resource.id, itemType);
    if (items.length === 0) return undefined;
    throw new Refusal(
      400,
      "BMSUserErrorPolicyObjectInUse",
      `The policy ${resource.name} is in use by ${items.length} protected items, ${items[0]?.name} first.`,
    );
  },
};

/** An immutable vault, whether its lock is set or not yet, keeps what it promised to keep. */
function checkRetentionKept({ azure, id, body }: Put, before: Json): void {
  if (immutabilityOf(parentOf(azure, id, "backupPolicies")) === "Disabled") return;
  for (const kind of ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"]) {
    const path = `properties.retentionPolicy.${kind}.retentionDuration.count`;
    const [was, is] = [Number(at(before, path) ?? 0), Number(at(body, path) ?? 0)];
    if (is < was) throw backupRefusal(`The vault is immutable: ${kind} cannot go from ${was} down to ${is}.`);
  }
}
