import { listAt, objectAt, textAt, valueAt } from "../json";
import type { Azure } from "../service";
import type { Resource } from "../store";

const enhancedOnlyDisks = ["UltraSSD_LRS", "PremiumV2_LRS"];

/** Why a virtual machine needs an Enhanced policy. Undefined: a Standard policy is enough. */
export function enhancedPolicyReason(azure: Azure, vm: Resource): string | undefined {
  if (valueAt(vm.properties, "securityProfile.securityType") === "TrustedLaunch")
    return "is a Trusted Launch VM";
  const storage = objectAt(vm.properties, "storageProfile");
  for (const disk of [storage.osDisk, ...listAt(storage, "dataDisks")]) {
    const attached = azure.store.find(textAt(disk, "managedDisk.id") ?? "");
    const kind = textAt(disk, "managedDisk.storageAccountType") ?? textAt(attached?.properties, "sku.name");
    if (kind && enhancedOnlyDisks.includes(kind)) return `has a disk of type ${kind}`;
  }
  return undefined;
}
