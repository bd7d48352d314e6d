import { type Row, rowsInventory } from "../../../src/core/rowsInventory";
import { valuesOf } from "../../../src/core/settings";
import { protectionRowForms } from "../../../src/protection/inventory/rowForms";
import { protectionRequirements } from "../../../src/protection/requirements";
import { stackInventory } from "../../../src/stack/stackInventory";

const subscription = "/subscriptions/s/resourceGroups";
const vaultId = (name: string) =>
  `${subscription}/backup/providers/Microsoft.RecoveryServices/vaults/${name}`;
const vmId = (name: string) => `${subscription}/app/providers/Microsoft.Compute/virtualMachines/${name}`;

const vault = (name: string, location: string): Row => ({
  id: vaultId(name),
  type: "microsoft.recoveryservices/vaults",
  name,
  location,
});
const vm = (name: string, location: string, securityType?: string): Row => ({
  id: vmId(name),
  type: "microsoft.compute/virtualmachines",
  name,
  location,
  properties: { securityProfile: { securityType } },
});
const policy = (name: string, policyType: string): Row => ({
  id: `${vaultId("safe")}/backupPolicies/${name}`,
  type: "Microsoft.RecoveryServices/vaults/backupPolicies",
  name,
  properties: { backupManagementType: "AzureIaasVM", policyType },
});
const item = (vmName: string, inVault: string): Row => ({
  id: `${vaultId(inVault)}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;app;${vmName}/protectedItems/vm;iaasvmcontainerv2;app;${vmName}`,
  type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  name: `vm;iaasvmcontainerv2;app;${vmName}`,
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: vmId(vmName),
    policyId: `${vaultId("safe")}/backupPolicies/nightly`,
  },
});

const rows: Row[] = [
  vault("safe", "westeurope"),
  vault("north", "northeurope"),
  policy("nightly", "V1"),
  vm("web", "westeurope"),
  vm("far", "northeurope"),
  vm("trusted", "westeurope", "TrustedLaunch"),
  vm("bare", "eastus"),
  item("web", "safe"),
  item("web", "north"),
  item("far", "safe"),
  item("trusted", "safe"),
];

/** The same resources in a stack. */
const resources = rowsInventoryAsResources();

function rowsInventoryAsResources() {
  const tokens: Record<string, string> = {
    "microsoft.recoveryservices/vaults": "recoveryservices:Vault",
    "microsoft.compute/virtualmachines": "compute:VirtualMachine",
    "microsoft.recoveryservices/vaults/backuppolicies": "recoveryservices:ProtectionPolicy",
    "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems":
      "recoveryservices:ProtectedItem",
  };
  return rows.map(({ id, type, name, location, properties = {} }) => {
    const token = tokens[type.toLowerCase()] as string;
    const names = token.endsWith("VirtualMachine")
      ? { resourceGroupName: "app", vmName: name, ...properties }
      : {
          resourceGroupName: "backup",
          vaultName: /vaults\/([^/]+)/i.exec(id)?.[1],
          ...(token.endsWith("Policy") && { policyName: name }),
          properties,
        };
    const props = { location, ...names };
    return { urn: id, name, type: `azure-native:${token}`, props, propertyDependencies: {} };
  });
}

it("requirements have the same findings in Azure's rows as in a stack", () => {
  const found = (inventory: ReturnType<typeof rowsInventory>) =>
    protectionRequirements.flatMap((requirement) =>
      "judge" in requirement
        ? requirement
            .judge(
              inventory,
              valuesOf("settings" in requirement ? (requirement.settings ?? {}) : {}, {}) as never,
            )
            .findings.map(
              ({ urn, rule, path }) => `${requirement.name} ${urn.split("/").at(-1)} ${rule} ${path}`,
            )
        : [],
    );
  const inRows = found(rowsInventory(rows, protectionRowForms)).sort();
  expect(inRows).toEqual(found(stackInventory(resources as never, () => undefined)).sort());
  expect(inRows.map((line) => line.split(" ")[0])).toEqual(
    expect.arrayContaining([
      "vm-and-vault-same-region",
      "vm-in-one-vault",
      "one-vault-per-region",
      "vm-is-protected",
      "vm-needs-enhanced-policy",
    ]),
  );
});

it("a type without a row form is left out, and ids in properties are resolved without case", () => {
  const other: Row = { id: "/subscriptions/s/x", type: "Microsoft.Web/sites", name: "x" };
  const inventory = rowsInventory([other, ...rows], protectionRowForms);
  expect(inventory.of("Microsoft.Web/sites")).toEqual([]);
  const [first] = inventory.of(
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  );
  expect(first?.dependencies("properties").map(({ name }) => name)).toEqual(["web", "nightly", "safe"]);
});
