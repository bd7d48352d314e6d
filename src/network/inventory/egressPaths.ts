import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { lazy } from "../../core/lazy";
import { listOf, textOf } from "../../core/values";
import type { BackupEgress } from "../egress/backup";
import { proxyOfScript } from "../proxy/script";
import { firewallsIn } from "./firewalls";
import { azureName, type NetworkLinks, networkLinksIn } from "./links";
import { type NicInputs, networkTypes, type VmInputs } from "./resources";
import { virtualMachinesIn } from "./virtualMachines";

/** The path of each VM's backup traffic out of its network. */
export function backupPaths(inventory: Inventory): Subject<BackupEgress>[] {
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
      ...[resource.inputs?.osProfile?.customData, resource.inputs?.userData].map((data) =>
        Buffer.from(textOf(data), "base64").toString(),
      ),
      ...runCommands.of(resource).map(({ inputs }) => textOf(inputs?.source?.script)),
    ];
    const vm = once(() =>
      virtualMachines.byInterface(azureName(resource) ?? resource.name, nicOf(links, resource)),
    );
    const proxy = once(() => {
      const [address] = scripts().flatMap((script) => proxyOfScript(script) ?? []);
      return address && { ...virtualMachines.byAddress(address.proxyHost), port: address.proxyPort };
    });
    const of: BackupEgress = lazy({
      region: () => textOf(resource.inputs?.location ?? (resource.outputs as VmInputs)?.location),
      diskKind: () =>
        resource.inputs?.storageProfile?.osDisk?.vhd === undefined ? "Managed" : "UnmanagedEncrypted",
      vm,
      proxy,
      firewalls: () => firewalls,
    }) as BackupEgress;
    return { urn: resource.urn, of };
  });
}

/** The network interface of a VM's outbound traffic: the primary one, or the first. */
function nicOf(
  { linkedResource }: NetworkLinks,
  vm: InventoryResource<VmInputs>,
): InventoryResource<NicInputs> | undefined {
  return linkedResource<NicInputs>(vm, "networkProfile", networkTypes.networkInterface, () => {
    const nics = listOf(vm.inputs?.networkProfile?.networkInterfaces);
    return (nics.find((nic) => ifKnown(() => nic?.primary) === true) ?? nics[0])?.id;
  })?.resource;
}

/** Creates a value on the first call and returns it again later. A call that throws is repeated on the next call. */
function once<T>(create: () => T): () => T {
  let created: { readonly value: T } | undefined;
  return () => {
    created ??= { value: create() };
    return created.value;
  };
}
