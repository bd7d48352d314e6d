import { isObject } from "./json";

/**
 * The id of a virtual machine's protected item as Azure spells it: `IaasVMContainer;…` and `VM;…`, group and VM in small letters. Recorded
 * in the tests of azure-cli and azure-powershell, 2022 to 2026; one item of 2023 keeps the letters with which it was protected.
 */
export const spelledItemId = (id: string): string =>
  id.replace(
    /\/iaasvmcontainer;(iaasvmcontainerv2;[^/]+)(\/protectedItems\/)vm;([^/]+)$/i,
    (_, container: string, middle: string, item: string) =>
      `/IaasVMContainer;${container.toLowerCase()}${middle}VM;${item.toLowerCase()}`,
  );

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
