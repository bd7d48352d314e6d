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
