import fc from "fast-check";
import { formatFinding } from "../../../src/core/format";
import { judge } from "../../../src/core/rule";
import { backupEgressIsOpen } from "../../../src/network/egress/backup";
import {
  type EgressPath,
  evaluateEgress,
  formatEgressVerdict,
  type Machine,
} from "../../../src/network/egress/evaluate";
import type { SecurityRule } from "../../../src/network/securityRule/arm";

const rule = (
  name: string,
  priority: number,
  access: string,
  fields: Partial<SecurityRule> = {},
): SecurityRule => ({
  name,
  priority,
  access,
  direction: "Outbound",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
  ...fields,
});
const denyAll = rule("Deny_All", 1000, "Deny");
const backup = (priority: number, fields: Partial<SecurityRule> = {}) =>
  rule("allow-backup", priority, "Allow", {
    protocol: "Tcp",
    sourceAddressPrefix: "VirtualNetwork",
    destinationAddressPrefix: "Storage.WestEurope",
    destinationPortRange: "8443",
    ...fields,
  });

const vm = (rules: readonly SecurityRule[], others: Partial<Machine> = {}): EgressPath => ({
  vm: {
    name: "vm",
    address: "10.0.0.4",
    applicationSecurityGroupIds: [],
    subnetGroup: { name: "lockdown", rules },
    ...others,
  },
});
const to = { tag: "Storage.WestEurope", port: 8443 };
const verdictText = (path: EgressPath, destination = to) =>
  formatEgressVerdict(evaluateEgress(path, destination));

