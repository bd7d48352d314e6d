import type { Row } from "../../src/core/rowsInventory";
import { types } from "../support/tokens";

/** A resource as Azure accepted or returned it. */
export interface Recorded {
  readonly what: string;
  /** azure-native's token. */
  readonly token: string;
  readonly row: Row;
}

type Json = Readonly<Record<string, unknown>>;

const vaultId = "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault";
const vaults = "Microsoft.RecoveryServices/vaults";

export const vmIdOf = (name: string, group = "bank") =>
  `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
export const policyIdOf = (name: string) => `${vaultId}/backupPolicies/${name}`;

/** A policy with these properties. */
export const policy = (what: string, properties: Json, name = "nightly"): Recorded => ({
  what: `policy, ${what}`,
  token: types.policy,
  row: { id: policyIdOf(name), name, type: `${vaults}/backupPolicies`, properties },
});

/** A vault with these properties. */
export const vault = (what: string, properties: Json, more: Json = {}): Recorded => ({
  what: `vault, ${what}`,
  token: types.vault,
  row: { id: vaultId, name: "bank-vault", type: vaults, location: "centralus", properties, ...more },
});

/** The item of a VM with these properties. */
export function item(what: string, vm: string, properties: Json): Recorded {
  const name = `VM;iaasvmcontainerv2;bank;${vm.toLowerCase()}`;
  const container = `IaasVMContainer;iaasvmcontainerv2;bank;${vm.toLowerCase()}`;
  return {
    what: `item, ${what}`,
    token: types.item,
    row: {
      id: `${vaultId}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`,
      name,
      type: `${vaults}/backupFabrics/protectionContainers/protectedItems`,
      properties,
    },
  };
}
