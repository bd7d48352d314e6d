import { type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { viewsOf } from "../../core/lazy";
import { perInventory } from "../../core/perInventory";
import { listOf, textOf } from "../../core/values";
import type { BackupEgress } from "../egress/backup";
import type { Machine } from "../egress/evaluate";
import type { Firewall } from "../egress/firewall";
import { proxyOfScript } from "../proxy/script";
import { firewallsIn } from "./firewalls";
import { azureName, type GroupedChildren, type NetworkLinks, networkLinksIn } from "./links";
import { type NicInputs, networkTypes, type VmInputs } from "./resources";
import { virtualMachinesIn } from "./virtualMachines";

/** The path of each VM's backup traffic out of its network. */
export const backupPaths = perInventory((inventory): readonly Subject<BackupEgress>[] => {
  const links = networkLinksIn(inventory);
  const network: Network = {
    links,
    virtualMachines: virtualMachinesIn(links),
    firewalls: firewallsIn(links),
    runCommands: links.groupedBy(networkTypes.runCommand, "vmName", networkTypes.vm),
  };
  return inventory
    .of<VmInputs>(networkTypes.vm)
    .map((resource) => ({ urn: resource.urn, of: pathOf({ resource, network, read: {} }) }));
});

interface Network {
  readonly links: NetworkLinks;
  readonly virtualMachines: ReturnType<typeof virtualMachinesIn>;
  readonly firewalls: readonly Firewall[];
  readonly runCommands: GroupedChildren<{ readonly source?: { readonly script?: string } }>;
}

/** A VM in its network, with what was read of its path. A read that throws is repeated on the next one. */
interface VmInNetwork {
  readonly resource: InventoryResource<VmInputs>;
  readonly network: Network;
  readonly read: {
    vm?: Machine;
    otherInterfaces?: readonly Machine[];
    proxy?: { readonly found: BackupEgress["proxy"] };
  };
}

const pathOf = viewsOf<VmInNetwork, BackupEgress>({
  region: ({ resource }) =>
    textOf(resource.inputs?.location ?? (resource.outputs as VmInputs | undefined)?.location),
  diskKind: ({ resource }) =>
    resource.inputs?.storageProfile?.osDisk?.vhd === undefined ? "Managed" : "UnmanagedEncrypted",
  vm: (source) => {
    source.read.vm ??= machineAt(source, () => nicsOf(source.resource)[0]);
    return source.read.vm;
  },
  otherInterfaces: (source) => {
    source.read.otherInterfaces ??= nicsOf(source.resource)
      .slice(1)
      .map((nic) => machineAt(source, () => nic));
    return source.read.otherInterfaces;
  },
  proxy: (source) => {
    source.read.proxy ??= { found: proxyOf(source) };
    return source.read.proxy.found;
  },
  firewalls: ({ network }) => network.firewalls,
});

/** The VM at one of its network interfaces. */
function machineAt({ resource, network }: VmInNetwork, read: () => VmNic | undefined): Machine {
  const nic = nicResource(network.links, resource, read);
  return network.virtualMachines.byInterface(azureName(resource) ?? resource.name, nic);
}

/** The proxy that a script of the VM sets. */
function proxyOf({ resource, network }: VmInNetwork): BackupEgress["proxy"] {
  const scripts = [
    ...[resource.inputs?.osProfile?.customData, resource.inputs?.userData]
      .map(textOf)
      .filter(Boolean)
      .map((data) => Buffer.from(data, "base64").toString()),
    ...network.runCommands.of(resource).map(({ inputs }) => textOf(inputs?.source?.script)),
  ];
  const [address] = scripts.flatMap((script) => proxyOfScript(script) ?? []);
  return address && { ...network.virtualMachines.byAddress(address.proxyHost), port: address.proxyPort };
}

type VmNic = NonNullable<NonNullable<VmInputs["networkProfile"]>["networkInterfaces"]>[number];

/** The network interfaces of a VM, first that of its outbound traffic: the primary one, or else the first. */
function nicsOf(vm: InventoryResource<VmInputs>): readonly (VmNic | undefined)[] {
  const nics = listOf(vm.inputs?.networkProfile?.networkInterfaces);
  if (nics.length < 2) return nics;
  const primary = nics.find((nic) => ifKnown(() => nic?.primary) === true) ?? nics[0];
  return [primary, ...nics.filter((nic) => nic !== primary)];
}

const nicResource = (
  { linkedResource }: NetworkLinks,
  vm: InventoryResource<VmInputs>,
  read: () => VmNic | undefined,
): InventoryResource<NicInputs> | undefined =>
  linkedResource<NicInputs>(vm, "networkProfile", networkTypes.networkInterface, () => read()?.id)?.resource;
