import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { listOf, textOf } from "../core/values";
import { type NicInputs, networkTypes, type SubnetInputs } from "../network/inventory/resources";
import { normalLocation } from "../region/location";
import { vaultType } from "../vault/arm";
import type { AssessedVm, SeenSecurityGroup, SeenVault } from "./assessment";

interface Seen {
  readonly id?: string;
  readonly location?: string;
  readonly resourceGroupName?: string;
  readonly vaultName?: string;
  readonly networkSecurityGroupName?: string;
  readonly securityRules?: readonly Readonly<Record<string, unknown>>[];
}

/** A resource's id in Azure, or its URN where none is known. */
export const azureIdOf = ({ urn, inputs, outputs }: InventoryResource<{ readonly id?: string }>): string =>
  textOf(ifKnown(() => outputs?.id ?? inputs?.id)) || urn;
const groupOf = (id: string, { inputs }: InventoryResource<Seen>): string =>
  /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? textOf(ifKnown(() => inputs?.resourceGroupName));
const regionOf = ({ inputs, outputs }: InventoryResource<Seen>): string =>
  normalLocation(textOf(ifKnown(() => inputs?.location) ?? ifKnown(() => outputs?.location)));

/** The vaults of an inventory; `itemsIn` counts the items of one. */
export const vaultsOf = (inventory: Inventory, itemsIn: (name: string) => number): SeenVault[] =>
  inventory.of<Seen>(vaultType).map((vault) => {
    const id = azureIdOf(vault);
    const name = textOf(ifKnown(() => vault.inputs?.vaultName)) || vault.name;
    return { id, name, resourceGroup: groupOf(id, vault), location: regionOf(vault), items: itemsIn(name) };
  });

/** The security groups on a VM's network interface and on its subnet. */
export function securityGroupsOf(vm: InventoryResource): string[] {
  const nics = vm.dependencies("networkProfile").filter(({ type }) => type === networkTypes.networkInterface);
  return (nics as InventoryResource<NicInputs>[]).flatMap((nic) => {
    const subnetIds = listOf(ifKnown(() => nic.inputs?.ipConfigurations)).map((ip) =>
      textOf(ifKnown(() => ip?.subnet?.id)),
    );
    const networks = nic
      .dependencies("ipConfigurations")
      .filter(({ type }) => type === networkTypes.virtualNetwork);
    const subnets = (
      networks as InventoryResource<{ readonly subnets?: readonly (SubnetInputs & { id?: string })[] }>[]
    ).flatMap(({ urn, inputs }) =>
      listOf(ifKnown(() => inputs?.subnets)).filter((subnet) =>
        subnetIds.some(
          (id) => id.toLowerCase() === (subnet.id ?? `${urn}/subnets/${subnet.name}`).toLowerCase(),
        ),
      ),
    );
    return [
      ifKnown(() => nic.inputs?.networkSecurityGroup?.id),
      ...subnets.map((subnet) => subnet.networkSecurityGroup?.id),
    ]
      .map(textOf)
      .filter(Boolean);
  });
}

/** Those security groups that stand around VMs whose network is blocked. */
export function blockingGroups(inventory: Inventory, vms: readonly AssessedVm[]): SeenSecurityGroup[] {
  const wanted = new Set(vms.flatMap((vm) => vm.securityGroupIds ?? []).map((id) => id.toLowerCase()));
  return inventory
    .of<Seen>(networkTypes.securityGroup)
    .filter((group) => wanted.has(azureIdOf(group).toLowerCase()))
    .map((group) => {
      const id = azureIdOf(group);
      const name = textOf(ifKnown(() => group.inputs?.networkSecurityGroupName)) || group.name;
      const rules = listOf(ifKnown(() => group.inputs?.securityRules)).map((rule) => ({ ...rule }));
      return { id, name, resourceGroup: groupOf(id, group), location: regionOf(group), rules };
    });
}
