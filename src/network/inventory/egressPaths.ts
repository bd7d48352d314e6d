import { type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { perInventory } from "../../core/perInventory";
import { listOf, textOf } from "../../core/values";
import type { BackupEgress } from "../egress/backup";
import { proxyOfScript } from "../proxy/script";
import { firewallsIn } from "./firewalls";
import { azureName, type NetworkLinks, networkLinksIn } from "./links";
import { type NicInputs, networkTypes, type VmInputs } from "./resources";
import { virtualMachinesIn } from "./virtualMachines";

/** The path of each VM's backup traffic out of its network. */
export const backupPaths = perInventory((inventory): readonly Subject<BackupEgress>[] => {
  const links = networkLinksIn(inventory);
  const virtualMachines = virtualMachinesIn(links);
  const firewalls = firewallsIn(links);
  const runCommands = links.groupedBy<{ readonly source?: { readonly script?: string } }>(
    networkTypes.runCommand,
    "vmName",
    networkTypes.vm,
  );
  return inventory.of<VmInputs>(networkTypes.vm).map((resource) => {
    const scripts = () => [
      ...[resource.inputs?.osProfile?.customData, resource.inputs?.userData]
        .map(textOf)
        .filter(Boolean)
        .map((data) => Buffer.from(data, "base64").toString()),
      ...runCommands.of(resource).map(({ inputs }) => textOf(inputs?.source?.script)),
    ];
    const name = azureName(resource) ?? resource.name;
    const machineAt = (read: () => VmNic | undefined) =>
      virtualMachines.byInterface(name, nicResource(links, resource, read));
    const vm = once(() => machineAt(() => nicsOf(resource)[0]));
    const otherInterfaces = once(() =>
      nicsOf(resource)
        .slice(1)
        .map((nic) => machineAt(() => nic)),
    );
    const proxy = once(() => {
      const [address] = scripts().flatMap((script) => proxyOfScript(script) ?? []);
      return address && { ...virtualMachines.byAddress(address.proxyHost), port: address.proxyPort };
    });
    const of = {
      get region() {
        return textOf(resource.inputs?.location ?? (resource.outputs as VmInputs)?.location);
      },
      get diskKind() {
        return resource.inputs?.storageProfile?.osDisk?.vhd === undefined ? "Managed" : "UnmanagedEncrypted";
      },
      get vm() {
        return vm();
      },
      get otherInterfaces() {
        return otherInterfaces();
      },
      get proxy() {
        return proxy();
      },
      get firewalls() {
        return firewalls;
      },
    } as BackupEgress;
    return { urn: resource.urn, of };
  });
});

type VmNic = NonNullable<NonNullable<VmInputs["networkProfile"]>["networkInterfaces"]>[number];

/** The network interfaces of a VM, first that of its outbound traffic: the primary one, or else the first. */
function nicsOf(vm: InventoryResource<VmInputs>): readonly (VmNic | undefined)[] {
  const nics = listOf(vm.inputs?.networkProfile?.networkInterfaces);
  const primary = nics.find((nic) => ifKnown(() => nic?.primary) === true) ?? nics[0];
  return [primary, ...nics.filter((nic) => nic !== primary)];
}

const nicResource = (
  { linkedResource }: NetworkLinks,
  vm: InventoryResource<VmInputs>,
  read: () => VmNic | undefined,
): InventoryResource<NicInputs> | undefined =>
  linkedResource<NicInputs>(vm, "networkProfile", networkTypes.networkInterface, () => read()?.id)?.resource;

/** Creates a value on the first call and returns it again later. A call that throws is repeated on the next call. */
function once<T>(create: () => T): () => T {
  let created: { readonly value: T } | undefined;
  return () => {
    created ??= { value: create() };
    return created.value;
  };
}
