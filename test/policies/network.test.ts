import { backupPolicies } from "../../policies/pack";
import { linuxProxyScript } from "../../src/network/proxy/script";
import type { SecurityRule } from "../../src/network/securityRule/arm";
import { networkTypes, types } from "../support/tokens";
import { analyze, analyzeStack, remediate, type TestResource, unknown } from "./server";

const denyAll: SecurityRule = {
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
const backup = (priority: number): SecurityRule => ({
  ...denyAll,
  name: "allow-backup",
  priority,
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefix: "VirtualNetwork",
  destinationAddressPrefix: "Storage.WestEurope",
  destinationPortRange: "8443",
});

const id = (type: string, name: string) =>
  `/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/${type}/${name}`;

const group = (securityRules?: readonly SecurityRule[], name = "lockdown"): TestResource => ({
  type: networkTypes.securityGroup,
  name,
  props: { resourceGroupName: "net", ...(securityRules && { securityRules }) },
});
/** A rule that is a resource of its own; in preview it knows its group by what it depends on. */
const beside = ({ name, ...rule }: SecurityRule, of = "lockdown"): TestResource => ({
  type: networkTypes.securityRule,
  name: `rule-${name}`,
  props: { resourceGroupName: "net", networkSecurityGroupName: unknown, securityRuleName: name, ...rule },
  dependsOn: { networkSecurityGroupName: [of] },
});
const subnet = (
  props: object = {},
  dependsOn: TestResource["dependsOn"] = { networkSecurityGroup: ["lockdown"] },
): TestResource => ({
  type: networkTypes.subnet,
  name: "servers",
  props: {
    addressPrefix: "10.0.0.0/24",
    ...("networkSecurityGroup" in dependsOn && { networkSecurityGroup: { id: unknown } }),
    ...props,
  },
  dependsOn,
});
const nic = (name: string, ip: object = {}, more: Partial<TestResource> = {}): TestResource => ({
  type: types.nic,
  name: `${name}-nic`,
  props: { ipConfigurations: [{ name: "ip", subnet: { id: unknown }, ...ip }] },
  dependsOn: { ipConfigurations: ["servers"] },
  ...more,
});
const vm = (name = "web", props: object = {}): TestResource => ({
  type: types.vm,
  name,
  props: {
    vmName: name,
    location: "westeurope",
    networkProfile: { networkInterfaces: [{ id: unknown }] },
    storageProfile: { osDisk: { createOption: "FromImage" } },
    ...props,
  },
  dependsOn: { networkProfile: [`${name}-nic`] },
});
const machine = (props: object = {}) => [vm("web", props), nic("web"), subnet()];

async function found(resources: readonly TestResource[], only = /^backup-egress|^nsg-rule/) {
  const policies = backupPolicies().filter(({ name }) => only.test(name));
  for (const resource of resources) await analyze(policies, resource);
  return (await analyzeStack(policies, resources)).map(({ policy, message, urn }) => {
    const [, ...lines] = message.split("\n");
    return lines.length === 0
      ? `${policy} unknown`
      : `${policy} ${urn.split("::").pop()}: ${lines.map((line) => line.trim()).join(" ")}`;
  });
}
const egress = (resources: readonly TestResource[]) => found(resources, /^backup-egress/);
const denied =
  /^backup-egress-open web: web: TCP 8443 to Storage\.WestEurope: Backup traffic is denied by Deny_All at priority 1000 in group lockdown\. Fix: allow it in group lockdown with a priority below 1000 \(999 is free\); or allow .*\./;

describe("backup-egress-open", () => {
  it.each([
    ["rules in the group", [group([denyAll])]],
    ["rules beside the group", [group(), beside(denyAll)]],
    ["an exception behind the deny", [group([denyAll, backup(2000)])]],
    ["an exception behind the deny, beside the group", [group([denyAll]), beside(backup(2000))]],
  ])("reports a locked-down network with the rule and the priority that opens it: %s", async (_, rules) => {
    const [finding, ...others] = await egress([...machine(), ...rules]);
    expect(finding).toMatch(denied);
    expect(others).toEqual([]);
  });

  it.each([
    ["an open network", [group()]],
    ["the exception", [group([denyAll, backup(200)])]],
    ["the exception beside the group", [group([denyAll]), beside(backup(200))]],
  ])("is silent: %s", async (_, rules) => expect(await egress([...machine(), ...rules])).toEqual([]));

  it("is silent: a group that is not in the stack", async () => {
    const id =
      "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/elsewhere";
    expect(await egress([vm(), nic("web"), subnet({ networkSecurityGroup: { id } }, {})])).toEqual([]);
  });

  it("judges the interface's own group too, and the machine as a program with plain ids has it", async () => {
    const plain = [
      vm("web", {
        networkProfile: {
          networkInterfaces: [
            { id: id("networkInterfaces", "other") },
            { id: id("networkInterfaces", "web-nic"), primary: true },
          ],
        },
      }),
      nic("web", { subnet: { id: id("virtualNetworks/v/subnets", "servers") } }, { dependsOn: {} }),
      { ...group([denyAll], "own"), props: { networkSecurityGroupName: "own", securityRules: [denyAll] } },
      subnet({}, {}),
    ].map((resource) => ({ ...resource, dependsOn: {} }));
    Object.assign(plain[1]?.props as object, {
      networkInterfaceName: "web-nic",
      networkSecurityGroup: { id: id("networkSecurityGroups", "OWN") },
    });
    expect(await egress(plain)).toEqual([expect.stringMatching(/Deny_All at priority 1000 in group own/)]);
  });

  it("a subnet that stands in its network", async () => {
    const network = {
      type: networkTypes.virtualNetwork,
      name: "vnet",
      props: {
        subnets: [{ name: "servers", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: unknown } }],
      },
      dependsOn: { subnets: ["lockdown"] },
    };
    const resources = [
      vm(),
      nic("web", {}, { dependsOn: { ipConfigurations: ["vnet"] } }),
      network,
      group([denyAll]),
    ];
    expect(await egress(resources)).toEqual([expect.stringMatching(denied)]);
  });

  it("a subnet that stands in its network, by its plain id", async () => {
    const network = (name: string, securityGroup: string) => ({
      type: networkTypes.virtualNetwork,
      name,
      props: {
        virtualNetworkName: name,
        subnets: ["servers", "others"].map((subnet) => ({
          name: subnet,
          ...(subnet === "servers" && {
            networkSecurityGroup: { id: id("networkSecurityGroups", securityGroup) },
          }),
        })),
      },
    });
    const lockdown = {
      ...group([denyAll]),
      props: { networkSecurityGroupName: "lockdown", securityRules: [denyAll] },
    };
    const plain = { subnet: { id: id("virtualNetworks/vnet/subnets", "Servers") } };
    const resources = [
      vm(),
      nic("web", plain, { dependsOn: {} }),
      network("other", "none"),
      network("vnet", "lockdown"),
      lockdown,
    ];
    expect(await egress(resources)).toEqual([expect.stringMatching(denied)]);
  });

  it.each([
    ["a rule's port", [group([{ ...denyAll, destinationPortRange: unknown }])]],
    ["the group's rules", [{ ...group(), props: { securityRules: unknown } }]],
    ["a rule's group", [group([denyAll]), { ...beside(backup(200)), dependsOn: {} }]],
  ])("never judges by what is not known yet: %s", async (_, rules) => {
    expect(await egress([...machine(), ...rules])).toEqual(["backup-egress-open unknown"]);
  });

  it("custom data that is not known yet may set a proxy", async () => {
    expect(await egress([...machine({ osProfile: { customData: unknown } }), group([denyAll])])).toEqual([
      "backup-egress-open unknown",
    ]);
  });

  describe("with a proxy", () => {
    const denyInternet = { ...denyAll, destinationAddressPrefix: "Internet" };
    const exception = {
      ...denyAll,
      name: "allow-proxy",
      priority: 200,
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "10.0.0.5/32",
      destinationAddressPrefix: "Internet",
      destinationPortRange: "80-443",
    };
    const machine = (props = {}) => [
      vm("web", props),
      nic("web", { privateIPAddress: "10.0.0.4" }),
      subnet(),
    ];
    const script = linuxProxyScript({ proxyHost: "10.0.0.5", proxyPort: 3128 });
    const proxy = [vm("proxy"), nic("proxy", { privateIPAddress: "10.0.0.5" })];
    const command: TestResource = {
      type: types.runCommand,
      name: "set",
      props: { vmName: unknown, source: { script } },
      dependsOn: { vmName: ["web"] },
    };

    it("set by a run command or by custom data, is the way out", async () => {
      const rules = [group([denyInternet, exception])];
      const customData = Buffer.from(script).toString("base64");
      expect(await egress([...machine(), ...proxy, ...rules])).toEqual([
        expect.stringContaining("web: TCP 8443"),
      ]);
      expect(await egress([...machine(), ...proxy, command, ...rules])).toEqual([]);
      expect(await egress([...machine({ osProfile: { customData } }), ...proxy, ...rules])).toEqual([]);
    });

    it("is closed where the proxy's exception is missing or the VM cannot reach it", async () => {
      const closed = (rules: SecurityRule[]) => egress([...machine(), ...proxy, command, group(rules)]);
      expect(await closed([denyInternet])).toEqual(
        expect.arrayContaining([expect.stringMatching(/^backup-egress-open web: .*TCP 443/)]),
      );
      expect(await closed([denyAll, exception])).toEqual([
        expect.stringMatching(/^backup-egress-open web: .*TCP 443/),
      ]);
    });

    it("that is not in the stack is not judged", async () => {
      expect(await egress([...machine(), command, group([denyInternet])])).toEqual([]);
    });
  });

  it("an Azure Firewall on the way is judged by its policy", async () => {
    const route = {
      addressPrefix: "0.0.0.0/0",
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: "10.0.9.4",
    };
    const around: TestResource[] = [
      vm(),
      nic("web"),
      subnet({ routeTable: { id: unknown } }, { routeTable: ["rt"] }),
      { type: networkTypes.routeTable, name: "rt", props: {} },
      {
        type: networkTypes.route,
        name: "out",
        props: { routeTableName: unknown, ...route },
        dependsOn: { routeTableName: ["rt"] },
      },
      { ...subnet({ addressPrefix: "10.0.9.0/26" }, {}), name: "AzureFirewallSubnet" },
      {
        type: networkTypes.firewall,
        name: "fw",
        props: { firewallPolicy: { id: unknown }, ipConfigurations: [{ subnet: { id: unknown } }] },
        dependsOn: { firewallPolicy: ["hub"], ipConfigurations: ["AzureFirewallSubnet"] },
      },
      { type: networkTypes.firewallPolicy, name: "hub", props: {} },
    ];
    const rules = (fqdnTag: string): TestResource => ({
      type: networkTypes.firewallGroup,
      name: "rules",
      props: {
        firewallPolicyName: unknown,
        priority: 200,
        ruleCollections: [
          {
            priority: 200,
            action: { type: "Allow" },
            rules: [
              {
                ruleType: "ApplicationRule",
                name: "r",
                fqdnTags: [fqdnTag],
                sourceAddresses: ["10.0.0.0/16"],
                protocols: [{ protocolType: "Https", port: 443 }],
              },
            ],
          },
        ],
      },
      dependsOn: { firewallPolicyName: ["hub"] },
    });
    expect(await egress([...around, rules("AzureBackup")])).toEqual([]);
    expect(await egress([...around, rules("WindowsUpdate")])).toEqual([
      expect.stringContaining("denied by the default deny in firewall fw"),
    ]);
  });

  it("speaks of 1,000 VMs behind one group in linear time", async () => {
    const rules = Array.from({ length: 50 }, (_, i) => ({
      ...backup(100 + i),
      name: `r${i}`,
      destinationPortRange: String(1000 + i),
    }));
    const vms = Array.from({ length: 1000 }, (_, i) => [vm(`vm${i}`), nic(`vm${i}`)]).flat();
    const resources = [...vms, subnet(), group([...rules, denyAll])];
    const policies = backupPolicies().filter(({ name }) => name === "backup-egress-open");
    expect(await analyzeStack(policies, resources)).toHaveLength(1000);
  });
});

