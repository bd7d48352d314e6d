import { createHash } from "node:crypto";
import { builtIn } from "../protection/builtIn/definitions";
import { normalLocation } from "../region/location";
import { assignmentRoles } from "./facts";
import type { ScaledBackup } from "./settings";

/** Azure id of one of Azure's built-in policy definitions. */
export const builtInId = (definition: keyof typeof builtIn): string =>
  `/providers/Microsoft.Authorization/policyDefinitions/${builtIn[definition].id}`;

/** Azure's definition for an entry: for VMs with one of the tag values, or for all other VMs. */
export const definitionOf = (tagValues: unknown): "withTag" | "withoutTag" =>
  tagValues === undefined || tagValues === null ? "withoutTag" : "withTag";

/** Parameters of an assignment. Values may be deferred. */
export function backupParameters<V>(
  definition: "withTag" | "withoutTag",
  {
    location,
    policyId,
    tagName,
    tagValues,
  }: Readonly<Record<"location" | "policyId" | "tagName" | "tagValues", V>>,
) {
  const kind = definition === "withTag" ? "inclusion" : "exclusion";
  return {
    vaultLocation: { value: location },
    backupPolicyId: { value: policyId },
    [`${kind}TagName`]: { value: tagName },
    [`${kind}TagValue`]: { value: tagValues },
  };
}

/** Tag values whose VMs the entry without tagValues skips in a region: values that another entry of the region has, and the exceptions. */
export function excludedTagValues(
  backups: readonly (ScaledBackup | undefined)[],
  location: string,
  except: readonly string[] = [],
): string[] {
  const inRegion = backups.filter((one) => one?.location && isSameRegion(one.location, location));
  return [...new Set([...inRegion.flatMap((one) => one?.tagValues ?? []), ...except])];
}

export const isSameRegion = (a: string, b: string): boolean => normalLocation(a) === normalLocation(b);

/** Id of a built-in role as Azure returns it: with the subscription of the role assignment's scope. */
export const roleDefinitionId = (roleScope: string, role: "vms" | "vault"): string =>
  `${/^\/subscriptions\/[^/]+/i.exec(roleScope)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${assignmentRoles[role].id}`;

/** Azure id of a backup policy's resource group. */
export const groupOfPolicy = (policyId: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(policyId)?.[0] ?? "";

/** Azure id of a policy assignment. */
export const assignmentId = (scope: string, assignmentName: string): string =>
  `${scope}/providers/Microsoft.Authorization/policyAssignments/${assignmentName}`;

/** The namespace of the GUIDs below. It must never change, because a new one would rename every role assignment. */
const namespace = "5e5f1d8c-6f0b-5c1e-9d7e-0a6f2b8c4d31";

/** A GUID that is the same for the same texts, ignoring case (RFC 9562, version 5). Azure names role assignments by GUIDs. */
export function guidOf(...texts: readonly string[]): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(texts.join("|").toLowerCase())
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
