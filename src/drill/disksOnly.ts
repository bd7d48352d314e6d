import { listOf } from "../core/values";
import type { ArmJson } from "./network";
import type { RecoveryPoint } from "./recoveryPoint";

interface Vm {
  readonly networkProfile?: { readonly networkInterfaces?: readonly unknown[] };
}

/**
 * Why Azure restores a VM only as disks. Undefined: it restores the VM.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-restore-vms#restore-vms-with-special-configurations
 */
export function disksOnlyReason(
  vm: ArmJson | undefined,
  interfaces: readonly ArmJson[],
  point: RecoveryPoint,
): string | undefined {
  const { networkProfile } = (vm?.properties ?? {}) as Vm;
  if ((vm as { plan?: object | null } | undefined)?.plan != null) return "its image has a marketplace plan";
  if (listOf(networkProfile?.networkInterfaces).length > 1) return "it has several network interfaces";
  if (interfaces.some(isBalanced)) return "it is behind a load balancer";
  if (point.isEncrypted) return "its disks are encrypted with Azure Disk Encryption";
  return undefined;
}

function isBalanced({ properties = {} }: ArmJson): boolean {
  const configurations = listOf(properties.ipConfigurations as readonly ArmJson[] | undefined);
  return configurations.some((one) => {
    const { loadBalancerBackendAddressPools, loadBalancerInboundNatRules } = (one?.properties ??
      {}) as Record<string, readonly unknown[] | undefined>;
    return listOf(loadBalancerBackendAddressPools).length + listOf(loadBalancerInboundNatRules).length > 0;
  });
}
