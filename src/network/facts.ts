import type { Amount, Form, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

const learn = (path: string): Sourced => ({
  source: `https://learn.microsoft.com/${path}`,
  asOf: "2026-11-23",
});

/** Pages that several facts cite. */
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

/** How the disks of the VMs are stored. It decides the port in the rule of Microsoft's page of 2018. */
export const DiskKind = {
  /** Managed disks: port 8443. */
  Managed: "Managed",
  /** Unmanaged disks in an encrypted storage account, the default for such accounts: port 443. Azure retired unmanaged disks on 2026-03-31. */
  UnmanagedEncrypted: "UnmanagedEncrypted",
  /** Unmanaged disks in a storage account without encryption: port 80. Azure retired unmanaged disks on 2026-03-31. */
  UnmanagedUnencrypted: "UnmanagedUnencrypted",
} as const;
export type DiskKind = (typeof DiskKind)[keyof typeof DiskKind];

/** Port of backup traffic to storage, by kind of disk. */
export const diskKindPort = {
  value: { Managed: 8443, UnmanagedEncrypted: 443, UnmanagedUnencrypted: 80 } as const,
  ...pages.seed2018,
  note: "The page of 2026-03-25 names neither 8443 nor 80, and requires no outbound access for backups of Azure VMs.",
} as const;

/** Service tags and port that traffic of Azure Backup needs today. */
export const backupServiceTags = {
  value: ["AzureBackup", "Storage", "AzureActiveDirectory"],
  port: 443,
  ...networkPages.serviceTags,
  note: "Only Storage has regional tags. Backups inside the VM (SQL, HANA, the MARS agent) need these tags; the backup of a whole VM needs none.",
} as const;

/** Port on which a proxy reaches storage in the seed's rules. A VM without a proxy uses the port of its kind of disk. */
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
  note: "The API accepts 0 too, but no traffic uses it.",
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
  unit: "(lower numbers are evaluated first)",
  ...networkPages.securityRuleApi,
  note: "Unique within each direction of a group.",
};

/** Azure's code for a rule whose priority another rule of the same direction has. */
export const securityRuleConflict = {
  value: "SecurityRuleConflict",
  source: "https://github.com/Azure/aks-engine/issues/2106",
  asOf: "2026-11-30",
} as const;

export const securityRuleDescriptionLength: Range = {
  min: 0,
  max: 140,
  unit: "characters",
  ...networkPages.securityRuleApi,
};

/** Priorities of new rules when the arguments have neither a priority nor the group's rules. */
export const defaultPriorities = {
  backup: 100,
  serviceTags: 110,
  /** The priority in the seed's script. */
  proxy: 200,
  firewall: 200,
} as const;

/** The traffic that the seed's script allows for the proxy. */
export const proxyException = {
  ports: ["80", "443"],
  destination: "Internet",
  ...pages.seed2018,
  note: "The script opens the range 80-443, and the text says 80 or 443. The component opens the two ports.",
} as const;

/** The default rules of every group, which cannot be removed. */
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

/** IPv4 blocks that the public internet does not route. The addresses of a service tag are outside of them. */
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

/** Service endpoints with which traffic reaches storage without the user's routes of the subnet. */
export const storageServiceEndpoints = {
  value: ["Microsoft.Storage", "Microsoft.Storage.Global"],
  ...networkPages.serviceTags,
  note: "Azure adds a route with the addresses of the service tag, which takes precedence over the user's routes.",
} as const;

/** The FQDN tag of Azure Firewall for every domain that Azure Backup needs. Users cannot change its domains. */
export const backupFqdnTag = {
  value: "AzureBackup",
  protocol: "Https",
  port: 443,
  ...networkPages.fqdnTags,
} as const;

/** Suffixes of the domain names that Azure Backup uses. */
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
  note: "The domains of Azure China are not on the page (inferred).",
} as const;

export const firewallPriority: Range = {
  min: 100,
  max: 65000,
  unit: "(lower numbers are evaluated first)",
  ...networkPages.firewallRules,
};

/** The value of `bypass` that lets trusted Microsoft services, including Azure Backup, access a restricted storage account. */
export const trustedServicesBypass = {
  value: "AzureServices",
  /** The value of an account that does not set `bypass`. */
  omitted: "AzureServices",
  ...networkPages.storageFirewall,
  note: "Not relevant for managed disks, which are not in an account of the user. The seed of 2018 asks for it.",
} as const;

/** Addresses of the Azure platform, which a VM must reach without the proxy. */
export const platformAddresses = {
  value: ["168.63.129.16", "169.254.169.254"],
  source: "https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16",
  asOf: "2026-11-23",
} as const;

/** Operating systems on which the proxy can be set. */
export const OsType = {
  /** Windows: the proxy of the system account and of WinHTTP. */
  Windows: "Windows",
  /** Linux: the proxy in /etc/environment and of the Azure Linux agent. */
  Linux: "Linux",
} as const;
export type OsType = (typeof OsType)[keyof typeof OsType];

/** A proxy's host, as files and registry values contain it. */
export const proxyHostForm: Form = {
  pattern:
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  text: "an IPv4 address or a host name, without scheme, port, user name or password",
  ...pages.seed2018,
};

/** Azure Backup does not support a proxy that requires a user name and password. */
export const authenticatedProxy = { ...pages.vmMatrix } as const;
