import type { SeedSection } from "./seedAdvice";

const components = "network/components";

/** How backup traffic gets out. */
export const network: readonly SeedSection[] = [
  {
    title: "Establish network connectivity",
    anchor: "establish-network-connectivity",
    french: "Établir la connectivité réseau",
    advice: [
      {
        says: "The extension in the VM reaches Azure's public addresses",
        code: ["src/network/egress/evaluate.ts", "src/network/requirements.ts"],
        tests: [
          [
            "policies/network",
            "reports a locked-down network with the rule and the priority that opens it: %s",
          ],
        ],
      },
      {
        says: "By rules of the network security group: address ranges, or better a service tag",
        code: ["src/network/securityRule/backupServiceTagRules.ts"],
        tests: [[components, "makes one rule for each of today's tags, on 443, in a row before the deny"]],
        reason: "address ranges change; the tag is the one that is made",
      },
      {
        says: "By an HTTP proxy",
        code: ["src/network/proxy/vmProxySettings.ts"],
        tests: [["policies/network", "set by a run command or by custom data, is the way out"]],
        reason: "the proxy's own machine is yours",
      },
      {
        says: "By Azure Firewall with an FQDN tag",
        code: ["src/network/firewall/backupFirewallRule.ts"],
        tests: [[components, "allows the FQDN tag from the VMs' addresses, and managed disks on request"]],
      },
      { says: "Weigh the three against each other", reason: "reading; docs/network.md has the table" },
      {
        says: "Managed disks may need port 8443 open on firewalls",
        code: ["src/network/ports.ts", "src/network/firewall/backupFirewallRule.ts"],
        tests: [
          ["network/egress/evaluate", "lets backup out by the FQDN tag, and managed disks by a network rule"],
        ],
      },
    ],
  },
  {
    title: "Set up an NSG rule to allow outbound access to Azure",
    anchor: "set-up-an-nsg-rule-to-allow-outbound-access-to-azure",
    french: "Configurer une règle de groupe de sécurité réseau pour autoriser l’accès sortant vers Azure",
    advice: [
      {
        says: "The rule stands before a rule that denies: a lower number than Deny_All's 1000",
        code: ["src/network/securityRule/priority.ts", "src/network/requirements.ts"],
        tests: [
          ["network/securityRule/rules", "is the highest free one below the first deny that would match"],
          ["policies/network", "names the deny before an exception: %s"],
        ],
      },
      {
        says: "From VirtualNetwork, any port, to Storage.<region>, by TCP, with a name and a description",
        code: ["src/network/securityRule/backupNsgRule.ts", "src/network/securityRule/arm.ts"],
        tests: [
          [components, "is the seed's rule, field by field, for disks that are %s"],
          [components, "takes a name and a description, and tells its id, name and priority"],
        ],
      },
      {
        says: "Port 80, 443 or 8443, by the kind of disks",
        code: ["src/network/facts.ts", "src/network/ports.ts"],
        tests: [[components, "is the seed's rule, field by field, for disks that are %s"]],
      },
      {
        says: "One rule serves several VMs",
        code: ["src/network/securityRule/backupNsgRule.ts"],
        tests: [[components, "the same arguments serve several groups"]],
      },
      { says: "A video shows it", reason: "watching" },
    ],
  },
];

