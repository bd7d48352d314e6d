import fc from "fast-check";
import { judge } from "../../../src/core/rule";
import { backupFirewallRuleRules } from "../../../src/network/firewall/rules";
import { proxyExceptionRules, proxyInboundRules } from "../../../src/network/proxy/rules";
import { vmProxySettingsRules } from "../../../src/network/proxy/vmProxyRules";
import type { SecurityRule } from "../../../src/network/securityRule/arm";
import { exceptionsAreNotOutranked } from "../../../src/network/securityRule/outranked";
import { placeRules } from "../../../src/network/securityRule/placement";
import {
  backupNsgRuleRules,
  backupRuleOf,
  backupServiceTagRulesRules,
  serviceTagRulesOf,
} from "../../../src/network/securityRule/rules";
import { trustedServicesHaveAccess, withTrustedServices } from "../../../src/network/storageAccount";
import { AzureCloud, regionNames, regionOf, regions } from "../../../src/region/facts";
import { pathsOf } from "../../support/boundaries";

const existing = (name: string, priority: number, fields: Partial<SecurityRule> = {}): SecurityRule => ({
  name,
  priority,
  direction: "Outbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
  ...fields,
});
const denyAll = existing("Deny_All", 1000);
const ssh = (priority: number) =>
  existing(`ssh-${priority}`, priority, { access: "Allow", destinationPortRange: "22" });
const subject = { ruleName: "backup", region: "westeurope" };
const findings = (more: object) => judge(backupNsgRuleRules, { ...subject, ...more }).findings;

describe("regions", () => {
  it("of all clouds have Azure's spelling", () => {
    expect(regions.length).toBe(new Set(regions.map(({ name }) => name)).size);
    expect(regionNames.Public.value.length).toBeGreaterThan(60);
    for (const region of regions) {
      expect(region.name).toMatch(/^[a-z]+\d?[a-z]*$/);
      for (const text of [region.name, region.displayName, region.tag, region.displayName.toUpperCase()])
        expect(regionOf(text)).toBe(region);
    }
    const tags = [
      "West US 3",
      "eastus2euap",
      "UAE North",
      "usdodcentral",
      "chinanorth3",
      "Jio India West",
    ].map((text) => regionOf(text)?.tag);
    expect(tags).toEqual([
      "WestUS3",
      "EastUS2EUAP",
      "UAENorth",
      "USDoDCentral",
      "ChinaNorth3",
      "JioIndiaWest",
    ]);
    expect(
      Object.values(AzureCloud).map((cloud) => regions.some((region) => region.cloud === cloud)),
    ).toEqual([true, true, true]);
  });

  it("are suggested for a misspelt name", () => {
    const [finding] = findings({ region: "West Europa" });
    expect(finding).toMatchObject({ path: "region", actual: { value: "West Europa" } });
    expect(finding?.fix?.text).toContain('"westeurope"');
    expect(pathsOf(backupNsgRuleRules, { ruleName: "backup" })).toEqual(["region"]);
    expect(pathsOf(backupServiceTagRulesRules, { ruleName: "backup", region: 5 })).toEqual(["region"]);
  });
});