describe("one group", () => {
  it("allows all traffic without custom rules", () => {
    expect(verdictText(vm([]))).toBe("allowed by AllowInternetOutBound at priority 65001 in group lockdown");
    expect(verdictText({ vm: { name: "vm" } })).toMatch(/^allowed: no rule or route/);
  });

  it("names the rule that denies the traffic, and the priority below which a rule can allow it", () => {
    expect(verdictText(vm([denyAll]))).toBe(
      "denied by Deny_All at priority 1000 in group lockdown; a rule with a priority below 1000 can allow it",
    );
  });

  it("reports that no lower priority is free", () => {
    const full = Array.from({ length: 900 }, (_, i) =>
      rule(`r${i}`, 100 + i, "Allow", { destinationPortRange: "22" }),
    );
    expect(verdictText(vm([...full, denyAll]))).toBe(
      "denied by Deny_All at priority 1000 in group lockdown; a rule with a priority below 1000 can allow it, but group lockdown has no free priority there",
    );
  });

  it.each([
    [
      "the seed's rule before the deny",
      backup(200),
      "allowed by allow-backup at priority 200 in group lockdown",
    ],
    [
      "the rule after the deny",
      backup(2000),
      "denied by Deny_All at priority 1000 in group lockdown; a rule with a priority below 1000 can allow it",
    ],
    ["a rule for another port", backup(200, { destinationPortRange: "443" }), /^denied by Deny_All/],
    [
      "a rule for another region",
      backup(200, { destinationAddressPrefix: "Storage.NorthEurope" }),
      /^denied/,
    ],
    ["a rule for another service", backup(200, { destinationAddressPrefix: "Sql.WestEurope" }), /^denied/],
    [
      "a rule for the whole service",
      backup(200, { destinationAddressPrefix: "Storage" }),
      /^allowed by allow-backup/,
    ],
    [
      "a rule for AzureCloud",
      backup(200, { destinationAddressPrefix: "AzureCloud" }),
      /^allowed by allow-backup/,
    ],
    [
      "AzureCloud of the region",
      backup(200, { destinationAddressPrefix: "AzureCloud.westeurope" }),
      /^allowed/,
    ],
    ["AzureCloud of another", backup(200, { destinationAddressPrefix: "AzureCloud.northeurope" }), /^denied/],
    ["a rule for Internet", backup(200, { destinationAddressPrefix: "internet" }), /^allowed/],
    ["a rule for all addresses", backup(200, { destinationAddressPrefix: "0.0.0.0/0" }), /^allowed/],
    ["a rule for VirtualNetwork", backup(200, { destinationAddressPrefix: "VirtualNetwork" }), /^denied/],
    ["a private block", backup(200, { destinationAddressPrefix: "10.0.0.0/8" }), /^denied/],
    [
      "a public block",
      backup(200, { destinationAddressPrefix: "20.38.0.0/16" }),
      "unknown because allow-backup at priority 200 in group lockdown covers only some of the addresses",
    ],
    ["an IPv6 block", backup(200, { destinationAddressPrefix: "2603:1020::/32" }), /^denied/],
    ["UDP", backup(200, { protocol: "Udp" }), /^denied/],
    [
      "tcp in another case",
      backup(200, { protocol: "TCP", access: "allow", direction: "outbound" }),
      /^allowed/,
    ],
    ["an inbound rule", backup(200, { direction: "Inbound" }), /^denied/],
    [
      "a range of ports",
      backup(200, { destinationPortRange: undefined, destinationPortRanges: ["443", "8000-9000"] }),
      /^allowed/,
    ],
    ["the VM's address as source", backup(200, { sourceAddressPrefix: "10.0.0.4" }), /^allowed/],
    ["another VM's address", backup(200, { sourceAddressPrefix: "10.0.0.5/32" }), /^denied/],
    [
      "two blocks, one of which contains it",
      backup(200, { sourceAddressPrefix: undefined, sourceAddressPrefixes: ["10.9.0.0/16", "10.0.0.0/29"] }),
      /^allowed/,
    ],
    ["Internet as source", backup(200, { sourceAddressPrefix: "Internet" }), /^denied/],
    [
      "some source ports",
      backup(200, { sourcePortRange: "50000-51000" }),
      /^unknown because allow-backup .* covers only some source ports$/,
    ],
    ["low source ports", backup(200, { sourcePortRange: "1-1023" }), /^denied/],
    ["all client ports", backup(200, { sourcePortRange: "1024-65535" }), /^allowed/],
    [
      "a rule that cannot be read",
      backup(200, { destinationPortRange: "80-" }),
      /^unknown because allow-backup .* cannot be read as a security rule$/,
    ],
  ])("%s", (_, extra, expected) => {
    if (typeof expected === "string") expect(verdictText(vm([denyAll, extra]))).toBe(expected);
    else expect(verdictText(vm([denyAll, extra]))).toMatch(expected);
  });

  it("two halves of the internet are all of it, and a part that changes nothing causes no doubt", () => {
    const half = (name: string, priority: number, block: string) =>
      rule(name, priority, "Deny", { destinationAddressPrefix: block });
    expect(verdictText(vm([half("low", 300, "0.0.0.0/1"), half("high", 400, "128.0.0.0/1")]))).toBe(
      "denied by low at priority 300 in group lockdown; a rule with a priority below 300 can allow it",
    );
    expect(verdictText(vm([half("some", 300, "20.0.0.0/8"), denyAll]))).toMatch(
      /^denied by some at priority 300/,
    );
  });

  it("application security groups", () => {
    const asg = {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/Web",
    };
    const extra = backup(200, { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [asg] });
    expect(
      verdictText(vm([denyAll, extra], { applicationSecurityGroupIds: [asg.id.toLowerCase()] })),
    ).toMatch(/^allowed/);
    expect(verdictText(vm([denyAll, extra]))).toMatch(/^denied/);
    expect(verdictText(vm([denyAll, extra], { applicationSecurityGroupIds: undefined }))).toMatch(
      /^unknown because allow-backup .* the application security groups of vm are not known$/,
    );
  });

  it("an address that is not known yet", () => {
    const extra = backup(200, { sourceAddressPrefix: "10.0.0.4" });
    expect(verdictText(vm([denyAll, extra], { address: "10.0.0.0/24" }))).toMatch(
      /^unknown because .* it covers only some addresses of vm$/,
    );
    expect(verdictText(vm([denyAll, extra], { address: "10.0.1.0/24" }))).toMatch(/^denied/);
    expect(verdictText(vm([denyAll, extra], { address: undefined }))).toMatch(/^unknown/);
  });
});

describe("two groups", () => {
  it("both must allow the traffic, and each that denies it is named", () => {
    const nicGroup = { name: "nic", rules: [rule("no-web", 300, "Deny", { destinationPortRange: "8443" })] };
    expect(verdictText(vm([backup(200), denyAll], { nicGroup }))).toBe(
      "denied by no-web at priority 300 in group nic; a rule with a priority below 300 can allow it",
    );
    expect(verdictText(vm([denyAll], { nicGroup }))).toBe(
      "denied by no-web at priority 300 in group nic; a rule with a priority below 300 can allow it; and denied by Deny_All at priority 1000 in group lockdown; a rule with a priority below 1000 can allow it",
    );
    expect(verdictText(vm([], { nicGroup: { name: "elsewhere" } }))).toBe(
      "unknown because the rules of group elsewhere are not known",
    );
    expect(verdictText(vm([denyAll], { nicGroup: { name: "elsewhere" } }))).toMatch(/^denied by Deny_All/);
  });
});

