import { isObject } from "./json";

/**
 * Changes the letter case of every id in a response the way Azure sometimes does: the resource group in capitals, the names of the
 * container and the item with Azure's capitals.
 */
export function changeIdCase(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("/subscriptions/") ? changeCaseOf(value) : value;
  if (Array.isArray(value)) return value.map(changeIdCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changeIdCase(inner)]));
}

const changeCaseOf = (id: string): string =>
  id
    .replace(/\/resourceGroups\/([^/]+)/i, (_, group: string) => `/resourcegroups/${group.toUpperCase()}`)
    .replace(
      /\/iaasvmcontainer;iaasvmcontainerv2;([^/;]+)/i,
      (_, group: string) => `/IaasVMContainer;iaasvmcontainerv2;${group.toUpperCase()}`,
    )
    .replace(
      /\/vm;iaasvmcontainerv2;([^/;]+)/i,
      (_, group: string) => `/VM;iaasvmcontainerv2;${group.toUpperCase()}`,
    );
