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
import { inlineServiceTagsAreSpelt, serviceTagsAreSpelt } from "./securityRule/tags";
import { type StorageAccount, trustedServicesAreLetIn, withTrustedServices } from "./storageAccount";

export const networkRequirements = [
  onInventory({
    name: "backup-egress-open",
    displayName: "Backup traffic gets out",
    description:
      "The network lets a VM's backup traffic out: rules, routes, firewall and proxy are evaluated.",
    why: "Backups inside a VM, and all of the page of 2018, need a way out; a deny stops them without a word.",
    notSeen: "Firewalls inside the VM, and appliances on the way.",
    // Today's page asks for no outbound access of a VM that is backed up as a whole; the seed's page did.
    level: "advisory",
    severity: "medium",
    needs: networkTypes.vm,
    judge: (inventory) => judgeEach(backupPaths(inventory), [backupEgressIsOpen]),
    remediation:
      "Add a BackupNsgRule or BackupServiceTagRules below the priority of the deny, or exempt the VM.",
    page: networkPages.nsg,
    framework: supportMatrix("Network connectivity"),
    seed: "The backup extension running on the VM must have outbound access to Azure public IP addresses.",
  }),
  onInventory({
    name: "nsg-rule-outranked",
    displayName: "Backup exception before the deny",
    description: "A rule that lets backup traffic or a proxy out stands before the rules that deny the same.",
    why: "An exception behind the deny lets nothing out: the first rule that matches decides.",
    notSeen: "Security admin rules of Virtual Network Manager.",
    level: "mandatory",
    severity: "high",
    needs: networkTypes.securityGroup,
    judge: (inventory) => judgeEach(groupsWithRules(inventory), [exceptionsAreNotOutranked]),
    remediation: "Give the rule a priority below that of the deny.",
    page: networkPages.nsg,
    framework: supportMatrix("Network connectivity"),
    seed: "If you have a rule denying access, the new rule allowing access must be higher: with a Deny_All at priority 1000, your new rule must be below 1000.",
  }),
  onResources({
    name: "nsg-service-tag-spelling",
    displayName: "Service tags as Azure spells them",
    description: "A security rule names service tags that Azure has.",
    why: "Azure refuses a rule with a tag that it does not have; in some regions AzureCloud has another spelling.",
    notSeen: "Tags that are newer than the list.",
    level: "mandatory",
    severity: "medium",
    rules: () => ({
      [networkTypes.securityRule]: [serviceTagsAreSpelt],
      [networkTypes.securityGroup]: [inlineServiceTagsAreSpelt],
    }),
    remediation: "Write the tag as Azure spells it in the region.",
    page: networkPages.serviceTags,
    framework: supportMatrix("Network connectivity"),
  }),
  onResources({
    name: "storage-account-trusted-services",
    displayName: "Storage account lets Azure Backup in",
    description:
      "A storage account restricted to networks lets trusted Microsoft services in, Azure Backup among them.",
    why: "An account that is closed to networks is closed to Azure Backup too, unless trusted services are let in.",
    notSeen: "Whether the account holds disks at all: managed disks have none.",
    level: "advisory",
    severity: "low",
    rules: () => ({ [networkTypes.storageAccount]: [trustedServicesAreLetIn] }),
    remediate: letTrustedServicesIn,
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

/** Adds the one word to the list; the account stays closed to all else. */
function letTrustedServicesIn(props: Record<string, unknown>): boolean {
  if (judge([trustedServicesAreLetIn], props as StorageAccount).findings.length === 0) return false;
  const networkRuleSet = props.networkRuleSet as Record<string, unknown>;
  networkRuleSet.bypass = withTrustedServices(networkRuleSet.bypass);
  return true;
}
