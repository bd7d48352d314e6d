import { backupFqdnTag, DiskKind, defaultPriorities, diskKindPort } from "../facts";
import { buildStorageTag } from "../securityRule/arm";

/** The sources of the allowed traffic: addresses or IP groups. */
export interface FirewallSources {
  readonly addresses?: readonly string[];
  readonly ipGroupIds?: readonly string[];
}

/** `ruleCollections` that allow backup traffic by the FQDN tag and, if a region is given, traffic of managed disks to its storage. */
export function backupRuleCollections(sources: FirewallSources, managedDiskRegion: string | undefined) {
  const from = sources.ipGroupIds
    ? { sourceIpGroups: [...sources.ipGroupIds] }
    : { sourceAddresses: [...(sources.addresses ?? [])] };
  const byTag = collection("azure-backup", defaultPriorities.firewall, {
    ruleType: "ApplicationRule" as const,
    name: "azure-backup",
    description: "Azure Backup, by its FQDN tag",
    ...from,
    fqdnTags: [backupFqdnTag.value],
    protocols: [{ protocolType: backupFqdnTag.protocol, port: backupFqdnTag.port }],
  });
  if (managedDiskRegion === undefined) return [byTag];
  const byPort = collection("azure-backup-managed-disks", defaultPriorities.firewall + 1, {
    ruleType: "NetworkRule" as const,
    name: "azure-backup-managed-disks",
    description: "Backup of managed disks to the region's storage",
    ...from,
    ipProtocols: ["TCP"],
    destinationAddresses: [buildStorageTag(managedDiskRegion)],
    destinationPorts: [String(diskKindPort.value[DiskKind.Managed])],
  });
  return [byTag, byPort];
}

const collection = <R>(name: string, priority: number, rule: R) => ({
  ruleCollectionType: "FirewallPolicyFilterRuleCollection" as const,
  name,
  priority,
  action: { type: "Allow" },
  rules: [rule],
});
