import { type InventoryResource, ifKnown } from "../../core/inventory";
import { listOf, textOf } from "../../core/values";
import type { Machine } from "../egress/evaluate";
import type { SecurityGroup } from "../egress/group";
import type { Route, RouteTable } from "../egress/route";
import type { LinkedByName, NetworkLinks } from "./links";
import { type IpConfiguration, type NicInputs, networkTypes, type SubnetInputs } from "./resources";
import { readGroups } from "./securityGroups";

/** How to find a machine's groups, routes and address by its network interface. */
export function machinesOf(joins: NetworkLinks) {
  const { securityGroup, routeTable, route, subnet, virtualNetwork } = networkTypes;
  const { inventory, named, groupedBy } = joins;
  const groupOf = readGroups(joins);
  const routes = groupedBy<Route>(route, "routeTableName", routeTable);
  const asGroup = (group: LinkedByName<unknown> | undefined): SecurityGroup | undefined =>
    group && (group.resource ? groupOf(group.resource) : { name: group.name });
  const asTable = (
    table: LinkedByName<{ readonly routes?: readonly Route[] }> | undefined,
  ): RouteTable | undefined => {
    if (table?.resource === undefined) return table && { name: table.name };
    const { inputs } = table.resource;
    return {
      name: table.name,
      routes: [...listOf(inputs?.routes), ...routes.of(table.resource).map((own) => own.inputs)],
    };
  };

  /** What a subnet says, whether it is a resource or stands in its network. */
  const around = (
    owner: InventoryResource,
    property: (name: string) => string,
    inputs: SubnetInputs | undefined,
  ) => ({
    subnetGroup: asGroup(
      named(owner, property("networkSecurityGroup"), securityGroup, () => inputs?.networkSecurityGroup?.id),
    ),
    routeTable: asTable(named(owner, property("routeTable"), routeTable, () => inputs?.routeTable?.id)),
    serviceEndpoints: listOf(inputs?.serviceEndpoints).map((endpoint) => textOf(endpoint?.service)),
    prefix: inputs?.addressPrefix ?? listOf(inputs?.addressPrefixes)[0],
  });

  /** The network that a subnet's id names, or on which the interface depends. */
  const networkOf = (nic: InventoryResource, read: () => unknown) => {
    type Network = { readonly subnets?: readonly SubnetInputs[] };
    const name = () => /\/virtualNetworks\/([^/]+)/i.exec(textOf(read()))?.[1];
    return ifKnown(() => named<Network>(nic, "ipConfigurations", virtualNetwork, name))?.resource;
  };

  const subnetOf = (nic: InventoryResource, ip: IpConfiguration | undefined) => {
    const read = () => ip?.subnet?.id;
    const network = networkOf(nic, read);
    if (network !== undefined) {
      const inline = listOf(network.inputs?.subnets);
      const name = textOf(ifKnown(read)).split("/").pop()?.toLowerCase();
      const found =
        inline.length === 1 ? inline[0] : inline.find((own) => textOf(own?.name).toLowerCase() === name);
      if (found !== undefined) return around(network, () => "subnets", found);
    }
    const own = named<SubnetInputs>(nic, "ipConfigurations", subnet, read);
    if (own?.resource) return around(own.resource, (name) => name, own.resource.inputs);
    return { subnetGroup: { name: `of subnet ${own?.name ?? "unknown"}` } };
  };

  const machine = (name: string, nic: InventoryResource<NicInputs> | undefined): Machine => {
    if (nic === undefined) return { name, nicGroup: { name: `of ${name}'s network interface` } };
    const ips = listOf(nic.inputs?.ipConfigurations);
    const index = Math.max(
      0,
      ips.findIndex((ip) => ifKnown(() => ip?.primary) === true),
    );
    const { prefix, ...subnetsOwn } = { prefix: undefined, ...subnetOf(nic, ips[index]) };
    const group = named(
      nic,
      "networkSecurityGroup",
      securityGroup,
      () => nic.inputs?.networkSecurityGroup?.id,
    );
    const given = ips[index]?.privateIPAddress;
    const answered = ifKnown(() => (nic.outputs as NicInputs)?.ipConfigurations?.[index]?.privateIPAddress);
    const ids = listOf(ips[index]?.applicationSecurityGroups).map((own) => ifKnown(() => own?.id));
    return {
      name,
      ...(asGroup(group) && { nicGroup: asGroup(group) }),
      ...subnetsOwn,
      ...((given ?? answered ?? prefix) && { address: given ?? answered ?? prefix }),
      ...(!ids.includes(undefined) && { applicationSecurityGroupIds: ids }),
    } as Machine;
  };

  const addresses = new Map<string, InventoryResource<NicInputs>>();
  for (const nic of inventory.of<NicInputs>(networkTypes.networkInterface)) {
    for (const ip of listOf(ifKnown(() => nic.inputs?.ipConfigurations))) {
      const address = ifKnown(() => ip?.privateIPAddress);
      if (typeof address === "string") addresses.set(address, nic);
    }
  }

  /** The machine with an address, or what little is known of one that is not in the inventory. */
  const byAddress = (address: string): Machine => {
    const nic = addresses.get(address);
    return nic ? machine(address, nic) : { name: address, address, nicGroup: { name: `of ${address}` } };
  };

  return { machine, byAddress };
}
