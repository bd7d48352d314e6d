import { type InventoryResource, ifKnown } from "../core/inventory";
import { sameText, textOf } from "../core/values";
import type { VirtualMachine } from "./arm";
import { managedVms } from "./facts";

/** A service of Azure that runs VMs of its own and replaces them instead of restoring them. */
export type ManagingService = (typeof managedVms.services)[number]["name"];

const noTags = {};
const startsWith = (text: string, start: string): boolean =>
  text.length >= start.length && text.slice(0, start.length).toLowerCase() === start;

/** The service that runs a VM. Undefined: none is known to. */
export function managingServiceOf({
  urn,
  inputs,
}: InventoryResource<VirtualMachine>): ManagingService | undefined {
  const publisher = ifKnown(() => textOf(inputs?.storageProfile?.imageReference?.publisher)) ?? "";
  const group =
    /\/resourceGroups\/([^/]+)\//i.exec(urn)?.[1] ?? ifKnown(() => textOf(inputs?.resourceGroupName)) ?? "";
  const tags = Object.keys(ifKnown(() => inputs?.tags) ?? noTags);
  return managedVms.services.find(
    (service) =>
      ("publisher" in service && sameText(publisher, service.publisher)) ||
      ("groupStart" in service && startsWith(group, service.groupStart)) ||
      ("tagStart" in service && tags.some((tag) => startsWith(tag, service.tagStart))),
  )?.name;
}