describe("priority", () => {
  it.each([
    [99, ["priority"]],
    [100, []],
    [4096, []],
    [4097, ["priority"]],
    [100.5, ["priority"]],
    ["100", ["priority"]],
  ])("%j", (priority, paths) => expect(findings({ priority }).map(({ path }) => path)).toEqual(paths));

  it("leaves room for all three rules", () => {
    expect(pathsOf(backupServiceTagRulesRules, { ...subject, priority: 4094 })).toEqual([]);
    expect(pathsOf(backupServiceTagRulesRules, { ...subject, priority: 4095 })).toEqual(["priority"]);
  });

  it("that is taken: the error names the rule that has it, and a free priority", () => {
    const [finding, ...others] = findings({ priority: 200, existingRules: [ssh(200), denyAll] });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      path: "priority",
      actual: { value: 200 },
      expected: {
        accepted: "a priority that no other rule of the group has; already in use: ssh-200 (200)",
      },
      fix: { text: "set it to 999, or leave it out", value: 999 },
    });
    expect(
      findings({ priority: 200, existingRules: [{ ...ssh(200), direction: "Inbound" }, denyAll] }),
    ).toEqual([]);
    expect(
      pathsOf(backupServiceTagRulesRules, { ...subject, priority: 198, existingRules: [ssh(200)] }),
    ).toEqual(["priority"]);
  });

  it("after a deny rule: the error names the deny rule", () => {
    const [finding] = findings({ priority: 2000, existingRules: [denyAll] });
    expect(finding).toMatchObject({
      actual: { value: 2000 },
      expected: {
        requires: "a priority below 1000, because Deny_All at priority 1000 denies the same traffic",
      },
    });
    const allowAzure = {
      ...denyAll,
      name: "allow-azure",
      access: "Allow",
      priority: 900,
      destinationAddressPrefix: "AzureCloud",
    };
    // The rule at priority 900 allows the traffic, so later rules do not matter.
    expect(findings({ priority: 2000, existingRules: [allowAzure, denyAll] })).toEqual([]);
    expect(findings({ priority: 2000, existingRules: [{ ...denyAll, destinationPortRange: "22" }] })).toEqual(
      [],
    );
    expect(
      findings({
        priority: 2000,
        existingRules: [{ ...denyAll, destinationAddressPrefix: "Storage.NorthEurope" }],
      }),
    ).toEqual([]);
    expect(
      findings({ priority: 2000, existingRules: [{ ...denyAll, destinationAddressPrefix: "20.38.0.0/16" }] }),
    ).toHaveLength(1);
    expect(
      findings({ priority: 2000, existingRules: [{ ...denyAll, sourceAddressPrefix: "10.0.3.0/24" }] }),
    ).toHaveLength(1);
  });

  it("is the highest free one below the first deny rule that matches", () => {
    const place = (existingRules?: SecurityRule[], priority?: number) =>
      placeRules(
        backupRuleOf(subject),
        { ...(existingRules && { existingRules }), ...(priority && { priority }) },
        100,
      );
    expect(place()).toEqual([100]);
    expect(place(undefined, 300)).toEqual([300]);
    expect(place([])).toEqual([4096]);
    expect(place([denyAll])).toEqual([999]);
    expect(place([{ ...denyAll, name: "all", priority: 300, access: "Allow" }, denyAll])).toEqual([999]);
    expect(place([ssh(999), ssh(998), denyAll])).toEqual([997]);
    expect(place([denyAll, { ...denyAll, priority: 500, destinationAddressPrefix: "Storage" }])).toEqual([
      499,
    ]);
    expect(place([denyAll, { ...denyAll, name: "backup", priority: 999, access: "Allow" }])).toEqual([999]);
    expect(placeRules(serviceTagRulesOf(subject), { existingRules: [ssh(998), denyAll] }, 110)).toEqual([
      996, 997, 999,
    ]);
  });

  it("if none is free: the error names the rules that use them", () => {
    const full = [ssh(100), ssh(101), { ...denyAll, priority: 102 }];
    const [finding] = findings({ existingRules: full });
    expect(finding).toMatchObject({
      kind: "missing",
      path: "existingRules",
      message: "No priority is free below 102, the priority of the first rule that denies this traffic",
      fix: {
        text: "give other priorities to some of these rules: ssh-100 (100), ssh-101 (101), Deny_All (102)",
      },
    });
    expect(
      pathsOf(backupServiceTagRulesRules, { ...subject, existingRules: [{ ...denyAll, priority: 102 }] }),
    ).toEqual(["existingRules"]);
  });
});

it.each([
  [{ description: "x".repeat(140) }, []],
  [{ description: "x".repeat(141) }, ["description"]],
  [{ ruleName: "x".repeat(80) }, []],
  [{ ruleName: "x".repeat(81) }, ["ruleName"]],
  [{ ruleName: "allow-proxy " }, ["ruleName"]],
  [{ ruleName: "" }, ["ruleName"]],
  [{ ruleName: "a." }, ["ruleName"]],
  [{ diskKind: "Managed" }, []],
  [{ diskKind: "managed" }, ["diskKind"]],
])("name, description and disk kind: %j", (more, paths) =>
  expect(findings(more).map(({ path }) => path)).toEqual(paths),
);

it("the name with the service tag must not be too long", () => {
  expect(pathsOf(backupServiceTagRulesRules, { ...subject, ruleName: "x".repeat(60) })).toEqual(["ruleName"]);
  expect(pathsOf(backupServiceTagRulesRules, { ...subject, ruleName: "x".repeat(59) })).toEqual([]);
});

