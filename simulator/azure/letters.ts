import { isObject } from "./json";

/** Every id in an answer as Azure may write it: the resource group in capitals, container and item in Azure's own spelling. */
export function inOtherLetters(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("/subscriptions/") ? otherId(value) : value;
  if (Array.isArray(value)) return value.map(inOtherLetters);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOtherLetters(inner)]));
}

const otherId = (id: string): string =>
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
