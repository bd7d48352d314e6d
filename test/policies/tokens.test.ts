import { kindOf } from "../../src/stack/tokens";

const native = "azure-native:compute:VirtualMachine";
const vm = "Microsoft.Compute/virtualMachines";

it.each<[token: string, type: string, joinedType: string, apiVersion?: string]>([
  [native, vm, vm],
  ["azure-native:compute/v20241101:VirtualMachine", vm, vm, "2024-11-01"],
  ["azure-native:compute/v20250301preview:VirtualMachine", vm, vm, "2025-03-01"],
  ["azure-native_compute_v20241101:compute:VirtualMachine", vm, vm, "2024-11-01"],
  ["azure-native_compute_v20241101:compute/v20241101:VirtualMachine", vm, vm, "2024-11-01"],
  ["azure:compute/linuxVirtualMachine:LinuxVirtualMachine", vm, vm],
  [
    "azure:recoveryservices/vault:Vault",
    "azure:recoveryservices/vault:Vault",
    "Microsoft.RecoveryServices/vaults",
  ],
  ["aws:ec2/instance:Instance", "aws:ec2/instance:Instance", "aws:ec2/instance:Instance"],
  ["pulumi:providers:azure-native", "pulumi:providers:azure-native", "pulumi:providers:azure-native"],
  ["constructor", "constructor", "constructor"],
])("%s", (token, type, joinedType, apiVersion = undefined) => {
  const kind = kindOf(token);
  expect([kind.type, kind.inventoryType, kind.apiVersion]).toEqual([type, joinedType, apiVersion]);
});
