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
        text: "The extension in the VM must reach Azure's public addresses",
        docs: ["network.md", "policies/backup-egress-open.md"],
        code: ["src/network/egress/evaluate.ts", "src/network/requirements.ts"],
        tests: [
          [
            "policies/network",
            "reports a locked-down network with the rule and the priority that opens it: %s",
          ],
        ],
      },
      {
        text: "By rules of the network security group: address ranges, or better a service tag",
        docs: ["components/backup-service-tag-rules.md", "components/backup-nsg-rule.md"],
        code: ["src/network/securityRule/backupServiceTagRules.ts"],
        tests: [
          [
            components,
            "creates one rule for each of today's tags, on 443, with consecutive priorities below the deny rule",
          ],
        ],
        note: "The rules use service tags, since address ranges change",
      },
      {
        text: "By an HTTP proxy",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/vmProxySettings.ts"],
        tests: [["policies/network", "set by a run command or by custom data, is the way out"]],
        note: "You provide the proxy's own VM",
      },
      {
        text: "By Azure Firewall with an FQDN tag",
        docs: ["components/backup-firewall-rule.md"],
        code: ["src/network/firewall/backupFirewallRule.ts"],
        tests: [
          [components, "allows the FQDN tag from the VMs' addresses, and managed disks if they are set"],
        ],
      },
      { text: "Compare the three", docs: ["network.md"], note: "The page has the table" },
      {
        text: "Managed disks may need port 8443 open on firewalls",
        docs: ["components/backup-firewall-rule.md"],
        code: ["src/network/ports.ts", "src/network/firewall/backupFirewallRule.ts"],
        tests: [
          ["network/egress/evaluate", "allows backup by the FQDN tag, and managed disks by a network rule"],
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
        text: "The rule has a lower priority number than a rule that denies, e.g. lower than 1000 for Deny_All",
        docs: ["policies/nsg-rule-outranked.md", "components/backup-nsg-rule.md"],
        code: ["src/network/securityRule/priority.ts", "src/network/requirements.ts"],
        tests: [
          ["network/securityRule/rules", "is the highest free one below the first deny rule that matches"],
          ["policies/network", "names the deny before an exception: %s"],
        ],
      },
      {
        text: "From VirtualNetwork, any port, to Storage.<region>, TCP, with a name and a description",
        docs: ["components/backup-nsg-rule.md"],
        code: ["src/network/securityRule/backupNsgRule.ts", "src/network/securityRule/arm.ts"],
        tests: [
          [components, "is the seed's rule, field by field, for diskKind %s"],
          [components, "accepts a name and a description, and returns its id, name and priority"],
        ],
      },
      {
        text: "Port 80, 443 or 8443, depending on the kind of disks",
        docs: ["components/backup-nsg-rule.md#limits"],
        code: ["src/network/facts.ts", "src/network/ports.ts"],
        tests: [[components, "is the seed's rule, field by field, for diskKind %s"]],
      },
      {
        text: "One rule serves several VMs",
        docs: ["components/backup-nsg-rule.md"],
        code: ["src/network/securityRule/backupNsgRule.ts"],
        tests: [[components, "accepts the same arguments for several groups"]],
      },
      { text: "A video shows it", note: "No code: it is a video" },
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
        text: "The VM sends all HTTP traffic for the internet to the proxy",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/vmProxySettings.ts"],
        tests: [
          ["network/proxy/vmProxySettings", "runs the script for %s on the VM and waits until it ends"],
        ],
      },
      {
        text: "The proxy accepts traffic from the virtual network",
        docs: ["components/proxy-inbound-rule.md"],
        code: ["src/network/proxy/proxyInboundRule.ts"],
        tests: [
          [
            "network/egress/evaluate",
            "requires that the traffic from the VM to the proxy is allowed, outbound and inbound",
          ],
        ],
      },
      {
        text: "The locked-down network security group lets the proxy out",
        docs: ["components/proxy-exception-rule.md"],
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
        text: "PsExec and a browser in the system's context, to set the proxy by hand",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/script.ts"],
        tests: [
          ["network/proxy/script", "sets what the seed's script sets, for the system account, and WinHTTP"],
        ],
        note: "A run command already runs in the system's context, so it needs neither",
      },
      {
        text: "Linux: http_proxy in /etc/environment",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/script.ts"],
        tests: [
          [
            "network/proxy/script",
            "sets the seed's three lines, keeps every other line, and restarts the agent",
          ],
        ],
        note: "The French page misspells the file's name, /etc/environnement",
      },
      {
        text: "Linux: HttpProxy.Host and HttpProxy.Port in /etc/waagent.conf",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/script.ts"],
        tests: [
          [
            "network/proxy/script",
            "sets the seed's three lines, keeps every other line, and restarts the agent",
          ],
        ],
      },
      {
        text: "Windows: the proxy settings of the system account, S-1-5-18, in the registry",
        docs: ["components/vm-proxy-settings.md"],
        code: ["src/network/proxy/script.ts"],
        tests: [
          ["network/proxy/script", "sets what the seed's script sets, for the system account, and WinHTTP"],
        ],
        note: "The tests check the script's text and do not run it on Windows",
      },
    ],
  },
  {
    title: "Allow incoming connections on the proxy",
    anchor: "allow-incoming-connections-on-the-proxy",
    french: "Autoriser les connexions entrantes sur le proxy",
    advice: [
      { text: "Allow them in the proxy's own settings", note: "No code: you configure the proxy's software" },
      {
        text: "Windows Firewall: an inbound rule for the proxy's TCP port",
        docs: ["components/proxy-inbound-rule.md"],
        code: ["src/network/proxy/proxyInboundRule.ts"],
        tests: [
          [
            components,
            "allows the virtual network to the proxy's port, and returns the command for the firewall of Windows",
          ],
          [
            "network/proxy/script",
            "opens the proxy's own firewall with a command that quotes the rule's name",
          ],
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
        text: "From 10.0.0.5, any port, to the internet on 80 or 443, priority 200",
        docs: ["components/proxy-exception-rule.md"],
        code: ["src/network/proxy/proxyExceptionRule.ts"],
        tests: [[components, "is the seed's script, field by field, with the two ports of its text"]],
        note: 'The script opens 80 to 443, its text says 80 or 443; the component follows the text, and `ports: ["80-443"]` opens the range',
      },
      {
        text: "An address range or a region's storage tag instead of the internet",
        docs: ["components/proxy-exception-rule.md"],
        code: ["src/network/proxy/proxyExceptionRule.ts"],
        tests: [[components, "accepts a range of ports, a destination other than the internet"]],
      },
    ],
  },
  {
    title: "Allow firewall access with FQDN tag",
    anchor: "allow-firewall-access-with-fqdn-tag",
    french: "Autoriser l’accès à travers le pare-feu avec une balise FQDN",
    advice: [
      {
        text: "A rule of Azure Firewall with the FQDN tag for Azure Backup",
        docs: ["components/backup-firewall-rule.md"],
        code: ["src/network/firewall/backupFirewallRule.ts"],
        tests: [
          [components, "allows the FQDN tag from the VMs' addresses, and managed disks if they are set"],
        ],
      },
      {
        text: "Deploy Azure Firewall",
        docs: ["../examples/azure-firewall/index.ts"],
        note: "You deploy the firewall and its routes; the example has both",
      },
    ],
  },
];
