import type { Amount, Form, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

const learn = (path: string): Sourced => ({
  source: `https://learn.microsoft.com/${path}`,
  asOf: "2026-11-23",
});

/** Pages that several facts of the network cite. */
export const networkPages = {
  nsg: learn("azure/virtual-network/network-security-groups-overview"),
  serviceTags: pages.serviceTags,
  routes: learn("azure/virtual-network/virtual-networks-udr-overview"),
  firewallRules: learn("azure/firewall/rule-processing"),
  fqdnTags: learn("azure/firewall/fqdn-tags"),
  storageFirewall: learn("azure/storage/common/storage-network-security"),
  securityRuleApi: learn(
    "rest/api/virtualnetwork/security-rules/create-or-update?view=rest-virtualnetwork-2024-05-01",
  ),
} as const;

/** How the disks of the VMs behind a rule are kept; it decides the port of the seed's rule. */
export const DiskKind = {
  /** Managed disks: port 8443. */
  Managed: "Managed",
  /** Unmanaged disks in an encrypted storage account, the default for such accounts: port 443. Azure retired unmanaged disks on 2026-03-31. */
  UnmanagedEncrypted: "UnmanagedEncrypted",
  /** Unmanaged disks in a storage account without encryption: port 80. Azure retired unmanaged disks on 2026-03-31. */
  UnmanagedUnencrypted: "UnmanagedUnencrypted",
} as const;
export type DiskKind = (typeof DiskKind)[keyof typeof DiskKind];

/** Port that backup traffic to storage takes, by kind of disk. */
export const diskKindPort = {
  value: { Managed: 8443, UnmanagedEncrypted: 443, UnmanagedUnencrypted: 80 } as const,
  ...pages.seed2018,
  note: "The page of 2026-03-25 names neither 8443 nor 80, and asks for no outbound access at all for backups of Azure VMs.",
} as const;

/** Service tags and port that traffic of Azure Backup needs today. */
export const backupServiceTags = {
  value: ["AzureBackup", "Storage", "AzureActiveDirectory"],
  port: 443,
  ...networkPages.serviceTags,
  note: "Storage alone has regional tags. For backups inside the VM (SQL, HANA, the MARS agent); a VM backup asks for none.",
} as const;

/** Port on which the seed's rules let the proxy reach storage where a direct VM uses its disk kind's port. */
export const proxiedPort = {
  value: 443,
  unit: "port",
  ...pages.seed2018,
} as const satisfies Amount;

export const port: Range = {
  min: 1,
  max: 65535,
  unit: "(port)",
  ...networkPages.securityRuleApi,
  note: "The API takes 0 too; no traffic has it.",
};

/** Ports from which clients connect: Linux 32768 to 60999, Windows 49152 to 65535, both adjustable. */
export const clientPorts: Range = {
  min: 1024,
  max: 65535,
  unit: "port",
  source: "https://www.rfc-editor.org/rfc/rfc6335",
  asOf: "2011-08",
};

export const securityRulePriority: Range = {
  min: 100,
  max: 4096,
  unit: "(priority, the lower the stronger)",
  ...networkPages.securityRuleApi,
  note: "Unique for each direction of a group.",
};

export const securityRuleDescriptionLength: Range = {
  min: 0,
  max: 140,
  unit: "characters",
  ...networkPages.securityRuleApi,
};

/** Names of security rules and of firewall rule collection groups. */
export const networkNameLength: Range = {
  min: 1,
  max: 80,
  unit: "characters",
  ...pages.nameRules,
};

export const networkNameForm: Form = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
  text: "letters, digits, underscores, dots and hyphens, a letter or digit first, none of . - last",
  ...pages.nameRules,
};

/** Priorities where neither a priority nor the group's rules are given. */
export const defaultPriorities = {
  backup: 100,
  serviceTags: 110,
  /** As in the seed's script. */
  proxy: 200,
  firewall: 200,
} as const;