describe("routes", () => {
  const table = (...routes: [name: string, prefix: string, hop: string, address?: string][]) => ({
    routeTable: {
      name: "rt",
      routes: routes.map(([name, addressPrefix, nextHopType, nextHopIpAddress]) => ({
        name,
        addressPrefix,
        nextHopType,
        ...(nextHopIpAddress && { nextHopIpAddress }),
      })),
    },
  });

  it.each([
    ["none", table(["hole", "0.0.0.0/0", "None"]), "denied by route hole (next hop None) in route table rt"],
    ["halves", table(["a", "0.0.0.0/1", "None"], ["b", "128.0.0.0/1", "None"]), /^denied by route a/],
    ["a hole for other addresses", table(["hole", "10.0.0.0/8", "None"]), /^allowed/],
    ["a hole for some addresses", table(["hole", "20.0.0.0/8", "None"]), /^unknown/],
    [
      "a route for the service",
      table(["hole", "0.0.0.0/0", "None"], ["st", "Storage", "Internet"]),
      /^allowed .*route st/,
    ],
    [
      "the nearest tag",
      table(["c", "AzureCloud", "Internet"], ["s", "Storage.WestEurope", "None"]),
      /^denied by route s /,
    ],
    ["a route for another service", table(["sql", "Sql", "None"]), /^allowed/],
    [
      "an appliance",
      table(["nva", "0.0.0.0/0", "VirtualAppliance", "10.0.9.4"]),
      /^unknown because route nva in route table rt sends it to VirtualAppliance 10.0.9.4/,
    ],
    ["a gateway", table(["vpn", "0.0.0.0/0", "VirtualNetworkGateway"]), /^unknown because route vpn/],
    ["not known", { routeTable: { name: "rt" } }, "unknown because the routes of table rt are not known"],
  ])("%s", (_, way, expected) => {
    if (typeof expected === "string") expect(verdictText(vm([], way))).toBe(expected);
    else expect(verdictText(vm([], way))).toMatch(expected);
  });

  it("a service endpoint for storage bypasses them for storage only", () => {
    const way = { ...table(["hole", "0.0.0.0/0", "None"]), serviceEndpoints: ["Microsoft.Storage"] };
    expect(verdictText(vm([], way))).toMatch(/^allowed by .*the service endpoint of storage$/);
    expect(verdictText(vm([], way), { tag: "AzureBackup", port: 443 })).toMatch(/^denied by route hole/);
  });

  it("a user-defined route makes VirtualNetwork uncertain", () => {
    const deny = rule("deny-vnet", 500, "Deny", { destinationAddressPrefix: "VirtualNetwork" });
    expect(verdictText(vm([deny]))).toMatch(/^allowed/);
    expect(verdictText(vm([deny], table(["out", "0.0.0.0/0", "Internet"])))).toBe(
      "unknown because deny-vnet at priority 500 in group lockdown: VirtualNetwork may include Storage.WestEurope, because a route leads there",
    );
  });
});

