import { groupBy } from "../../core/groupBy";
import { type InventoryResource, ifKnown } from "../../core/inventory";
import { isResourceId } from "../../core/resourceId";
import { azureIdOf } from "../../core/resourceIndex";
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
    const index = ips.length < 2 ? 0 : Math.max(0, ips.findIndex(isPrimary));
    const ip = ips[index];
    const { prefix, subnetGroup, routeTable, serviceEndpoints }: Partial<SubnetFields> = subnetOf(nic, ip);
    const nicGroup = groupFrom(
      linkedResource(nic, "networkSecurityGroup", securityGroup, () => nic.inputs?.networkSecurityGroup?.id),
    );
    const assignedAddress = () => (nic.outputs as NicInputs)?.ipConfigurations?.[index]?.privateIPAddress;
    const address = ip?.privateIPAddress ?? ifKnown(assignedAddress) ?? prefix;
    const ids = listOf(ip?.applicationSecurityGroups).map((group) => ifKnown(() => group?.id));
    return {
      name,
      ...{ nicGroup, subnetGroup, routeTable, serviceEndpoints },
      address: address || undefined,
      applicationSecurityGroupIds: ids.includes(undefined) ? undefined : ids,
    } as Machine;
  };

  let nicsByAddress: ReadonlyMap<string, readonly InventoryResource<NicInputs>[]> | undefined;
  /** The virtual machine with an address. If none or several have it, as in separate networks, its security group is unknown. */
  const byAddress = (address: string): Machine => {
    nicsByAddress ??= groupBy(inventory.of<NicInputs>(networkInterface), addressesOf);
    const [nic, ...others] = nicsByAddress.get(address) ?? [];
    return nic !== undefined && others.length === 0
      ? byInterface(address, nic)
      : { name: address, address, nicGroup: { name: `of ${address}` } };
  };

  return { byInterface, byAddress };
}

const isPrimary = (ip: IpConfiguration | undefined): boolean => ifKnown(() => ip?.primary) === true;

/** The private addresses of a network interface that are known. */
const addressesOf = ({ inputs }: InventoryResource<NicInputs>): string[] =>
  listOf(ifKnown(() => inputs?.ipConfigurations))
    .map((ip) => ifKnown(() => ip?.privateIPAddress))
    .filter((address) => typeof address === "string");

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

  /** By the subnet's id, if it is in a network whose id is known: then it is the same for all interfaces. */
  const known = new Map<string, SubnetFields>();
  const subnetOf = (nic: InventoryResource, ip: IpConfiguration | undefined): Partial<SubnetFields> => {
    const readSubnetId = () => ip?.subnet?.id;
    const id = textOf(ifKnown(readSubnetId));
    const fields = known.get(id);
    if (fields !== undefined) return fields;
    const network = networkOf(nic, readSubnetId);
    if (network !== undefined) {
      const listed = listOf(network.inputs?.subnets);
      const name = id.split("/").pop()?.toLowerCase();
      const found =
        listed.length === 1 ? listed[0] : listed.find((entry) => textOf(entry?.name).toLowerCase() === name);
      if (found !== undefined) {
        const fields = listedFields(network, found);
        if (isResourceId(id) && azureIdOf(network) !== undefined) known.set(id, fields);
        return fields;
      }
    }
    const link = linkedResource<SubnetInputs>(nic, "ipConfigurations", subnet, readSubnetId);
    if (link?.resource) return subnetFields(link.resource, (name) => name, link.resource.inputs);
    return { subnetGroup: { name: `of subnet ${link?.name ?? "unknown"}` } };
  };

  return { subnetOf, groupFrom };
}
