import type { PolicyResource } from "@pulumi/policy";
import { parseVmId } from "../src/arm/vmId";
import { pages } from "../src/facts/fact";
import { type ProtectedPair, vmAndVaultShareRegion } from "../src/rules/protectedItem";
import { stackPolicy } from "./adapt";
import { judgeEach, known } from "./stack";

const itemType = "azure-native:recoveryservices:ProtectedItem";
const vaultType = "azure-native:recoveryservices:Vault";
const vmType = "azure-native:compute:VirtualMachine";

export const protectedItemPolicies = [
  stackPolicy({
    name: "vm-and-vault-same-region",
    description: "A VM is protected by a vault in its own region.",
    level: "mandatory",
    severity: "high",
    type: itemType,
    judge: (resources) =>
      judgeEach(
        resources.filter((resource) => resource.type === itemType),
        [vmAndVaultShareRegion],
        pairOf,
      ),
    remediation: "Create a vault in each region that has VMs, and protect each VM with its region's vault.",
    url: pages.prepare,
  }),
];

/** The VM and the vault of a protected item, joined by its properties' dependencies: ids are unknown in preview. */
function pairOf(item: PolicyResource): ProtectedPair | undefined {
  const vm = endOf(
    item,
    "properties",
    vmType,
    () => parseVmId(item.props.properties?.sourceResourceId)?.vmName,
  );
  const vault = endOf(item, "vaultName", vaultType, () => item.props.vaultName);
  if (vm === undefined || vault === undefined) return undefined;
  return {
    vmName: vm.name,
    get vmLocation() {
      return vm.props.location;
    },
    vaultName: vault.name,
    get vaultLocation() {
      return vault.props.location;
    },
  };
}

/** The one resource of a type on which a property depends; among several, the one with the given Azure name. */
function endOf(item: PolicyResource, property: string, type: string, azureName: () => string | undefined) {
  const ends = (item.propertyDependencies[property] ?? []).filter((resource) => resource.type === type);
  if (ends.length <= 1) return ends[0];
  const wanted = known(azureName)?.toLowerCase();
  return ends.find((end) => known(() => end.props.name as string)?.toLowerCase() === wanted);
}
