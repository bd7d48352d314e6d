/** The program that random edits change: a VM, and a ProtectedVms in a vault that another stack created. */
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import type { ProtectedVms } from "../../../src/protection/component/protectedVms";
import type { ProtectedVmsArgs } from "../../../src/protection/component/protectedVmsArgs";
import type { ChangesConfig } from "./edits";

const group = "bank";

/** azure-native's class has fifty more outputs, which nothing here reads. */
class VirtualMachine extends pulumi.CustomResource {
  constructor(name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super("azure-native:compute:VirtualMachine", name, args, options);
  }
}

/** @param Component The class, which the engine's programs take from the package and the model from the sources. */
export function declareChanges(Component: typeof ProtectedVms, config: ChangesConfig): void {
  const { adopt, provider, isIdOnly, administrator } = config;
  const names = { resourceGroupName: group, vmName: "a" };
  const vm = new VirtualMachine(
    "a",
    {
      ...names,
      location: "westeurope",
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      osProfile: { computerName: "a", adminUsername: administrator },
    },
    { replaceOnChanges: ["osProfile.adminUsername"], deleteBeforeReplace: true, version: "3.28.0" },
  );
  const isA = ({ vmId }: { vmId: string }) => vmId.endsWith("/a");
  const given = isIdOnly ? { vmId: vm.id } : { ...names, vmId: vm.id };
  const vms = Object.fromEntries(
    Object.entries(config.vms).map(([key, entry]) => [key, isA(entry) ? { ...entry, ...given } : entry]),
  );
  new Component(
    config.component,
    {
      ...{ resourceGroupName: group, vaultName: "bank-vault", policyId: config.policyId },
      vms: vms as ProtectedVmsArgs["vms"],
      onDestroy: config.onDestroy as NonNullable<ProtectedVmsArgs["onDestroy"]>,
      ...(adopt.keys.length > 0 && { adopt }),
    },
    provider === undefined ? {} : { provider: new Provider(provider) },
  );
}
