import { judgeEach } from "../core/inventory";
import { pages } from "../core/pages";
import { onInventory, onResources, supportMatrix } from "../core/requirement";
import { judge } from "../core/rule";
import { backupEgressIsOpen } from "./egress/backup";
import { networkPages } from "./facts";
import { backupPaths } from "./inventory/egressPaths";
import { networkTypes } from "./inventory/resources";
import { groupsWithRules } from "./inventory/securityGroups";
import { exceptionsAreNotOutranked } from "./securityRule/outranked";
import { inlineServiceTagsAreSpeltAsInAzure, serviceTagsAreSpeltAsInAzure } from "./securityRule/tags";
import { type StorageAccount, trustedServicesHaveAccess, withTrustedServices } from "./storageAccount";

export const networkRequirements = [
  onInventory({
    name: "backup-egress-open",
    displayName: "Backup traffic can leave the network",
    description:
      "Security rules, routes, firewalls and the proxy let the backup traffic of a VM leave the network.",
    why: "Backups inside a VM need outbound access, and the page of 2018 asks for it for every VM. A rule that denies this traffic stops them.",
    notSeen: "Firewalls inside the VM, and network appliances on the path.",
    // Advisory because today's page requires no outbound access for the backup of a whole VM; the seed's page did.
    level: "advisory",
    severity: "medium",
    needs: networkTypes.vm,
    judge: (inventory) => judgeEach(backupPaths(inventory), [backupEgressIsOpen]),
    remediation:
      "Add a BackupNsgRule or BackupServiceTagRules with a priority below that of the deny rule, or exempt the VM.",
    page: networkPages.nsg,
    framework: supportMatrix("Network connectivity"),
    seed: "The backup extension running on the VM must have outbound access to Azure public IP addresses.",
  }),
  onInventory({
    name: "nsg-rule-outranked",
    displayName: "Backup exception is before the deny rule",
    description:
      "A rule that allows backup traffic, or the traffic of a proxy, has a priority below that of every rule that denies the same traffic.",
    why: "Azure applies the first rule that matches, so an exception after the deny rule has no effect.",
    notSeen: "Security admin rules of Virtual Network Manager.",
    level: "mandatory",
    severity: "high",
    needs: networkTypes.securityGroup,
    judge: (inventory) => judgeEach(groupsWithRules(inventory), [exceptionsAreNotOutranked]),
    remediation: "Give the rule a priority below that of the deny rule.",
    page: networkPages.nsg,
    framework: supportMatrix("Network connectivity"),
    seed: "If you have a rule denying access, the new rule allowing access must be higher: with a Deny_All at priority 1000, your new rule must be below 1000.",
  }),
  onResources({
    name: "nsg-service-tag-spelling",
    displayName: "Service tags are spelt as in Azure",
    description: "A security rule uses the names of service tags that exist in Azure.",
    why: "Azure refuses a rule with an unknown service tag. In some regions, the AzureCloud tag has a different spelling.",
    notSeen: "Tags that are newer than the list of this library.",
    level: "mandatory",
    severity: "medium",
    rules: () => ({
      [networkTypes.securityRule]: [serviceTagsAreSpeltAsInAzure],
      [networkTypes.securityGroup]: [inlineServiceTagsAreSpeltAsInAzure],
    }),
    remediation: "Write the tag as Azure spells it for the region.",
    page: networkPages.serviceTags,
    framework: supportMatrix("Network connectivity"),
  }),
  onResources({
    name: "storage-account-trusted-services",
    displayName: "Azure Backup can access the storage account",
    description:
      "A storage account that is restricted to networks gives access to trusted Microsoft services, including Azure Backup.",
    why: "Without access for trusted Microsoft services, network restrictions also block Azure Backup.",
    notSeen: "Whether the account contains disks. Managed disks are not in a storage account.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [networkTypes.storageAccount]: [trustedServicesHaveAccess] }),
    remediate: allowTrustedServices,
    remediation: "Add AzureServices to networkRuleSet.bypass.",
    page: networkPages.storageFirewall,
    framework: {
      ...supportMatrix("Before you start"),
      version: "2018-12",
      specification: pages.seed2018.source,
    },
    seed: "If you use a network-restricted storage account, make sure that you allow trusted Microsoft services to access it.",
  }),
] as const;

/** Adds trusted services to `bypass` and changes no other access. */
function allowTrustedServices(props: Record<string, unknown>): boolean {
  if (judge([trustedServicesHaveAccess], props as StorageAccount).findings.length === 0) return false;
  const networkRuleSet = props.networkRuleSet as Record<string, unknown>;
  networkRuleSet.bypass = withTrustedServices(networkRuleSet.bypass);
  return true;
}