/** The way through a proxy, and through Azure Firewall. */
export const proxy: readonly SeedSection[] = [
  {
    title: "Route backup traffic through a proxy",
    anchor: "route-backup-traffic-through-a-proxy",
    french: "Router le trafic de sauvegarde par le biais d’un proxy",
    advice: [
      {
        says: "The VM sends all HTTP traffic for the internet to the proxy",
        code: ["src/network/proxy/vmProxySettings.ts"],
        tests: [["network/proxy/vmProxySettings", "runs the script for %s on the VM and waits for it"]],
      },
      {
        says: "The proxy lets in what comes from the virtual network",
        code: ["src/network/proxy/proxyInboundRule.ts"],
        tests: [["network/egress/evaluate", "needs the way to the proxy, out of the VM and into the proxy"]],
      },
      {
        says: "The locked-down group lets the proxy out",
        code: ["src/network/proxy/proxyExceptionRule.ts"],
        tests: [
          ["policies/network", "is closed where the proxy's exception is missing or the VM cannot reach it"],
        ],
      },
    ],
  },
  {
    title: "Set up a system account proxy",
    anchor: "set-up-a-system-account-proxy",
    french: "Configurer un proxy de compte système",
    advice: [
      {
        says: "PsExec and a browser in the system's context, to set the proxy by hand",
        code: ["src/network/proxy/script.ts"],
        tests: [
          ["network/proxy/script", "sets what the seed's script sets, for the system account, and WinHTTP"],
        ],
        reason: "a run command has the system's context, so it needs neither",
      },
      {
        says: "Linux: http_proxy in /etc/environment",
        code: ["src/network/proxy/script.ts"],
        tests: [
          [
            "network/proxy/script",
            "sets the seed's three lines in place, keeps every other line, and restarts the agent",
          ],
        ],
        reason: "the French page misspells the file's name, /etc/environnement",
      },
      {
        says: "Linux: HttpProxy.Host and HttpProxy.Port in /etc/waagent.conf",
        code: ["src/network/proxy/script.ts"],
        tests: [
          [
            "network/proxy/script",
            "sets the seed's three lines in place, keeps every other line, and restarts the agent",
          ],
        ],
      },
      {
        says: "Windows: the proxy settings of the system account, S-1-5-18, in the registry",
        code: ["src/network/proxy/script.ts"],
        tests: [
          ["network/proxy/script", "sets what the seed's script sets, for the system account, and WinHTTP"],
        ],
        reason: "the text is tested, not run: no Windows here",
      },
    ],
  },
  {
    title: "Allow incoming connections on the proxy",
    anchor: "allow-incoming-connections-on-the-proxy",
    french: "Autoriser les connexions entrantes sur le proxy",
    advice: [
      { says: "Allow them in the proxy's own settings", reason: "the proxy's software is yours" },
      {
        says: "Windows Firewall: an inbound rule for the proxy's TCP port",
        code: ["src/network/proxy/proxyInboundRule.ts"],
        tests: [
          [components, "lets the virtual network in to the proxy's port, and opens Windows' own firewall"],
          ["network/proxy/script", "opens the proxy's own firewall by a command that takes its name as text"],
        ],
      },
    ],
  },
  {
    title: "Add an exception rule to the NSG",
    anchor: "add-an-exception-rule-to-the-nsg",
    french: "Ajouter une règle d’exception au groupe de sécurité réseau",
    advice: [
      {
        says: "From 10.0.0.5, any port, to the internet on 80 or 443, priority 200",
        code: ["src/network/proxy/proxyExceptionRule.ts"],
        tests: [[components, "is the seed's script, field by field, with the two ports of its text"]],
        reason:
          'the script opens 80 to 443, its text says 80 or 443: the text counts, `ports: ["80-443"]` opens the range',
      },
      {
        says: "An address range or a region's storage tag in place of the internet",
        code: ["src/network/proxy/proxyExceptionRule.ts"],
        tests: [
          [components, "takes a range of ports, ranges of addresses or storage in place of the internet"],
        ],
      },
    ],
  },
  {
    title: "Allow firewall access with FQDN tag",
    anchor: "allow-firewall-access-with-fqdn-tag",
    french: "Autoriser l’accès à travers le pare-feu avec une balise FQDN",
    advice: [
      {
        says: "A rule of Azure Firewall with the FQDN tag for Azure Backup",
        code: ["src/network/firewall/backupFirewallRule.ts"],
        tests: [[components, "allows the FQDN tag from the VMs' addresses, and managed disks on request"]],
      },
      {
        says: "Deploy Azure Firewall",
        reason: "the firewall and its routes are yours; examples/azure-firewall has both",
      },
    ],
  },
];
