import fc from "fast-check";
import { evaluateEgress } from "../../../src/network/egress/evaluate";
import type { SecurityRule } from "../../../src/network/securityRule/arm";
import { runs } from "../../support/runs";
import { allowsTo, coversPoint, nextHops, type PlainRoute, publicPoints, type World } from "./reference";

const tags = ["Storage.WestEurope", "AzureBackup", "AzureActiveDirectory"] as const;
const blocks = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "20.0.0.0/8",
  "20.0.0.0/30",
  "52.0.0.0/8",
  "10.0.0.0/8",
  "192.168.0.0/16",
];
const sureTags = [
  "*",
  "Internet",
  "AzureCloud",
  "Storage",
  "Storage.WestEurope",
  "Storage.NorthEurope",
  "AzureBackup",
  "AzureActiveDirectory",
  "Sql",
  "Sql.WestEurope",
  "AzureLoadBalancer",
];
const sources = [
  "*",
  "VirtualNetwork",
  "Internet",
  "10.0.0.0/24",
  "10.0.0.4",
  "10.0.0.5/32",
  "10.0.0.4/30",
  "0.0.0.0/0",
  "192.168.0.0/16",
];
const ports = ["*", "443", "80", "8443", "80-443", "0-65535", "444-8442", "8443-9000", "1-100"];
const asg = (name: string) => ({
  id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/${name}`,
});
const groups = [asg("web"), asg("db")];

const oneOrMany = <K extends string>(
  one: K,
  many: K,
  values: readonly string[],
  blocksOnly: readonly string[],
) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...values).map((value) => ({ [one]: value })) },
    fc
      .array(fc.constantFrom(...blocksOnly), { minLength: 1, maxLength: 3 })
      .map((list) => ({ [many]: list })),
  ) as fc.Arbitrary<Partial<SecurityRule>>;

const ruleWith = (
  sources: fc.Arbitrary<Partial<SecurityRule>>,
  sourcePorts: string[],
  destinations: string[],
) =>
  fc
    .tuple(
      fc.record({
        priority: fc.integer({ min: 100, max: 4096 }),
        direction: fc.constantFrom("Outbound", "Outbound", "Outbound", "Inbound"),
        access: fc.constantFrom("Allow", "Deny"),
        protocol: fc.constantFrom("*", "Tcp", "Tcp", "Udp"),
        sourcePortRange: fc.constantFrom(...sourcePorts),
      }),
      sources,
      oneOrMany(
        "destinationAddressPrefix" as never,
        "destinationAddressPrefixes" as never,
        [...destinations, ...blocks],
        blocks,
      ),
      oneOrMany("destinationPortRange" as never, "destinationPortRanges" as never, ports, ports),
    )
    .map(([rule, from, to, on]): SecurityRule => ({ name: "r", ...rule, ...from, ...to, ...on }));

const sourceOf = oneOrMany("sourceAddressPrefix" as never, "sourceAddressPrefixes" as never, sources, [
  "10.0.0.0/24",
  "10.0.0.5/32",
  "192.168.0.0/16",
]);
const memberOf = fc
  .subarray(groups, { minLength: 1 })
  .map((list) => ({ sourceApplicationSecurityGroups: list }));
const rulesOf = (rule: fc.Arbitrary<SecurityRule>) =>
  fc.uniqueArray(rule, { maxLength: 8, selector: ({ priority, direction }) => `${direction}${priority}` });
const routesOf = fc.uniqueArray(
  fc.record({
    addressPrefix: fc.constantFrom(
      ...blocks,
      "Storage.WestEurope",
      "Storage",
      "AzureCloud",
      "AzureBackup",
      "Sql",
    ),
    nextHopType: fc.constantFrom("Internet", "Internet", "None", "VirtualNetworkGateway"),
  }),
  { maxLength: 3, selector: ({ addressPrefix }) => addressPrefix },
);
const scenario = (rule: fc.Arbitrary<SecurityRule>) =>
  fc.record({
    nic: rulesOf(rule),
    subnet: rulesOf(rule),
    routes: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, routesOf) as fc.Arbitrary<PlainRoute[]>,
    tag: fc.constantFrom(...tags),
    port: fc.constantFrom(80, 443, 8443),
  });

/** The results of a connection to each possible address of the service: true if it is allowed. */
function resultsFor({ nic, subnet, routes, tag, port }: Scenario, world: World): Set<boolean> {
  const all = new Set<boolean>();
  for (const point of publicPoints) {
    const groupsOpen = allowsTo(nic, tag, point, port, world) && allowsTo(subnet, tag, point, port, world);
    for (const hop of nextHops(routes, tag, point)) {
      all.add(groupsOpen && hop !== "None");
      if (groupsOpen && hop === "VirtualNetworkGateway") all.add(false);
    }
  }
  return all;
}
type Scenario = {
  nic: SecurityRule[];
  subnet: SecurityRule[];
  routes: PlainRoute[];
  tag: string;
  port: number;
};

const outcome = ({ nic, subnet, routes, tag, port }: Scenario, vm: object) =>
  evaluateEgress(
    {
      vm: {
        name: "vm",
        nicGroup: { name: "nic", rules: nic },
        subnetGroup: { name: "subnet", rules: subnet },
        routeTable: { name: "rt", routes },
        ...vm,
      },
    },
    { tag, port },
  ).outcome;

const expected = (all: Set<boolean>) => (all.size > 1 ? "unknown" : all.has(true) ? "allowed" : "denied");

it("agrees with the reference on random sets of rules in which only the service's addresses are unknown", () => {
  const counts = { allowed: 0, denied: 0, unknown: 0 };
  const world: World = {
    vmAddress: "10.0.0.4",
    sourcePort: 50500,
    applicationSecurityGroups: [asg("web").id],
    included: {},
  };
  const vm = { address: "10.0.0.4", applicationSecurityGroupIds: world.applicationSecurityGroups };
  const rule = ruleWith(
    fc.oneof({ weight: 6, arbitrary: sourceOf }, memberOf),
    ["*", "0-65535", "1-1000"],
    sureTags,
  );
  fc.assert(
    fc.property(scenario(rule), (given) => {
      const found = outcome(given, vm);
      counts[found]++;
      return found === expected(resultsFor(given, world));
    }),
    { numRuns: runs(20_000) },
  );
  // Each outcome must be common, or the agreement would prove little.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(runs(1000));
});

/** A consistent world: VirtualNetwork includes public addresses only if a route leads there, and a regional tag none of another tag. */
function possible(world: World, { routes, tag }: Scenario): World {
  const isRouted = (point: string) => routes.some((route) => coversPoint(route, tag, point));
  const { VirtualNetwork = [], ...clouds } = world.included;
  const included = tag.includes(".") ? {} : clouds;
  return { ...world, included: { ...included, VirtualNetwork: VirtualNetwork.filter(isRouted) } };
}

it("never returns a verdict that another possible world contradicts", () => {
  const perhaps = ["VirtualNetwork", "AzureCloud.westeurope", "AzureCloud.northeurope"];
  const included = fc.record(Object.fromEntries(perhaps.map((tag) => [tag, fc.subarray([...publicPoints])])));
  const worlds = fc.record({
    vmAddress: fc.constantFrom("10.0.0.4", "10.0.0.5", "10.0.0.200"),
    sourcePort: fc.constantFrom(1024, 50500, 65535),
    applicationSecurityGroups: fc.subarray(groups.map(({ id }) => id)),
    included,
  });
  const rule = ruleWith(
    fc.oneof({ weight: 4, arbitrary: sourceOf }, memberOf),
    ["*", "*", "50000-51000", "1-1024"],
    [...sureTags, ...perhaps],
  );
  fc.assert(
    fc.property(scenario(rule), worlds, (given, world) => {
      const found = outcome(given, { address: "10.0.0.0/24" });
      const results = resultsFor(given, possible(world, given));
      return found === "unknown" || found === expected(results);
    }),
    { numRuns: runs(4_000) },
  );
});
