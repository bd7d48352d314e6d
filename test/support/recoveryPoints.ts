/** Stacks with recovery points, for tests of what becomes of them. */
import { repair } from "../../cli/repair/repair";
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import {
  bankGroup,
  env,
  itemId,
  propertiesInAzure,
  stackOf,
  subscription,
  succeeded,
  vmId,
  withoutPauses,
} from "./engine";

export const vmIds = { web: vmId("web"), api: vmId("api") };
export const names = Object.keys(vmIds);

export const itemOf = (stack: Stack, name: string) => propertiesInAzure(stack, itemId(name));

/** A stack in a resource group that another stack created, and a recovery point of each VM. */
export async function createWithRecoveryPoints(config: Record<string, unknown>): Promise<Stack> {
  const stack = await stackOf("backup", {
    config: { ...withoutPauses, groupExists: true, vmIds, ...config },
  });
  const store = openStore(stack.azureDir);
  const type = "Microsoft.Resources/resourceGroups";
  store.put({ id: bankGroup, type, name: "bank", properties: { location: "westeurope" } });
  succeeded(await stack.up({ env }));
  for (const name of names) {
    const found = store.find(itemId(name));
    if (found === undefined) throw new Error(`no item ${name}`);
    const properties = { ...(found.properties.properties as object), lastRecoveryPoint: `point of ${name}` };
    store.put({ ...found, properties: { ...found.properties, properties } });
  }
  return stack;
}

/** The number of resources that `repair` imported. */
export const repairStack = ({ pulumi }: Stack) =>
  repair({ pulumi, log: () => undefined, yes: true, subscriptionId: subscription.split("/")[2] as string });
