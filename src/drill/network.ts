import { asNumber } from "../core/reading";
import { idKey, nameIn } from "../core/resourceId";
import { listOf, sameText, textOf } from "../core/values";
import { evaluateEgress, formatEgressVerdict, type Machine } from "../network/egress/evaluate";
import type { SecurityRule } from "../network/securityRule/arm";
import { normalLocation } from "../region/location";

/** A resource in Azure's form. */
export interface ArmJson {
  readonly id?: string;
  readonly name?: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>> | null;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The network to which a drill restores, and what it must be separate from. */
export interface DrillNetwork {
  readonly subnetId: string;
  /** Undefined: it does not exist, or you cannot read it. */
  readonly network: ArmJson | undefined;
  /** The security group and the route table of the subnet. Undefined: it has none. */
  readonly securityGroup?: ArmJson | undefined;
  readonly routeTable?: ArmJson | undefined;
  readonly targetGroupId: string;
  /** Ids of the networks of the VMs that are drilled. */
  readonly sourceNetworkIds: readonly string[];
  /** Regions in which they are restored. */
  readonly regions: readonly string[];
  /** Accept TCP 443 to the tag AzureCloud, which Azure needs to return a script's output. */
  readonly allowAzureCloud: boolean;
}

/** A reason not to start, and what to do. */
export interface Refusal {
  readonly what: string;
  readonly fix: string;
}

const use = "Use a network that only drills use, as RestoreDrillNetwork creates it";

/** Every reason why a restored VM could reach something outside of the network, or is not known not to. */
export function networkRefusals(drill: DrillNetwork): Refusal[] {
  const { network, subnetId, sourceNetworkIds, regions } = drill;
  if (network === undefined)
    return [
      {
        what: `The network of --subnet ${subnetId} was not found`,
        fix: "Check the id, and that you can read it",
      },
    ];
  const { properties = {}, id = "", location = "" } = network;
  const subnets = jsonList(properties.subnets);
  const subnet = subnets.find((one) => idKey(one.id ?? "") === idKey(subnetId));
  if (subnet === undefined)
    return [{ what: `The network ${nameIn(id)} has no subnet ${nameIn(subnetId)}`, fix: "Check the id" }];
  const refusals: Refusal[] = [];
  const refuse = (what: string, fix = use) => refusals.push({ what, fix });
  if (sourceNetworkIds.some((source) => idKey(source) === idKey(id)))
    refuse(`${nameIn(id)} is the network of a VM that is drilled: the copy would meet the original`);
  for (const region of regions)
    if (normalLocation(region) !== normalLocation(location))
      refuse(
        `${nameIn(id)} is in ${location}, and a VM is restored in ${region}`,
        `Use a network in ${region}, and drill the VMs of each region separately`,
      );
  for (const peering of jsonList(properties.virtualNetworkPeerings))
    refuse(`${nameIn(id)} is peered with another network (${peering.name})`);
  for (const one of subnets)
    for (const reason of subnetReasons(one, drill)) refuse(`${nameIn(id)} ${reason}`);
  if (subnet.properties?.natGateway != null) refuse(`The subnet ${subnet.name} has a NAT gateway`);
  if (subnet.properties?.networkSecurityGroup == null)
    refuse(
      `The subnet ${subnet.name} has no network security group`,
      "Give it one that denies all outbound traffic",
    );
  else refusals.push(...waysOut(subnet, drill));
  return refusals;
}

function* subnetReasons(
  { name = "", properties = {} }: ArmJson,
  { targetGroupId }: DrillNetwork,
): Generator<string> {
  if (sameText(name, "GatewaySubnet")) yield "has a subnet for a gateway";
  if (jsonList(properties.privateEndpoints).length > 0)
    yield `has a private endpoint in the subnet ${name}, through which a service can be reached`;
  const group = `${idKey(targetGroupId)}/`;
  const foreign = jsonList(properties.ipConfigurations).find((one) => !idKey(one.id ?? "").startsWith(group));
  if (foreign !== undefined) yield `contains something that is not in the target group: ${foreign.id}`;
}

/** Route types that lead out of the network. */
const outward = ["Internet", "VirtualAppliance", "VirtualNetworkGateway"];

function waysOut(subnet: ArmJson, { securityGroup, routeTable, allowAzureCloud }: DrillNetwork): Refusal[] {
  const { properties = {} } = subnet;
  const refusals: Refusal[] = [];
  if (properties.routeTable != null && routeTable === undefined)
    refusals.push({
      what: `The route table of the subnet ${subnet.name} was not found, so its routes are not known`,
      fix: "Check that you can read it",
    });
  for (const { name, properties: route = {} } of jsonList(routeTable?.properties?.routes))
    if (outward.some((type) => sameText(type, textOf(route.nextHopType))))
      refusals.push({
        what: `Route ${name} of the subnet ${subnet.name} leads to ${route.nextHopType}`,
        fix: "Remove the route",
      });
  const rules = securityGroup && rulesOf(securityGroup);
  for (const protocol of ["Tcp", "Udp", "Icmp"]) {
    const judged = rules
      ?.filter((rule) => ["*", protocol.toLowerCase()].includes(textOf(rule.protocol).toLowerCase()))
      .filter((rule) => !(allowAzureCloud && protocol === "Tcp" && isToAzureCloud(rule)))
      .map((rule) => ({ ...rule, protocol: "*" }));
    const prefix = properties.addressPrefix ?? listOf(properties.addressPrefixes as string[])[0];
    const machine = {
      name: "a restored VM",
      ...(typeof prefix === "string" && { address: prefix }),
      subnetGroup: {
        name: nameIn(textOf(securityGroup?.id)) || "of the subnet",
        ...(judged && { rules: judged }),
      },
    } as Machine;
    const refusal = wayOut(machine, judged ?? [], protocol);
    if (refusal !== undefined) refusals.push(refusal);
  }
  return refusals;
}

/** The first port on which traffic to the internet is not denied. */
function wayOut(machine: Machine, rules: readonly SecurityRule[], protocol: string): Refusal | undefined {
  for (const port of portsToTry(rules)) {
    const verdict = evaluateEgress({ vm: machine }, { tag: "Internet", port });
    if (verdict.outcome === "denied") continue;
    const at = protocol === "Icmp" ? "ICMP" : `${protocol.toUpperCase()} ${port}`;
    return {
      what: `${at} from the subnet to the internet is not denied: ${formatEgressVerdict(verdict)}`,
      fix: "Add an outbound rule to its network security group that denies everything, with a lower priority number than every rule that allows",
    };
  }
  return undefined;
}

const isToAzureCloud = ({ access, destinationAddressPrefix, destinationPortRange }: SecurityRule): boolean =>
  sameText(access, "Allow") &&
  /^AzureCloud(\.|$)/i.test(textOf(destinationAddressPrefix)) &&
  textOf(destinationPortRange) === "443";

/** A port of each range in which the rules make no difference: between two ends of ranges nothing changes. */
function portsToTry(rules: readonly SecurityRule[]): number[] {
  const ends = rules
    .flatMap((rule) => [rule.destinationPortRange, ...listOf(rule.destinationPortRanges)])
    .flatMap((range) => textOf(range).split("-"))
    .map((end) => asNumber(end))
    .filter((end): end is number => typeof end === "number" && end > 0);
  const ports = [1, 443, ...ends, ...ends.map((end) => end + 1)];
  return [...new Set(ports)].filter((port) => port <= 65_535).sort((a, b) => a - b);
}

const rulesOf = ({ properties = {} }: ArmJson): SecurityRule[] =>
  jsonList(properties.securityRules).map(
    ({ name, properties: rule }) => ({ name, ...rule }) as unknown as SecurityRule,
  );

const jsonList = (value: unknown): ArmJson[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
