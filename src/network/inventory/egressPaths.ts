import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../core/inventory";
import { lazy } from "../../core/lazy";
import { listOf, textOf } from "../../core/values";
import type { BackupEgress } from "../egress/backup";
import { proxyOfScript } from "../proxy/script";
import { firewallsOf } from "./firewalls";
import { azureName, type NetworkLinks, networkLinksIn } from "./links";
import { type NicInputs, networkTypes, type VmInputs } from "./resources";
import { machinesOf } from "./virtualMachines";

/** Each VM's way out of its network. */
export function backupPaths(inventory: Inventory): Subject<BackupEgress>[] {
  const joins = networkLinksIn(inventory);
  const machines = machinesOf(joins);
  const firewalls = firewallsOf(joins);
  const commands = joins.groupedBy<{ readonly source?: { readonly script?: string } }>(
    networkTypes.runCommand,
    "vmName",
    networkTypes.vm,
  );
  return inventory.of<VmInputs>(networkTypes.vm).map((vm) => {
    const scripts = () => [
      ...[vm.inputs?.osProfile?.customData, vm.inputs?.userData].map((data) =>
        Buffer.from(textOf(data), "base64").toString(),
      ),
      ...commands.of(vm).map(({ inputs }) => textOf(inputs?.source?.script)),
    ];
    const machine = once(() => machines.machine(azureName(vm) ?? vm.name, nicOf(joins, vm)));
    const proxy = once(() => {
      const [set] = scripts().flatMap((script) => proxyOfScript(script) ?? []);
      return set && { ...machines.byAddress(set.proxyHost), port: set.proxyPort };
    });
    const of: BackupEgress = lazy({
      region: () => textOf(vm.inputs?.location ?? (vm.outputs as VmInputs)?.location),
      diskKind: () =>
        vm.inputs?.storageProfile?.osDisk?.vhd === undefined ? "Managed" : "UnmanagedEncrypted",
      vm: machine,
      proxy,
      firewalls: () => firewalls,
    }) as BackupEgress;
    return { urn: vm.urn, of };
  });
}

/** The network interface with which a VM connects: the primary one, or the first. */
function nicOf(
  { named }: NetworkLinks,
  vm: InventoryResource<VmInputs>,
): InventoryResource<NicInputs> | undefined {
  return named<NicInputs>(vm, "networkProfile", networkTypes.networkInterface, () => {
    const nics = listOf(vm.inputs?.networkProfile?.networkInterfaces);
    return (nics.find((nic) => ifKnown(() => nic?.primary) === true) ?? nics[0])?.id;
  })?.resource;
}

/** Makes a value when it is first asked for; what throws is asked again. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
