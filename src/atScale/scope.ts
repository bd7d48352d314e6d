/** The scope of a policy assignment, read from its Azure id. */
export type Scope =
  | { readonly kind: "subscription"; readonly subscriptionId: string }
  | { readonly kind: "resourceGroup"; readonly subscriptionId: string; readonly resourceGroupName: string }
  | { readonly kind: "managementGroup"; readonly managementGroupId: string };

const subscription = /^\/subscriptions\/([^/]+)$/i;
const resourceGroup = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i;
const managementGroup = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i;

/** The scope that an Azure id names; undefined for any other value. Azure ignores case in ids. */
export function scopeOf(id: unknown): Scope | undefined {
  if (typeof id !== "string") return undefined;
  const [, subscriptionId] = subscription.exec(id) ?? [];
  if (subscriptionId !== undefined) return { kind: "subscription", subscriptionId };
  const [, ofGroup, resourceGroupName] = resourceGroup.exec(id) ?? [];
  if (ofGroup !== undefined)
    return { kind: "resourceGroup", subscriptionId: ofGroup, resourceGroupName: resourceGroupName as string };
  const [, managementGroupId] = managementGroup.exec(id) ?? [];
  return managementGroupId === undefined ? undefined : { kind: "managementGroup", managementGroupId };
}

/** The form of each kind of scope's id. */
export const scopeTexts = {
  subscription: "/subscriptions/<id>",
  resourceGroup: "/subscriptions/<id>/resourceGroups/<name>",
  managementGroup: "/providers/Microsoft.Management/managementGroups/<name>",
} as const;

/** Whether one Azure id is inside another, as an exclusion must be inside its assignment's scope. */
export function isInside(inner: string, outer: string): boolean {
  const [a, b] = [inner, outer].map((id) => `${id.toLowerCase()}/`) as [string, string];
  return a.startsWith(b) && a !== b;
}
