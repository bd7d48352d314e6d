import * as pulumi from "@pulumi/pulumi";
import { configuredCloud } from "../protection/component/configuredCloud";
import type { FoundVm } from "./choose";

/** Which VMs to discover. */
export interface DiscoverVmsArgs {
  /** The vaultNamePrefix of the RegionalBackup. VMs that its vaults protect are kept; VMs that other vaults protect are left out. */
  vaultNamePrefix: string;
  /** Ids of the subscriptions to read. Omitted: the one in azure-native:subscriptionId or ARM_SUBSCRIPTION_ID, else all that you can read. */
  subscriptions?: string[];
  /** Tags that a VM must have. An asterisk matches any value, e.g. { backup: "*" }. Omitted: none. */
  tags?: { [key: string]: string };
  /** VMs to leave out: names, globs of names, group/name, or ids. Omitted: none. */
  exclude?: string[];
}

/** VMs for RegionalBackup. The key of each VM is its resource group and name in lower case, e.g. `bank/web`. */
export interface DiscoveredVms {
  [key: string]: FoundVm;
}

/**
 * The virtual machines of subscriptions, for the `vms` of a RegionalBackup: those that Azure Backup can protect and that no other
 * vault protects. Their order and their keys stay the same from run to run. The log has a warning for each VM that is left out, with
 * the reason.
 *
 * It reads Azure in each preview and each up, through Resource Graph, which may be a minute behind. If VMs are created or deleted in
 * between, up may differ from preview.
 *
 * @throws Error if Azure cannot be read, so that no program runs with only some of the VMs.
 */
export async function discoverVms(args: DiscoverVmsArgs): Promise<DiscoveredVms> {
  const azure = new pulumi.Config("azure-native");
  const configured = azure.get("subscriptionId") ?? process.env.ARM_SUBSCRIPTION_ID;
  const subscriptions = args.subscriptions ?? (configured === undefined ? [] : [configured]);
  const cloud = configuredCloud();
  // Only programs that discover VMs load the rules.
  const { discover } = require("./discover") as typeof import("./discover");
  const { vms, leftOut, softDeleted } = await discover(cloud, subscriptions, args);
  for (const { key, why } of leftOut) await pulumi.log.warn(`discoverVms: ${key} is left out: ${why}`);
  if (softDeleted.length > 0)
    await pulumi.log.warn(
      `discoverVms: the backups of ${softDeleted.join(", ")} are soft-deleted. To undelete them, set adopt: { subscriptionId, keys } on the RegionalBackup.`,
    );
  return { ...vms };
}
