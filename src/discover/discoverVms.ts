import * as pulumi from "@pulumi/pulumi";
import { cloudOf } from "../live/cloud";
import type { FoundVm } from "./choose";

/** Which VMs to discover. */
export interface DiscoverVmsArgs {
  /** What the names of the RegionalBackup's vaults begin with: the VMs that they protect stay, those of other vaults are left out. */
  vaultNamePrefix: string;
  /** Ids of the subscriptions to look at. Omitted: that of azure-native:subscriptionId or ARM_SUBSCRIPTION_ID, else all that can be seen. */
  subscriptions?: string[];
  /** Tags that a VM must have, an asterisk for any value, e.g. { backup: "*" }. Omitted: none. */
  tags?: { [key: string]: string };
  /** VMs to leave out: names, globs of names, group/name or ids. Omitted: none. */
  exclude?: string[];
}

/** VMs for RegionalBackup, each under its resource group and name, in lower case. */
export interface DiscoveredVms {
  [key: string]: FoundVm;
}

/**
 * The virtual machines of subscriptions, for the `vms` of a RegionalBackup: those that Azure Backup can protect and that no other
 * vault does, in a fixed order and under keys that never change. What is left out is said in the log, with the reason.
 *
 * It reads Azure in each preview and each up, through Resource Graph, which may be a minute behind: what preview shows and what up
 * does may differ where VMs came or went in between.
 *
 * @throws Error where Azure cannot be asked, so that no program runs with half of the VMs.
 */
export async function discoverVms(args: DiscoverVmsArgs): Promise<DiscoveredVms> {
  const azure = new pulumi.Config("azure-native");
  const own = azure.get("subscriptionId") ?? process.env.ARM_SUBSCRIPTION_ID;
  const subscriptions = args.subscriptions ?? (own === undefined ? [] : [own]);
  const cloud = cloudOf(azure.get("environment") ?? process.env.ARM_ENVIRONMENT);
  // The rules are loaded by those programs alone that discover.
  const { discover } = require("./discover") as typeof import("./discover");
  const { vms, leftOut, softDeleted } = await discover(cloud, subscriptions, args);
  for (const { key, why } of leftOut) await pulumi.log.warn(`discoverVms: ${key} is left out: ${why}`);
  if (softDeleted.length > 0)
    await pulumi.log.warn(
      `discoverVms: the backups of ${softDeleted.join(", ")} are soft-deleted: adopt: { subscriptionId, keys } brings them back.`,
    );
  return { ...vms };
}