describe("proxy rules", () => {
  const proxy = { ruleName: "allow-proxy", proxyAddress: "10.0.0.5" };
  it.each([
    [{}, []],
    [{ proxyAddress: "fd00::1" }, ["proxyAddress"]],
    [{ proxyAddress: "10.0.0.0/33" }, ["proxyAddress"]],
    [{ proxyAddress: undefined }, ["proxyAddress"]],
    [{ ports: ["0", "65536", "80-"] }, ["ports[0]", "ports[1]", "ports[2]"]],
    [{ destination: { internet: true } }, []],
    [{ destination: { internet: false } }, ["destination"]],
    [{ destination: {} }, ["destination"]],
    [{ destination: { internet: true, storageRegion: "westeurope" } }, ["destination"]],
    [{ destination: { addressRanges: [] } }, ["destination.addressRanges"]],
    [
      { destination: { addressRanges: ["20.0.0.0/8", "2603::/16", "x"] } },
      ["destination.addressRanges[1]", "destination.addressRanges[2]"],
    ],
    [{ destination: { storageRegion: "atlantis" } }, ["destination.storageRegion"]],
    [{ priority: 2000, existingRules: [denyAll] }, ["priority"]],
    [{ priority: 2000, existingRules: [{ ...denyAll, sourceAddressPrefix: "10.0.0.4" }] }, []],
  ])("a ProxyExceptionRule with %j", (more, paths) =>
    expect(pathsOf(proxyExceptionRules, { ...proxy, ...more })).toEqual(paths),
  );

  it.each([
    [{ proxyPort: 8080 }, []],
    [{ proxyPort: 0 }, ["proxyPort"]],
    [{ proxyPort: 65536 }, ["proxyPort"]],
    [{}, ["proxyPort"]],
    [{ proxyPort: 8080, proxyAddress: "x" }, ["proxyAddress"]],
    [
      { proxyPort: 8080, priority: 2000, existingRules: [{ ...denyAll, direction: "Inbound" }] },
      ["priority"],
    ],
    [{ proxyPort: 8080, priority: 2000, existingRules: [denyAll] }, []],
  ])("a ProxyInboundRule with %j", (more, paths) =>
    expect(pathsOf(proxyInboundRules, { ruleName: "in", ...more })).toEqual(paths),
  );

  it.each([
    ["10.0.0.5", true],
    ["proxy.example.com", true],
    ["proxy", true],
    ["10.0.0.256", false],
    ["10.0.0", false],
    ["fd00::1", false],
    ["http://10.0.0.5", false],
    ["10.0.0.5:8080", false],
    ["user:pw@10.0.0.5", false],
    ["a b", false],
    ["a;reboot", false],
    ["a\n", false],
    ["-a", false],
    ["", false],
    [undefined, false],
    [5, false],
  ])("proxyHost %j: accepted %s", (proxyHost, accepted) => {
    const paths = pathsOf(vmProxySettingsRules, { proxyHost, proxyPort: 8080, osType: "Linux" });
    expect(paths).toEqual(accepted ? [] : ["proxyHost"]);
  });

  it("reports a wrong operating system and a missing port", () => {
    expect(pathsOf(vmProxySettingsRules, { proxyHost: "p", proxyPort: 1, osType: "linux" })).toEqual([
      "osType",
    ]);
    expect(pathsOf(vmProxySettingsRules, { proxyHost: "p" })).toEqual(["proxyPort", "osType"]);
  });
});

it.each([
  [{ sources: { addresses: ["10.0.0.0/8", "10.0.0.1-10.0.0.9", "*"] } }, []],
  [{ sources: { addresses: ["10.0.0.0/8", "fd00::1"] } }, ["sources.addresses[1]"]],
  [{ sources: { addresses: [] } }, ["sources.addresses"]],
  [{ sources: {} }, ["sources"]],
  [{}, ["sources"]],
  [{ sources: { addresses: ["*"], ipGroupIds: ["x"] } }, ["sources"]],
  [
    {
      sources: { ipGroupIds: ["/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/ipGroups/vms"] },
    },
    [],
  ],
  [{ sources: { addresses: ["*"] }, priority: 99 }, ["priority"]],
  [{ sources: { addresses: ["*"] }, priority: 65001 }, ["priority"]],
  [{ sources: { addresses: ["*"] }, managedDisks: { region: "atlantis" } }, ["managedDisks.region"]],
])("a BackupFirewallRule with %j", (more, paths) =>
  expect(pathsOf(backupFirewallRuleRules, { groupName: "backup", ...more })).toEqual(paths),
);

