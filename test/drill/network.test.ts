import { type ArmJson, type DrillNetwork, networkRefusals } from "../../src/drill/network";

const groups = "/subscriptions/0/resourceGroups";
const id = `${groups}/drills/providers/Microsoft.Network/virtualNetworks/isolated`;
const subnetId = `${id}/subnets/drill`;

const rule = (fields: object) => ({
  name: "rule",
  properties: {
    ...{ priority: 1000, direction: "Outbound", access: "Deny", protocol: "*" },
    ...{
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "*",
    },
    ...fields,
  },
});
const allow = (destinationAddressPrefix: string, destinationPortRange: string, protocol = "Tcp") =>
  rule({ priority: 900, access: "Allow", protocol, destinationAddressPrefix, destinationPortRange });
const withRules = (...securityRules: object[]): Partial<DrillNetwork> => ({
  securityGroup: { id: `${groups}/drills/lockdown`, properties: { securityRules } },
});
const route = (nextHopType: string): Partial<DrillNetwork> => ({
  routeTable: {
    properties: { routes: [{ name: "out", properties: { addressPrefix: "0.0.0.0/0", nextHopType } }] },
  },
});
const withSubnet = (
  properties: object,
  more: readonly object[] = [],
  network: object = {},
): Partial<DrillNetwork> => ({
  network: networkOf(properties, more, network),
});

function networkOf(properties: object, more: readonly object[] = [], network: object = {}): ArmJson {
  const subnet = {
    ...{ id: subnetId, name: "drill" },
    properties: { addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: "lockdown" }, ...properties },
  };
  return { id, location: "West Europe", properties: { subnets: [subnet, ...more], ...network } };
}

const isolated: DrillNetwork = {
  ...{ subnetId, network: networkOf({}), targetGroupId: `${groups}/drills`, allowAzureCloud: false },
  ...{ sourceNetworkIds: [`${groups}/bank/providers/Microsoft.Network/virtualNetworks/isolated`] },
  ...{ regions: ["westeurope"], ...withRules(rule({})) },
};
const refusals = (changes: Partial<DrillNetwork>) =>
  networkRefusals({ ...isolated, ...changes }).map(({ what, fix }) => `${what}. Fix: ${fix}`);

it.each<[string, Partial<DrillNetwork>]>([
  ["denies everything", {}],
  [
    "denies each protocol in a rule of its own",
    withRules(...["Tcp", "Udp", "Icmp"].map((protocol) => rule({ protocol }))),
  ],
  ["denies the internet by its tag", withRules(rule({ destinationAddressPrefix: "Internet" }))],
  ["allows only its own network", withRules(allow("VirtualNetwork", "*", "*"), rule({}))],
  ["has its id in other letter case", { subnetId: subnetId.toUpperCase() }],
  ["has a route that drops traffic", { ...route("None"), ...withSubnet({ routeTable: { id: "table" } }) }],
  [
    "contains a VM of another drill",
    withSubnet({ ipConfigurations: [{ id: `${groups}/DRILLS/nic/ipConfigurations/one` }] }),
  ],
  [
    "allows AzureCloud, as requested",
    { ...withRules(allow("AzureCloud.WestEurope", "443"), rule({})), allowAzureCloud: true },
  ],
])("accepts a network that %s", (_, changes) => {
  expect(refusals(changes)).toEqual([]);
});

it.each<[string, Partial<DrillNetwork>, string]>([
  ["does not exist", { network: undefined }, "was not found"],
  ["lacks the subnet", { subnetId: `${id}/subnets/absent` }, "has no subnet absent"],
  ["is the source's", { sourceNetworkIds: [id.toUpperCase()] }, "the copy would meet the original"],
  ["is in another region", { regions: ["northeurope"] }, "drill the VMs of each region separately"],
  [
    "is peered",
    withSubnet({}, [], { virtualNetworkPeerings: [{ name: "hub" }] }),
    "peered with another network (hub)",
  ],
  ["has a gateway's subnet", withSubnet({}, [{ name: "GatewaySubnet" }]), "a subnet for a gateway"],
  [
    "has a private endpoint",
    withSubnet({}, [{ name: "pe", properties: { privateEndpoints: [{}] } }]),
    "a private endpoint",
  ],
  [
    "contains something else",
    withSubnet({ ipConfigurations: [{ id: `${groups}/drills2/nic/ipConfigurations/one` }] }),
    "contains something that is not in the target group",
  ],
  ["has a NAT gateway", withSubnet({ natGateway: { id: "nat" } }), "has a NAT gateway"],
  ["has no security group", withSubnet({ networkSecurityGroup: null }), "has no network security group"],
  ["has a security group that cannot be read", { securityGroup: undefined }, "is not denied: unknown"],
  ["has only Azure's default rules", withRules(), "TCP 1 from the subnet to the internet is not denied"],
  ["denies inbound traffic only", withRules(rule({ direction: "Inbound" })), "TCP 1 from"],
  ["has one open port", withRules(allow("Internet", "8443"), rule({})), "TCP 8443 from"],
  ["has an open range", withRules(allow("*", "100-200"), rule({})), "TCP 100 from"],
  ["denies a range only", withRules(rule({ destinationPortRange: "1-60000" })), "TCP 60001 from"],
  ["allows UDP", withRules(allow("*", "53", "Udp"), rule({})), "UDP 53 from"],
  ["denies TCP only", withRules(rule({ protocol: "Tcp" })), "UDP 1 from"],
  ["allows ICMP", withRules(allow("*", "*", "Icmp"), rule({})), "ICMP from"],
  ["allows a service tag", withRules(allow("AzureCloud", "443"), rule({})), "TCP 443 from"],
  ["allows one address", withRules(allow("203.0.113.7", "443"), rule({})), "TCP 443 from"],
  ["allows too late", withRules(rule({}), { ...allow("Internet", "443") }), "TCP 443 from"],
  [
    "allows more than 443 on request",
    { ...withRules(allow("AzureCloud", "*"), rule({})), allowAzureCloud: true },
    "TCP 1 from",
  ],
  [
    "allows AzureCloud by UDP on request",
    { ...withRules(allow("AzureCloud", "443", "Udp"), rule({})), allowAzureCloud: true },
    "UDP 443 from",
  ],
  [
    "allows a tag that only begins like AzureCloud",
    { ...withRules(allow("AzureCloudX", "443"), rule({})), allowAzureCloud: true },
    "TCP 443 from",
  ],
  [
    "routes to an appliance",
    { ...route("VirtualAppliance"), ...withSubnet({ routeTable: { id: "table" } }) },
    "leads to VirtualAppliance",
  ],
  [
    "routes to the internet",
    { ...route("Internet"), ...withSubnet({ routeTable: { id: "table" } }) },
    "leads to Internet",
  ],
  [
    "routes to a gateway",
    { ...route("VirtualNetworkGateway"), ...withSubnet({ routeTable: { id: "table" } }) },
    "leads to",
  ],
  [
    "has a route table that cannot be read",
    withSubnet({ routeTable: { id: "table" } }),
    "its routes are not known",
  ],
])("refuses a network that %s", (_, changes, message) => {
  expect(refusals(changes).join("\n")).toContain(message);
});