describe("Azure Firewall", () => {
  const through = (...ruleCollections: object[]): EgressPath => ({
    ...vm([], {
      routeTable: {
        name: "rt",
        routes: [
          { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.9.4" },
        ],
      },
    }),
    firewalls: [
      { name: "fw", privateAddress: "10.0.9.4", ruleCollectionGroups: [{ priority: 200, ruleCollections }] },
    ],
  });
  const collection = (type: string, priority: number, ...rules: object[]) => ({
    priority,
    action: { type },
    rules,
  });
  const fqdn = {
    ruleType: "ApplicationRule",
    name: "backup",
    fqdnTags: ["AzureBackup"],
    protocols: [{ protocolType: "Https", port: 443 }],
    sourceAddresses: ["10.0.0.0/16"],
  };
  const tcp = {
    ruleType: "NetworkRule",
    name: "disks",
    ipProtocols: ["TCP"],
    sourceAddresses: ["*"],
    destinationAddresses: ["Storage.WestEurope"],
    destinationPorts: ["8443"],
  };
  const https = { tag: "AzureBackup", port: 443 };

  it("denies traffic that no rule allows", () => {
    expect(verdictText(through())).toBe("denied by the default deny in firewall fw");
    expect(verdictText(through(collection("Allow", 300, fqdn)))).toBe(
      "denied by the default deny in firewall fw",
    );
  });

  it("allows backup by the FQDN tag, and managed disks by a network rule", () => {
    expect(verdictText(through(collection("Allow", 300, fqdn)), https)).toMatch(
      /^allowed by .*backup in firewall fw$/,
    );
    expect(verdictText(through(collection("Allow", 300, tcp)))).toMatch(/disks in firewall fw$/);
    expect(
      verdictText(through(collection("Allow", 300, { ...fqdn, sourceAddresses: ["10.1.0.0/16"] })), https),
    ).toMatch(/^denied/);
  });

  it("evaluates network rules first, and collections by priority", () => {
    const denyNet = { ...tcp, name: "no", destinationAddresses: ["*"], destinationPorts: ["*"] };
    expect(
      verdictText(through(collection("Allow", 100, fqdn), collection("Deny", 900, denyNet)), https),
    ).toBe("denied by no in firewall fw");
    expect(verdictText(through(collection("Deny", 300, denyNet), collection("Allow", 200, tcp)))).toMatch(
      /^allowed/,
    );
  });

  it("reports why a verdict is unknown", () => {
    const groups = { ...tcp, sourceAddresses: undefined, sourceIpGroups: ["id"] };
    expect(verdictText(through(collection("Allow", 300, groups)))).toBe(
      "unknown because disks in firewall fw: the addresses of its IP groups are not known",
    );
    const some = { ...fqdn, fqdnTags: undefined, targetFqdns: ["*.blob.core.windows.net"] };
    expect(verdictText(through(collection("Allow", 300, some)), https)).toMatch(
      /^unknown because .*only a part of the domains of Azure Backup$/,
    );
    const ubuntu = { ...some, targetFqdns: ["*.ubuntu.com"] };
    expect(verdictText(through(collection("Allow", 300, ubuntu)), https)).toMatch(/^denied/);
    expect(verdictText(through(collection("Allow", 300, { ...some, targetFqdns: ["*"] })), https)).toMatch(
      /^allowed/,
    );
  });
});

describe("proxy", () => {
  const exception = rule("allow-proxy", 200, "Allow", {
    protocol: "Tcp",
    sourceAddressPrefix: "10.0.0.5/32",
    destinationAddressPrefix: "Internet",
    destinationPortRange: undefined,
    destinationPortRanges: ["80", "443"],
  });
  const denyInternet = { ...denyAll, destinationAddressPrefix: "Internet" };
  const lockdown = { name: "lockdown", rules: [denyInternet, exception] };
  const proxied = (proxy: Partial<Machine> = {}, group = lockdown): EgressPath => ({
    vm: { name: "vm", address: "10.0.0.4", applicationSecurityGroupIds: [], subnetGroup: group },
    proxy: {
      name: "proxy",
      address: "10.0.0.5",
      port: 8080,
      applicationSecurityGroupIds: [],
      subnetGroup: group,
      ...proxy,
    },
  });
  const https = { tag: "Storage.WestEurope", port: 443 };

  it("allows the VM that uses it, and not a VM that connects directly", () => {
    expect(verdictText(proxied(), https)).toMatch(
      /^allowed by .*allow-proxy at priority 200 in group lockdown$/,
    );
    expect(verdictText(vm(lockdown.rules), https)).toMatch(/^denied by Deny_All/);
  });

  it("requires that the traffic from the VM to the proxy is allowed, outbound and inbound", () => {
    expect(verdictText(proxied({}, { name: "lockdown", rules: [denyAll, exception] }), https)).toMatch(
      /^denied by Deny_All/,
    );
    const closedIn = { name: "proxy-nsg", rules: [rule("no-in", 100, "Deny", { direction: "Inbound" })] };
    expect(verdictText(proxied({ nicGroup: closedIn }), https)).toMatch(
      /^denied by no-in at priority 100 in group proxy-nsg/,
    );
  });

  it("is reached over the internet if it is outside of the network", () => {
    expect(
      verdictText({ ...vm([denyInternet]), proxy: { name: "saas", address: "52.1.1.1", port: 8080 } }, https),
    ).toMatch(/^denied by Deny_All/);
    expect(
      verdictText({ ...vm([]), proxy: { name: "saas", address: "52.1.1.1", port: 8080 } }, https),
    ).toMatch(/^allowed/);
  });
});

describe("backup egress", () => {
  const found = (path: EgressPath, more: object = {}) =>
    judge([backupEgressIsOpen], { ...path, region: "West Europe", ...more }).findings;

  it("reports the rule that denies the traffic, and how to allow it", () => {
    const [finding, ...others] = found(vm([denyAll]));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: "missing", path: "TCP 8443 to Storage.WestEurope" });
    expect(formatFinding(finding as never)).toMatch(
      /^TCP 8443 to Storage\.WestEurope: Backup traffic is denied by Deny_All at priority 1000 in group lockdown\. Fix: allow it in group lockdown with a priority below 1000 \(999 is free\); or allow TCP 443 to AzureBackup, TCP 443 to Storage\.WestEurope and TCP 443 to AzureActiveDirectory\. \(https:/,
    );
    expect(found(vm([backup(2000), denyAll]))).toHaveLength(1);
  });

  it.each([
    [
      "no free priority",
      vm([{ ...denyAll, priority: 100 }]),
      "allow it in group lockdown with a priority below 100 (none is free)",
    ],
    [
      "a route",
      vm([], {
        routeTable: {
          name: "rt",
          routes: [{ name: "hole", addressPrefix: "0.0.0.0/0", nextHopType: "None" }],
        },
      }),
      "allow it in route table rt",
    ],
  ])("names the place to change: %s", (_, path, fix) => {
    expect(found(path)).toMatchObject([{ fix: { text: expect.stringContaining(`${fix}; or allow `) } }]);
  });

  it("accepts the rule of 2018 or today's rules", () => {
    expect(found(vm([backup(200), denyAll]))).toEqual([]);
    const today = ["AzureBackup", "Storage.WestEurope", "AzureActiveDirectory"].map((tag, i) =>
      backup(110 + i, { destinationAddressPrefix: tag, destinationPortRange: "443" }),
    );
    expect(found(vm([...today, denyAll]))).toEqual([]);
    expect(found(vm([...today.slice(1), denyAll]))).toHaveLength(1);
  });

  it("uses the port of the kind of disk", () => {
    expect(found(vm([backup(200), denyAll]), { diskKind: "UnmanagedUnencrypted" })[0]?.path).toBe(
      "TCP 80 to Storage.WestEurope",
    );
  });

  it("reports nothing if the verdict is unknown", () => {
    expect(found({ vm: { name: "vm", subnetGroup: { name: "elsewhere" } } })).toEqual([]);
    expect(found(vm([denyAll]), { region: "atlantis" })).toEqual([]);
  });
});