describe("nsg-rule-outranked", () => {
  const backup = existing("backup", 2000, {
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "VirtualNetwork",
    destinationAddressPrefix: "Storage.WestEurope",
    destinationPortRange: "8443",
  });
  const proxy = existing("allow-proxy", 2000, {
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "10.0.0.5/32",
    destinationAddressPrefix: "Internet",
    destinationPortRange: "80-443",
  });
  const outranked = (...rules: SecurityRule[]) =>
    judge([exceptionsAreNotOutranked], { name: "lockdown", rules }).findings;

  it.each([[backup], [proxy], [{ ...backup, destinationAddressPrefix: "AzureBackup" }]])(
    "%#: reports a deny rule before the exception",
    (rule) => {
      expect(outranked(denyAll, rule)).toMatchObject([
        {
          path: `securityRules.${rule.name}.priority`,
          actual: { value: 2000 },
          expected: {
            requires:
              "a priority below 1000, because Deny_All at priority 1000 denies all traffic that this rule allows",
          },
          fix: { text: "set it to 999" },
        },
      ]);
      expect(outranked(denyAll, { ...rule, priority: 200 })).toEqual([]);
    },
  );

  it("ignores a deny rule for other traffic, for a part of it, or for the other direction", () => {
    expect(outranked({ ...denyAll, destinationPortRange: "22" }, backup)).toEqual([]);
    expect(outranked({ ...denyAll, destinationAddressPrefix: "20.0.0.0/8" }, backup)).toEqual([]);
    expect(outranked({ ...denyAll, sourceAddressPrefix: "10.0.3.0/24" }, backup)).toEqual([]);
    expect(outranked({ ...denyAll, direction: "Inbound" }, backup)).toEqual([]);
    expect(outranked({ ...denyAll, protocol: "Udp" }, backup)).toEqual([]);
    expect(outranked({ ...denyAll, access: "Allow" }, backup)).toEqual([]);
  });

  it("ignores other exceptions", () => {
    expect(outranked(denyAll, { ...ssh(2000), destinationAddressPrefix: "Sql" })).toEqual([]);
    expect(outranked(denyAll, { ...proxy, sourceAddressPrefix: "10.0.0.0/24" })).toEqual([]);
  });
});

describe("storage account", () => {
  const account = (defaultAction: unknown, bypass?: unknown) => ({
    networkRuleSet: { defaultAction, bypass },
  });
  it.each([
    [{}, []],
    [account("Allow", "None"), []],
    [account("Deny"), []],
    [account("Deny", "AzureServices"), []],
    [account("Deny", "Logging, azureservices"), []],
    [account("Deny", "None"), ["networkRuleSet.bypass"]],
    [account("Deny", "Logging, Metrics"), ["networkRuleSet.bypass"]],
    [account("Deny", 5), ["networkRuleSet.bypass"]],
  ])("%j", (subject, paths) => expect(pathsOf([trustedServicesHaveAccess], subject)).toEqual(paths));

  it("is corrected by adding AzureServices", () => {
    expect(["None", "Logging, Metrics", undefined].map(withTrustedServices)).toEqual([
      "AzureServices",
      "Logging, Metrics, AzureServices",
      "AzureServices",
    ]);
  });
});

it("no rule throws for values of wrong types", () => {
  const field = fc.anything();
  const keys = [
    "ruleName",
    "region",
    "diskKind",
    "priority",
    "description",
    "proxyAddress",
    "proxyPort",
    "proxyHost",
    "osType",
    "ports",
    "groupName",
  ];
  const rule = fc.oneof(
    field,
    fc.record({
      name: field,
      priority: field,
      direction: fc.constantFrom("Outbound", "Inbound"),
      access: field,
      protocol: field,
      sourceAddressPrefix: field,
      destinationAddressPrefixes: field,
      destinationPortRange: field,
      sourceApplicationSecurityGroups: field,
    }),
  );
  const anything = fc.record({
    ...Object.fromEntries(keys.map((key) => [key, field])),
    existingRules: fc.oneof(field, fc.array(rule)),
    destination: fc.oneof(field, fc.record({ internet: field, addressRanges: field }, { requiredKeys: [] })),
    sources: fc.oneof(field, fc.record({ addresses: field })),
    networkRuleSet: fc.oneof(field, account()),
  });
  function account() {
    return fc.record({ defaultAction: fc.constantFrom("Deny", "Allow"), bypass: field });
  }
  const sets = [
    backupNsgRuleRules,
    backupServiceTagRulesRules,
    proxyExceptionRules,
    proxyInboundRules,
    vmProxySettingsRules,
    backupFirewallRuleRules,
    [trustedServicesHaveAccess],
  ];
  fc.assert(
    fc.property(anything, (given) => {
      for (const rules of sets) judge(rules as never, given as never);
      judge([exceptionsAreNotOutranked], { name: "g", rules: given.existingRules as never });
    }),
    { numRuns: 1000 },
  );
});