describe("nsg-rule-outranked", () => {
  it.each([
    ["in the group", [group([denyAll, backup(2000)])]],
    ["beside the group", [group([denyAll]), beside(backup(2000))]],
  ])("names the deny before an exception: %s", async (_, resources) => {
    expect(await found(resources, /^nsg-rule/)).toEqual([
      expect.stringMatching(
        /^nsg-rule-outranked lockdown: lockdown: securityRules\.allow-backup\.priority is 2000; this requires a priority below 1000, because Deny_All at priority 1000 .* Fix: set it to 999\./,
      ),
    ]);
  });

  it("is silent where the traffic leaves by an earlier rule, and where the exception is of another protocol", async () => {
    const allowAll = {
      ...backup(900),
      name: "allow-azure",
      destinationAddressPrefix: "AzureCloud",
      destinationPortRange: "*",
    };
    expect(await found([group([allowAll, denyAll, backup(3000)])], /^nsg-rule/)).toEqual([]);
    expect(await found([group([denyAll, { ...backup(3000), protocol: "Udp" }])], /^nsg-rule/)).toEqual([]);
  });

  it("finds it where two denies together stop the traffic", async () => {
    const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((destinationAddressPrefix, i) => ({
      ...denyAll,
      name: `deny-${i}`,
      priority: 1000 + i,
      destinationAddressPrefix,
    }));
    const [first] = await found([group([...halves, backup(3000)])], /^nsg-rule/);
    expect(first).toContain("a priority below 1000, because deny-0 at priority 1000");
  });

  it("is silent where the exception stands first", async () => {
    expect(await found([group([denyAll, backup(200)])], /^nsg-rule/)).toEqual([]);
  });
});

it("storage-account-trusted-services mends by adding the one word", async () => {
  const props = {
    accountName: "data",
    networkRuleSet: { defaultAction: "Deny", bypass: "Logging", ipRules: [{ iPAddressOrRange: "1.2.3.4" }] },
  };
  const policies = backupPolicies({ "storage-account-trusted-services": "remediate" });
  expect(await remediate(policies, { type: networkTypes.storageAccount, props })).toMatchObject({
    networkRuleSet: { ...props.networkRuleSet, bypass: "Logging, AzureServices" },
  });
});