it("the evaluator does not throw for any input", () => {
  const odd = fc.anything();
  const one = (fields: object) =>
    fc.oneof(
      { weight: 1, arbitrary: odd },
      { weight: 4, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    );
  const rules = fc.array(
    one({
      name: odd,
      priority: odd,
      direction: fc.constant("Outbound"),
      access: fc.constantFrom("Allow", "Deny", 1),
      protocol: fc.constant("Tcp"),
      sourceAddressPrefix: odd,
      sourceAddressPrefixes: odd,
      sourceApplicationSecurityGroups: odd,
      sourcePortRange: fc.constantFrom("*", {}),
      destinationAddressPrefix: fc.constantFrom("*", {}),
      destinationAddressPrefixes: odd,
      destinationPortRange: fc.constantFrom("*", {}),
      destinationPortRanges: odd,
    }),
  );
  const routes = fc.array(
    one({
      name: odd,
      addressPrefix: fc.oneof(odd, fc.constant("0.0.0.0/0")),
      nextHopType: fc.oneof(odd, fc.constant("VirtualAppliance")),
      nextHopIpAddress: fc.oneof(odd, fc.constant("10.0.9.4")),
    }),
  );
  const firewallRule = one({
    name: odd,
    ruleType: fc.constantFrom("NetworkRule", "ApplicationRule", 1),
    sourceAddresses: odd,
    sourceIpGroups: odd,
    ipProtocols: odd,
    destinationAddresses: odd,
    destinationPorts: odd,
    destinationFqdns: odd,
    destinationIpGroups: odd,
    protocols: fc.oneof(odd, fc.array(one({ protocolType: fc.constant("Https"), port: odd }))),
    fqdnTags: odd,
    targetFqdns: odd,
    targetUrls: odd,
    webCategories: odd,
  });
  const collections = fc.oneof(
    odd,
    fc.array(one({ priority: odd, action: odd, rules: fc.oneof(odd, fc.array(firewallRule)) })),
  );
  const groups = fc.oneof(odd, fc.array(one({ priority: odd, ruleCollections: collections })));
  fc.assert(
    fc.property(rules, routes, groups, odd, odd, (rules, routes, ruleCollectionGroups, address, ids) => {
      const given = {
        vm: {
          name: "vm",
          address,
          applicationSecurityGroupIds: ids,
          nicGroup: { name: "nic", rules },
          routeTable: { name: "rt", routes },
          serviceEndpoints: ids,
        },
        firewalls: [{ name: "fw", privateAddress: "10.0.9.4", ruleCollectionGroups }],
      } as unknown as EgressPath;
      formatEgressVerdict(evaluateEgress(given, to));
      judge([backupEgressIsOpen], { ...given, region: "westeurope", diskKind: address as never });
    }),
    { numRuns: 300, examples: [[[], [], [], { toString: false }, 0]] },
  );
});
