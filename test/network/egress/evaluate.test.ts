import fc from "fast-check";
import { judge } from "../../../src/core/rule";
import { formatActual } from "../../../src/core/format";
import { backupEgressIsOpen } from "../../../src/network/egress/backup";
import {
  type EgressPath,
  evaluateEgress,
  type Machine,
  formatEgressVerdict,
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
const said = (path: EgressPath, destination = to) => formatEgressVerdict(evaluateEgress(path, destination));

describe("one group", () => {
  it("lets everything out without custom rules", () => {
    expect(said(vm([]))).toBe("allowed by AllowInternetOutBound at priority 65001 in group lockdown");
    expect(said({ vm: { name: "vm" } })).toMatch(/^allowed: no rule or route/);
  });

  it("names the rule that stops the traffic and the priority that opens it", () => {
    expect(said(vm([denyAll]))).toBe(
      "denied by Deny_All at priority 1000 in group lockdown; a rule below 1000 opens it",
    );
  });

  it("says where no priority is free below", () => {
    const full = Array.from({ length: 900 }, (_, i) =>
      rule(`r${i}`, 100 + i, "Allow", { destinationPortRange: "22" }),
    );
    expect(said(vm([...full, denyAll]))).toBe(
      "denied by Deny_All at priority 1000 in group lockdown; a rule below 1000 opens it, where group lockdown has none free",
    );
  });

  it.each([
    [
      "the seed's rule before the deny",
      backup(200),
      "allowed by allow-backup at priority 200 in group lockdown",
    ],
    [
      "the rule behind the deny",
      backup(2000),
      "denied by Deny_All at priority 1000 in group lockdown; a rule below 1000 opens it",
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
      "unknown because allow-backup at priority 200 in group lockdown names a part of the addresses only",
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
      "two blocks of which one holds it",
      backup(200, { sourceAddressPrefix: undefined, sourceAddressPrefixes: ["10.9.0.0/16", "10.0.0.0/29"] }),
      /^allowed/,
    ],
    ["Internet as source", backup(200, { sourceAddressPrefix: "Internet" }), /^denied/],
    [
      "some source ports",
      backup(200, { sourcePortRange: "50000-51000" }),
      /^unknown because allow-backup .* names some source ports only$/,
    ],
    ["low source ports", backup(200, { sourcePortRange: "1-1023" }), /^denied/],
    ["all client ports", backup(200, { sourcePortRange: "1024-65535" }), /^allowed/],
    [
      "a rule that cannot be read",
      backup(200, { destinationPortRange: "80-" }),
      /^unknown because allow-backup .* cannot be read as a security rule$/,
    ],
  ])("%s", (_, extra, expected) => {
    if (typeof expected === "string") expect(said(vm([denyAll, extra]))).toBe(expected);
    else expect(said(vm([denyAll, extra]))).toMatch(expected);
  });

  it("two halves of the internet are all of it, and a part that changes nothing leaves no doubt", () => {
    const half = (name: string, priority: number, block: string) =>
      rule(name, priority, "Deny", { destinationAddressPrefix: block });
    expect(said(vm([half("low", 300, "0.0.0.0/1"), half("high", 400, "128.0.0.0/1")]))).toBe(
      "denied by low at priority 300 in group lockdown; a rule below 300 opens it",
    );
    expect(said(vm([half("some", 300, "20.0.0.0/8"), denyAll]))).toMatch(/^denied by some at priority 300/);
  });

  it("application security groups", () => {
    const asg = {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/Web",
    };
    const extra = backup(200, { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [asg] });
    expect(said(vm([denyAll, extra], { applicationSecurityGroupIds: [asg.id.toLowerCase()] }))).toMatch(
      /^allowed/,
    );
    expect(said(vm([denyAll, extra]))).toMatch(/^denied/);
    expect(said(vm([denyAll, extra], { applicationSecurityGroupIds: undefined }))).toMatch(
      /^unknown because allow-backup .* the application security groups of vm are not known$/,
    );
  });

  it("an address that is not known yet", () => {
    const extra = backup(200, { sourceAddressPrefix: "10.0.0.4" });
    expect(said(vm([denyAll, extra], { address: "10.0.0.0/24" }))).toMatch(
      /^unknown because .* addresses of vm only$/,
    );
    expect(said(vm([denyAll, extra], { address: "10.0.1.0/24" }))).toMatch(/^denied/);
    expect(said(vm([denyAll, extra], { address: undefined }))).toMatch(/^unknown/);
  });
});

describe("two groups", () => {
  it("both must let it through, and each that does not is named", () => {
    const nicGroup = { name: "nic", rules: [rule("no-web", 300, "Deny", { destinationPortRange: "8443" })] };
    expect(said(vm([backup(200), denyAll], { nicGroup }))).toBe(
      "denied by no-web at priority 300 in group nic; a rule below 300 opens it",
    );
    expect(said(vm([denyAll], { nicGroup }))).toBe(
      "denied by no-web at priority 300 in group nic; a rule below 300 opens it; and denied by Deny_All at priority 1000 in group lockdown; a rule below 1000 opens it",
    );
    expect(said(vm([], { nicGroup: { name: "elsewhere" } }))).toBe(
      "unknown because the rules of group elsewhere are not known",
    );
    expect(said(vm([denyAll], { nicGroup: { name: "elsewhere" } }))).toMatch(/^denied by Deny_All/);
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
    ["a hole beside", table(["hole", "10.0.0.0/8", "None"]), /^allowed/],
    ["a hole in it", table(["hole", "20.0.0.0/8", "None"]), /^unknown/],
    [
      "the service's own way",
      table(["hole", "0.0.0.0/0", "None"], ["st", "Storage", "Internet"]),
      /^allowed .*route st/,
    ],
    [
      "the nearest tag",
      table(["c", "AzureCloud", "Internet"], ["s", "Storage.WestEurope", "None"]),
      /^denied by route s /,
    ],
    ["another service's", table(["sql", "Sql", "None"]), /^allowed/],
    [
      "an appliance",
      table(["nva", "0.0.0.0/0", "VirtualAppliance", "10.0.9.4"]),
      /^unknown because route nva in route table rt sends it to VirtualAppliance 10.0.9.4/,
    ],
    ["a gateway", table(["vpn", "0.0.0.0/0", "VirtualNetworkGateway"]), /^unknown because route vpn/],
    ["not known", { routeTable: { name: "rt" } }, "unknown because the routes of table rt are not known"],
  ])("%s", (_, way, expected) => {
    if (typeof expected === "string") expect(said(vm([], way))).toBe(expected);
    else expect(said(vm([], way))).toMatch(expected);
  });

  it("a service endpoint for storage goes round them, for storage alone", () => {
    const way = { ...table(["hole", "0.0.0.0/0", "None"]), serviceEndpoints: ["Microsoft.Storage"] };
    expect(said(vm([], way))).toMatch(/^allowed by .*the service endpoint of storage$/);
    expect(said(vm([], way), { tag: "AzureBackup", port: 443 })).toMatch(/^denied by route hole/);
  });

  it("a route of the user's makes VirtualNetwork uncertain", () => {
    const deny = rule("deny-vnet", 500, "Deny", { destinationAddressPrefix: "VirtualNetwork" });
    expect(said(vm([deny]))).toMatch(/^allowed/);
    expect(said(vm([deny], table(["out", "0.0.0.0/0", "Internet"])))).toBe(
      "unknown because deny-vnet at priority 500 in group lockdown: VirtualNetwork may hold Storage.WestEurope, since a route does",
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

  it("denies what no rule allows", () => {
    expect(said(through())).toBe("denied by the default deny in firewall fw");
    expect(said(through(collection("Allow", 300, fqdn)))).toBe("denied by the default deny in firewall fw");
  });

  it("lets backup out by the FQDN tag, and managed disks by a network rule", () => {
    expect(said(through(collection("Allow", 300, fqdn)), https)).toMatch(
      /^allowed by .*backup in firewall fw$/,
    );
    expect(said(through(collection("Allow", 300, tcp)))).toMatch(/disks in firewall fw$/);
    expect(
      said(through(collection("Allow", 300, { ...fqdn, sourceAddresses: ["10.1.0.0/16"] })), https),
    ).toMatch(/^denied/);
  });

  it("network rules come first, and collections by priority", () => {
    const denyNet = { ...tcp, name: "no", destinationAddresses: ["*"], destinationPorts: ["*"] };
    expect(said(through(collection("Allow", 100, fqdn), collection("Deny", 900, denyNet)), https)).toBe(
      "denied by no in firewall fw",
    );
    expect(said(through(collection("Deny", 300, denyNet), collection("Allow", 200, tcp)))).toMatch(
      /^allowed/,
    );
  });

  it("says what it cannot know", () => {
    const groups = { ...tcp, sourceAddresses: undefined, sourceIpGroups: ["id"] };
    expect(said(through(collection("Allow", 300, groups)))).toBe(
      "unknown because disks in firewall fw: what its IP groups hold is not known",
    );
    const some = { ...fqdn, fqdnTags: undefined, targetFqdns: ["*.blob.core.windows.net"] };
    expect(said(through(collection("Allow", 300, some)), https)).toMatch(
      /^unknown because .*a part of what Azure Backup reaches$/,
    );
    const ubuntu = { ...some, targetFqdns: ["*.ubuntu.com"] };
    expect(said(through(collection("Allow", 300, ubuntu)), https)).toMatch(/^denied/);
    expect(said(through(collection("Allow", 300, { ...some, targetFqdns: ["*"] })), https)).toMatch(
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

  it("opens the way for the VM behind it, not for the VM itself", () => {
    expect(said(proxied(), https)).toMatch(/^allowed by .*allow-proxy at priority 200 in group lockdown$/);
    expect(said(vm(lockdown.rules), https)).toMatch(/^denied by Deny_All/);
  });

  it("needs the way to the proxy, out of the VM and into the proxy", () => {
    expect(said(proxied({}, { name: "lockdown", rules: [denyAll, exception] }), https)).toMatch(
      /^denied by Deny_All/,
    );
    const closedIn = { name: "proxy-nsg", rules: [rule("no-in", 100, "Deny", { direction: "Inbound" })] };
    expect(said(proxied({ nicGroup: closedIn }), https)).toMatch(
      /^denied by no-in at priority 100 in group proxy-nsg/,
    );
  });

  it("outside of the network it is reached over the internet", () => {
    expect(
      said({ ...vm([denyInternet]), proxy: { name: "saas", address: "52.1.1.1", port: 8080 } }, https),
    ).toMatch(/^denied by Deny_All/);
    expect(said({ ...vm([]), proxy: { name: "saas", address: "52.1.1.1", port: 8080 } }, https)).toMatch(
      /^allowed/,
    );
  });
});

describe("backup egress", () => {
  const found = (path: EgressPath, more: object = {}) =>
    judge([backupEgressIsOpen], { ...path, region: "West Europe", ...more }).findings.map(
      ({ path, got, fix }) => ({ path, got: formatActual(got), fix: fix.text }),
    );

  it("reports the rule and the priority that opens it", () => {
    expect(found(vm([denyAll]))).toEqual([
      {
        path: "TCP 8443 to Storage.WestEurope",
        got: "denied by Deny_All at priority 1000 in group lockdown",
        fix: "a rule below 1000 opens it (999 is free)",
      },
    ]);
    expect(found(vm([backup(2000), denyAll]))).toHaveLength(1);
  });

  it("is content with the rule of 2018 or with today's", () => {
    expect(found(vm([backup(200), denyAll]))).toEqual([]);
    const today = ["AzureBackup", "Storage.WestEurope", "AzureActiveDirectory"].map((tag, i) =>
      backup(110 + i, { destinationAddressPrefix: tag, destinationPortRange: "443" }),
    );
    expect(found(vm([...today, denyAll]))).toEqual([]);
    expect(found(vm([...today.slice(1), denyAll]))).toHaveLength(1);
  });

  it("takes the port of the disk kind", () => {
    expect(found(vm([backup(200), denyAll]), { diskKind: "UnmanagedUnencrypted" })[0]?.path).toBe(
      "TCP 80 to Storage.WestEurope",
    );
  });

  it("says nothing of what it cannot know", () => {
    expect(found({ vm: { name: "vm", subnetGroup: { name: "elsewhere" } } })).toEqual([]);
    expect(found(vm([denyAll]), { region: "atlantis" })).toEqual([]);
  });
});

it("nothing of any shape makes the evaluator throw", () => {
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
    { numRuns: 300 },
  );
});