/** What the seed's script opens for the proxy. */
export const proxyException = {
  ports: ["80", "443"],
  destination: "Internet",
  ...pages.seed2018,
  note: "The script opens the range 80-443, the text says 80 or 443: the two ports are opened.",
} as const;

/** Rules that every group ends with; they cannot be removed. */
export const defaultSecurityRules = {
  value: [
    rule("AllowVnetOutBound", "Outbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    rule("AllowInternetOutBound", "Outbound", 65001, "Allow", "*", "Internet"),
    rule("DenyAllOutBound", "Outbound", 65500, "Deny", "*", "*"),
    rule("AllowVnetInBound", "Inbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    rule("AllowAzureLoadBalancerInBound", "Inbound", 65001, "Allow", "AzureLoadBalancer", "*"),
    rule("DenyAllInBound", "Inbound", 65500, "Deny", "*", "*"),
  ],
  ...networkPages.nsg,
} as const;

function rule(name: string, direction: string, priority: number, access: string, from: string, to: string) {
  return {
    name,
    direction,
    priority,
    access,
    protocol: "*",
    sourceAddressPrefix: from,
    sourcePortRange: "*",
    destinationAddressPrefix: to,
    destinationPortRange: "*",
  } as const;
}

/** IPv4 blocks that the public internet does not route; the rest is where a service tag's addresses lie. */
export const privateBlocks = {
  value: [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
  ],
  source: "https://www.iana.org/assignments/iana-ipv4-special-registry",
  asOf: "2026-11-23",
} as const;

/** Service endpoint with which storage is reached without the subnet's routes. */
export const storageServiceEndpoints = {
  value: ["Microsoft.Storage", "Microsoft.Storage.Global"],
  ...networkPages.serviceTags,
  note: "Azure adds a route with the same addresses as the service tag, stronger than the user's own.",
} as const;

/** Azure Firewall's name for all that Azure Backup must reach; users cannot change what it holds. */
export const backupFqdnTag = {
  value: "AzureBackup",
  protocol: "Https",
  port: 443,
  ...networkPages.fqdnTags,
} as const;

/** Ends of the domain names that Azure Backup reaches. */
export const backupDomains = {
  value: [
    "microsoft.com",
    "windowsazure.com",
    "microsoftonline.com",
    "windows.net",
    "storage.azure.net",
    "windowsazure.us",
    "microsoftonline.us",
    "usgovcloudapi.net",
    "chinacloudapi.cn",
    "microsoftonline.cn",
  ],
  source: "https://github.com/MicrosoftDocs/azure-docs/blob/main/includes/backup-network-connectivity.md",
  asOf: "2025-02-28",
  note: "Those of Azure China are not on the page (inferred).",
} as const;

export const firewallPriority: Range = {
  min: 100,
  max: 65000,
  unit: "(priority, the lower the earlier)",
  ...networkPages.firewallRules,
};

/** What lets Microsoft's services, Azure Backup among them, past a storage account's network rules. */
export const trustedServicesBypass = {
  value: "AzureServices",
  /** What an account has where nothing is said. */
  omitted: "AzureServices",
  ...networkPages.storageFirewall,
  note: "Moot for managed disks, which lie in no account of the user's. The seed of 2018 asks for it.",
} as const;

/** Addresses of the Azure platform that a proxy must not stand before. */
export const platformAddresses = {
  value: ["168.63.129.16", "169.254.169.254"],
  source: "https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16",
  asOf: "2026-11-23",
} as const;

/** Operating systems whose proxy can be set. */
export const OsType = {
  /** Windows: proxy of the system account and of WinHTTP. */
  Windows: "Windows",
  /** Linux: proxy of the environment and of the Azure Linux agent. */
  Linux: "Linux",
} as const;
export type OsType = (typeof OsType)[keyof typeof OsType];

/** A proxy's host, as it stands in files and registry values. */
export const proxyHostForm: Form = {
  pattern:
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  text: "an IPv4 address or a host name, without scheme, port, name or password",
  ...pages.seed2018,
};

/** Azure Backup goes through no proxy that asks for a name and password. */
export const authenticatedProxy = { ...pages.vmMatrix } as const;
