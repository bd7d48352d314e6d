import { at, list, object, text } from "../json";
import type { Azure } from "../service";
import type { Resource } from "../store";

const enhancedDisks = ["UltraSSD_LRS", "PremiumV2_LRS"];

/** What makes a virtual machine need an Enhanced policy. Undefined: a Standard one will do. */
export function enhancedOnly(azure: Azure, vm: Resource): string | undefined {
  if (at(vm.properties, "securityProfile.securityType") === "TrustedLaunch")
    return "is a Trusted Launch machine";
  const storage = object(vm.properties, "storageProfile");
  for (const disk of [storage.osDisk, ...list(storage, "dataDisks")]) {
    const attached = azure.store.find(text(disk, "managedDisk.id") ?? "");
    const kind = text(disk, "managedDisk.storageAccountType") ?? text(attached?.properties, "sku.name");
    if (kind && enhancedDisks.includes(kind)) return `has a disk of type ${kind}`;
  }
  return undefined;
}
