import * as pulumi from "@pulumi/pulumi";
import {
  BackupFirewallRule,
  BackupNsgRule,
  BackupServiceTagRules,
  backupSecurityRules,
  DiskKind,
  ProxyExceptionRule,
  ProxyInboundRule,
  proxySecurityRules,
} from "../../src";
import { customs, register, resolvedValue } from "../support/mocks";

const group = { resourceGroupName: "network", networkSecurityGroupName: "NSG-lockdown" };
const denyAll = {
  name: "Deny_All",
  priority: 1000,
  direction: "Outbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};
/** The fields that both rules of the seed's steps and script have. */
const seed = { ...group, direction: "Outbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" };

const inputsOf = async (program: () => void) => customs(await register(program)).map(({ inputs }) => inputs);

describe("BackupNsgRule", () => {
  it.each([
    [DiskKind.Managed, "8443"],
    [DiskKind.UnmanagedEncrypted, "443"],
    [DiskKind.UnmanagedUnencrypted, "80"],
    [undefined, "8443"],
  ])("is the seed's rule, field by field, for diskKind %s", async (diskKind, port) => {
    const more = diskKind && { diskKind };
    const inputs = await inputsOf(() => {
      new BackupNsgRule("allow-backup", { ...group, region: "West Europe", priority: 200, ...more });
    });
    expect(inputs).toEqual([
      {
        ...seed,
        securityRuleName: "allow-backup",
        description: `Azure Backup: VMs to Storage.WestEurope on port ${port}`,
        priority: 200,
        sourceAddressPrefix: "VirtualNetwork",
        destinationAddressPrefix: "Storage.WestEurope",
        destinationPortRange: port,
      },
    ]);
  });

  it("finds its priority below the deny rule, also if the group's rules are deferred", async () => {
    const taken = { ...denyAll, name: "ssh", priority: 999, access: "Allow", destinationPortRange: "22" };
    const inputs = await inputsOf(() => {
      new BackupNsgRule("a", { ...group, region: "westeurope", existingRules: [denyAll, taken] });
      new BackupNsgRule("b", {
        ...group,
        region: pulumi.output("westeurope"),
        existingRules: pulumi.output([denyAll]),
      });
      new BackupNsgRule("c", { ...group, region: "westeurope" });
      new BackupNsgRule("d", { ...group, region: "westeurope", existingRules: [] });
    });
    const priorities = Object.fromEntries(inputs.map((rule) => [rule.securityRuleName, rule.priority]));
    expect(priorities).toEqual({ a: 998, b: 999, c: 100, d: 4096 });
  });

  it("accepts a name and a description, and returns its id, name and priority", async () => {
    let rule: BackupNsgRule | undefined;
    const inputs = await inputsOf(() => {
      rule = new BackupNsgRule("a", {
        ...group,
        region: "usgovvirginia",
        ruleName: "out",
        description: "why",
      });
    });
    expect(inputs[0]).toMatchObject({
      securityRuleName: "out",
      description: "why",
      destinationAddressPrefix: "Storage.USGovVirginia",
    });
    expect(await resolvedValue(rule?.securityRuleId as pulumi.Output<string>)).toBe("/id/of/a");
    expect(await resolvedValue(rule?.securityRuleName as pulumi.Output<string>)).toBe("out");
    expect(await resolvedValue(rule?.priority as pulumi.Output<number>)).toBe(100);
  });

  it("accepts the same arguments for several groups", async () => {
    const backup = { resourceGroupName: "network", region: "westeurope" };
    const inputs = await inputsOf(() => {
      for (const name of ["front", "back"])
        new BackupNsgRule(name, { ...backup, networkSecurityGroupName: name });
    });
    expect(inputs.map(({ networkSecurityGroupName }) => networkSecurityGroupName)).toEqual(["front", "back"]);
  });

  it("lists every error before anything is registered", async () => {
    let thrown = "";
    const registered = await register(() => {
      try {
        new BackupNsgRule("bad rule", {
          ...group,
          region: "westeurop",
          diskKind: "SSD" as never,
          priority: 99,
          description: "x".repeat(141),
        });
      } catch (error) {
        thrown = String(error);
      }
    });
    expect(registered).toEqual([]);
    for (const path of ["region", "diskKind", "ruleName", "priority", "description"])
      expect(thrown).toMatch(new RegExp(`\\n  ${path}(:| is) `));
    expect(thrown).toMatch(/ has 5 errors\n/);
    expect(thrown).toMatch(/\n {2}region is "westeurop";[\s\S]*?did you mean\s+"westeurope"/i);
  });

  it("is also available as an entry of the group's own list", () => {
    const settings = { ruleName: "allow-backup", region: "westeurope", existingRules: [denyAll] };
    expect(backupSecurityRules(settings)).toEqual([
      {
        name: "allow-backup",
        description: "Azure Backup: VMs to Storage.WestEurope on port 8443",
        priority: 999,
        direction: "Outbound",
        access: "Allow",
        protocol: "Tcp",
        sourceAddressPrefix: "VirtualNetwork",
        sourcePortRange: "*",
        destinationAddressPrefix: "Storage.WestEurope",
        destinationPortRange: "8443",
      },
    ]);
    expect(() => backupSecurityRules({ ruleName: "a", region: "westeurop" })).toThrow(
      'region is "westeurop"',
    );
  });
});

describe("BackupServiceTagRules", () => {
  const tags = ["AzureBackup", "Storage.WestEurope", "AzureActiveDirectory"];
  it("creates one rule for each of today's tags, on 443, with consecutive priorities below the deny rule", async () => {
    const inputs = await inputsOf(() => {
      new BackupServiceTagRules("backup", { ...group, region: "westeurope", existingRules: [denyAll] });
      new BackupServiceTagRules("given", { ...group, region: "westeurope", priority: 300 });
    });
    expect(inputs.slice(0, 3)).toEqual(
      tags.map((tag, i) => ({
        ...seed,
        securityRuleName: `backup-${tag.split(".")[0]}`,
        description: `Azure Backup: VMs to ${tag} on port 443`,
        priority: 997 + i,
        sourceAddressPrefix: "VirtualNetwork",
        destinationAddressPrefix: tag,
        destinationPortRange: "443",
      })),
    );
    expect(inputs.slice(3).map(({ priority }) => priority)).toEqual([300, 301, 302]);
  });
});

describe("ProxyExceptionRule", () => {
  it("is the seed's script, field by field, with the two ports of its text", async () => {
    const inputs = await inputsOf(() => {
      new ProxyExceptionRule("allow-proxy", { ...group, proxyAddress: "10.0.0.5" });
    });
    expect(inputs).toEqual([
      {
        ...seed,
        securityRuleName: "allow-proxy",
        description: "Azure Backup: the proxy's way out",
        priority: 200,
        sourceAddressPrefix: "10.0.0.5/32",
        destinationAddressPrefix: "Internet",
        destinationPortRanges: ["80", "443"],
      },
    ]);
  });

  it("accepts a range of ports, a destination other than the internet, and the address of a network interface", async () => {
    const proxyAddress = pulumi.output("10.0.0.5/32");
    const inputs = await inputsOf(() => {
      new ProxyExceptionRule("a", { ...group, proxyAddress, ports: ["80-443"] });
      new ProxyExceptionRule("b", {
        ...group,
        proxyAddress,
        destination: { addressRanges: ["20.38.0.0/16"] },
      });
      new ProxyExceptionRule("c", { ...group, proxyAddress, destination: { storageRegion: "westeurope" } });
      new ProxyExceptionRule("d", { ...group, proxyAddress, destination: { internet: true }, priority: 150 });
    });
    expect(inputs).toMatchObject([
      {
        sourceAddressPrefix: "10.0.0.5/32",
        destinationPortRange: "80-443",
        destinationAddressPrefix: "Internet",
      },
      { destinationAddressPrefixes: ["20.38.0.0/16"], destinationPortRanges: ["80", "443"] },
      { destinationAddressPrefix: "Storage.WestEurope" },
      { destinationAddressPrefix: "Internet", priority: 150 },
    ]);
    expect(inputs[0]).not.toHaveProperty("destinationPortRanges");
    expect(inputs[1]).not.toHaveProperty("destinationAddressPrefix");
    expect(
      proxySecurityRules({ ruleName: "p", proxyAddress: "10.0.0.5", existingRules: [denyAll] })[0]?.priority,
    ).toBe(999);
  });
});

describe("ProxyInboundRule", () => {
  it("allows the virtual network to the proxy's port, and returns the command for the firewall of Windows", async () => {
    let rule: ProxyInboundRule | undefined;
    const inputs = await inputsOf(() => {
      rule = new ProxyInboundRule("to-proxy", { ...group, proxyPort: 8080, proxyAddress: "10.0.0.5" });
      new ProxyInboundRule("any", { ...group, proxyPort: 8080 });
    });
    expect(inputs[0]).toEqual({
      ...group,
      securityRuleName: "to-proxy",
      description: "Azure Backup: the virtual network's way to the proxy",
      priority: 200,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "VirtualNetwork",
      sourcePortRange: "*",
      destinationAddressPrefix: "10.0.0.5/32",
      destinationPortRange: "8080",
    });
    expect(inputs[1]).toMatchObject({ destinationAddressPrefix: "*" });
    expect(await resolvedValue(rule?.windowsFirewallCommand as pulumi.Output<string>)).toBe(
      "New-NetFirewallRule -DisplayName 'to-proxy' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8080 -RemotePort Any -Program Any",
    );
  });
});

describe("BackupFirewallRule", () => {
  const policy = { resourceGroupName: "network", firewallPolicyName: "hub" };
  it("allows the FQDN tag from the VMs' addresses, and managed disks if they are set", async () => {
    const inputs = await inputsOf(() => {
      new BackupFirewallRule("backup", {
        ...policy,
        sources: { addresses: ["10.0.0.0/16"] },
        managedDisks: { region: "westeurope" },
      });
    });
    const collection = {
      ruleCollectionType: "FirewallPolicyFilterRuleCollection",
      action: { type: "Allow" },
    };
    expect(inputs).toEqual([
      {
        ...policy,
        ruleCollectionGroupName: "backup",
        priority: 200,
        ruleCollections: [
          {
            ...collection,
            name: "azure-backup",
            priority: 200,
            rules: [
              {
                ruleType: "ApplicationRule",
                name: "azure-backup",
                description: "Azure Backup, by its FQDN tag",
                sourceAddresses: ["10.0.0.0/16"],
                fqdnTags: ["AzureBackup"],
                protocols: [{ protocolType: "Https", port: 443 }],
              },
            ],
          },
          {
            ...collection,
            name: "azure-backup-managed-disks",
            priority: 201,
            rules: [
              {
                ruleType: "NetworkRule",
                name: "azure-backup-managed-disks",
                description: "Backup of managed disks to the region's storage",
                sourceAddresses: ["10.0.0.0/16"],
                ipProtocols: ["TCP"],
                destinationAddresses: ["Storage.WestEurope"],
                destinationPorts: ["8443"],
              },
            ],
          },
        ],
      },
    ]);
  });

  it("accepts IP groups, a name and a priority", async () => {
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/ipGroups/vms";
    const inputs = await inputsOf(() => {
      new BackupFirewallRule("backup", {
        ...policy,
        sources: { ipGroupIds: [pulumi.output(id)] },
        priority: 500,
        groupName: "vm-backup",
      });
    });
    expect(inputs[0]).toMatchObject({ ruleCollectionGroupName: "vm-backup", priority: 500 });
    expect(inputs[0]?.ruleCollections).toMatchObject([{ rules: [{ sourceIpGroups: [id] }] }]);
    expect(JSON.stringify(inputs)).not.toContain("sourceAddresses");
  });
});
