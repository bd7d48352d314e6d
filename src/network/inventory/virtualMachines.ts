import { type InventoryResource, ifKnown } from "../../core/inventory";
import { listOf, textOf } from "../../core/values";
import type { Machine } from "../egress/evaluate";
import type { SecurityGroup } from "../egress/group";
import type { Route, RouteTable } from "../egress/route";
import type { LinkedByName, NetworkLinks } from "./links";
import { type IpConfiguration, type NicInputs, networkTypes, type SubnetInputs } from "./resources";
import { securityGroupReader } from "./securityGroups";

/** Finds the security groups, routes and address of a virtual machine from its network interface. */
export function virtualMachinesIn(links: NetworkLinks) {
  const { inventory, linkedResource } = links;
  const { networkInterface, securityGroup } = networkTypes;
  const { subnetOf, groupFrom } = subnetsIn(links);

  const byInterface = (name: string, nic: InventoryResource<NicInputs> | undefined): Machine => {
    if (nic === undefined) return { name, nicGroup: { name: `of ${name}'s network interface` } };
    const ips = listOf(nic.inputs?.ipConfigurations);
    const index = Math.max(
      0,
      ips.findIndex((ip) => ifKnown(() => ip?.primary) === true),
    );
    const { prefix, ...subnet } = { prefix: undefined, ...subnetOf(nic, ips[index]) };
    const nicGroup = groupFrom(
      linkedResource(nic, "networkSecurityGroup", securityGroup, () => nic.inputs?.networkSecurityGroup?.id),
    );
    const assignedAddress = () => (nic.outputs as NicInputs)?.ipConfigurations?.[index]?.privateIPAddress;
    const address = ips[index]?.privateIPAddress ?? ifKnown(assignedAddress) ?? prefix;
    const ids = listOf(ips[index]?.applicationSecurityGroups).map((group) => ifKnown(() => group?.id));
    return {
      name,
      ...(nicGroup && { nicGroup }),
      ...subnet,
      ...(address && { address }),
      ...(!ids.includes(undefined) && { applicationSecurityGroupIds: ids }),
    } as Machine;
  };

  const nicsByAddress = new Map<string, Set<InventoryResource<NicInputs>>>();
  for (const nic of inventory.of<NicInputs>(networkInterface)) {
    for (const ip of listOf(ifKnown(() => nic.inputs?.ipConfigurations))) {
      const address = ifKnown(() => ip?.privateIPAddress);
      if (typeof address === "string")
        nicsByAddress.set(address, (nicsByAddress.get(address) ?? new Set()).add(nic));
    }
  }

  /** The virtual machine with an address. If none or several have it, as in separate networks, its security group is unknown. */
  const byAddress = (address: string): Machine => {
    const [nic, ...others] = nicsByAddress.get(address) ?? [];
    return nic !== undefined && others.length === 0
      ? byInterface(address, nic)
      : { name: address, address, nicGroup: { name: `of ${address}` } };
  };

  return { byInterface, byAddress };
}

interface SubnetFields extends Pick<Machine, "subnetGroup" | "routeTable" | "serviceEndpoints"> {
  readonly prefix: string | undefined;
}

/** Finds the security group, routes, service endpoints and address block of the subnet of a network interface. */
function subnetsIn(links: NetworkLinks) {
  const { securityGroup, routeTable, route, subnet, virtualNetwork } = networkTypes;
  const { linkedResource, groupedBy } = links;
  const readGroup = securityGroupReader(links);
  const separateRoutes = groupedBy<Route>(route, "routeTableName", routeTable);

  const groupFrom = (link: LinkedByName<unknown> | undefined): SecurityGroup | undefined =>
    link && (link.resource ? readGroup(link.resource) : { name: link.name });

  const tableFrom = (
    link: LinkedByName<{ readonly routes?: readonly Route[] }> | undefined,
  ): RouteTable | undefined => {
    if (link?.resource === undefined) return link && { name: link.name };
    const ownRoutes = listOf(link.resource.inputs?.routes);
    return {
      name: link.name,
      routes: [...ownRoutes, ...separateRoutes.of(link.resource).map(({ inputs }) => inputs)],
    };
  };

  const fieldsOf = new Map<SubnetInputs, SubnetFields>();
  /** The fields of a subnet that a network lists, once for all interfaces in it. */
  const listedFields = (network: InventoryResource, subnet: SubnetInputs): SubnetFields => {
    const fields = fieldsOf.get(subnet) ?? subnetFields(network, () => "subnets", subnet);
    fieldsOf.set(subnet, fields);
    return fields;
  };

  /** `owner` is the subnet's resource, or the network that lists the subnet. */
  const subnetFields = (
    owner: InventoryResource,
    property: (name: string) => string,
    inputs: SubnetInputs | undefined,
  ): SubnetFields => ({
    subnetGroup: groupFrom(
      linkedResource(
        owner,
        property("networkSecurityGroup"),
        securityGroup,
        () => inputs?.networkSecurityGroup?.id,
      ),
    ),
    routeTable: tableFrom(
      linkedResource(owner, property("routeTable"), routeTable, () => inputs?.routeTable?.id),
    ),
    serviceEndpoints: listOf(inputs?.serviceEndpoints).map((endpoint) => textOf(endpoint?.service)),
    prefix: inputs?.addressPrefix ?? listOf(inputs?.addressPrefixes)[0],
  });

  /** The network that a subnet's id contains, or on which the interface depends. */
  const networkOf = (nic: InventoryResource, readSubnetId: () => unknown) => {
    type Network = { readonly subnets?: readonly SubnetInputs[] };
    const networkId = () => /^.*\/virtualNetworks\/[^/]+/i.exec(textOf(readSubnetId()))?.[0];
    return ifKnown(() => linkedResource<Network>(nic, "ipConfigurations", virtualNetwork, networkId))
      ?.resource;
  };

  const subnetOf = (nic: InventoryResource, ip: IpConfiguration | undefined) => {
    const readSubnetId = () => ip?.subnet?.id;
    const network = networkOf(nic, readSubnetId);
    if (network !== undefined) {
      const listed = listOf(network.inputs?.subnets);
      const name = textOf(ifKnown(readSubnetId)).split("/").pop()?.toLowerCase();
      const found =
        listed.length === 1 ? listed[0] : listed.find((entry) => textOf(entry?.name).toLowerCase() === name);
      if (found !== undefined) return listedFields(network, found);
    }
    const link = linkedResource<SubnetInputs>(nic, "ipConfigurations", subnet, readSubnetId);
    if (link?.resource) return subnetFields(link.resource, (name) => name, link.resource.inputs);
    return { subnetGroup: { name: `of subnet ${link?.name ?? "unknown"}` } };
  };

  return { subnetOf, groupFrom };
}
