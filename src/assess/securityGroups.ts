import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { listOf, textOf } from "../core/values";
import { type NicInputs, networkTypes, type SubnetInputs } from "../network/inventory/resources";
import type { AssessedSecurityGroup, AssessedVm } from "./assessment";
import { type Identified, identityOf, idOrUrnOf } from "./identity";

interface SecurityGroup extends Identified {
  readonly networkSecurityGroupName?: string;
  readonly securityRules?: readonly Readonly<Record<string, unknown>>[];
}

/** Ids of the security groups of a VM's network interfaces and of their subnets. */
export function securityGroupIdsOf(vm: InventoryResource): string[] {
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

/** The security groups of VMs whose network is blocked. */
export function blockingGroups(inventory: Inventory, vms: readonly AssessedVm[]): AssessedSecurityGroup[] {
  const ids = new Set(vms.flatMap((vm) => vm.securityGroupIds ?? []).map((id) => id.toLowerCase()));
  return inventory
    .of<SecurityGroup>(networkTypes.securityGroup)
    .filter((group) => ids.has(idOrUrnOf(group).toLowerCase()))
    .map((group) => {
      const rules = listOf(ifKnown(() => group.inputs?.securityRules)).map((rule) => ({ ...rule }));
      return { ...identityOf(group, (inputs) => inputs?.networkSecurityGroupName), rules };
    });
}
