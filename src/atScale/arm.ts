import { createHash } from "node:crypto";
import { normalLocation } from "../region/location";
import { assignmentRoles, builtIn } from "./facts";
import type { ScaledBackup } from "./settings";

/** Azure's id of one of its own policy definitions. */
export const builtInId = (definition: keyof typeof builtIn): string =>
  `/providers/Microsoft.Authorization/policyDefinitions/${builtIn[definition].id}`;

/** The definition that an entry needs: with a tag's values, or of all others. */
export const definitionOf = (tagValues: unknown): "withTag" | "withoutTag" =>
  tagValues === undefined || tagValues === null ? "withoutTag" : "withTag";

/** Parameters of an assignment; values may still be known later. */
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

/** Values of the tag whose VMs all others leave alone in a region: those that have a policy there, and the exceptions. */
export function takenValues(
  backups: readonly (ScaledBackup | undefined)[],
  location: string,
  except: readonly string[] = [],
): string[] {
  const here = backups.filter((one) => one?.location && isSameRegion(one.location, location));
  return [...new Set([...here.flatMap((one) => one?.tagValues ?? []), ...except])];
}

export const isSameRegion = (a: string, b: string): boolean => normalLocation(a) === normalLocation(b);

/** A built-in role as Azure answers it: with the subscription of what it is on. */
export const roleDefinitionId = (on: string, role: "vms" | "vault"): string =>
  `${/^\/subscriptions\/[^/]+/i.exec(on)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${assignmentRoles[role].id}`;

/** Azure's id of a backup policy's resource group. */
export const groupOfPolicy = (policyId: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(policyId)?.[0] ?? "";

/** Azure's id of a policy assignment. */
export const assignmentId = (scope: string, assignmentName: string): string =>
  `${scope}/providers/Microsoft.Authorization/policyAssignments/${assignmentName}`;

/** The namespace of the names below, chosen once: another one would rename every role assignment. */
const namespace = "5e5f1d8c-6f0b-5c1e-9d7e-0a6f2b8c4d31";

/** The same GUID for the same texts, in any letters: Azure names role assignments by GUIDs. RFC 9562, version 5. */
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
