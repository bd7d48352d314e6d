import type { Change } from "../../component/beforeChange";
import { type OwnResource, ownResources } from "../../component/ownStack";
import { sameText } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { placeKey } from "../arm";
import { OnDestroy, stoppedStates } from "../facts";
import type { AzureAnswer, ItemInState } from "./effects";
import { readRecordedVms } from "./vmPlaces";

/**
 * The items of a ProtectedVms that the state has. They are the recorded ones if the last `pulumi up` finished. Otherwise Pulumi has
 * recorded what the program wanted, and the state is read.
 */
export async function itemsInState({ urn, isNew, before, outputs }: Change): Promise<ItemInState[]> {
  if (isNew) return [];
  const onDestroy = before.onDestroy === OnDestroy.Delete ? OnDestroy.Delete : OnDestroy.Retain;
  const vms = readRecordedVms(before.vms);
  const ids = outputs.protectedItemIds;
  const resources = typeof ids === "object" && ids !== null ? undefined : await ownResources();
  if (resources === undefined) {
    return Object.entries(vms).map(([key, { previousKey: _, ...vm }]) => {
      const id = ((ids ?? {}) as Record<string, unknown>)[key];
      return { ...vm, key, onDestroy, ...(typeof id === "string" && { id }) };
    });
  }
  // Some items may still have the flag of before, so it is left out.
  return itemsOf(urn, resources).map((item) => ({ ...item, disks: vms[item.key]?.disks }));
}

const itemToken = "azure-native:recoveryservices:ProtectedItem";

/**
 * The items that the state has although the recorded map does not: a deletion that failed leaves an item in the state. The state is read
 * only if Azure has one of them.
 */
export async function withItemsLeftInState(
  urn: string,
  inState: readonly ItemInState[],
  answers: ReadonlyMap<string, AzureAnswer>,
): Promise<{ readonly inState: readonly ItemInState[]; readonly answers: ReadonlyMap<string, AzureAnswer> }> {
  const resources = [...answers.values()].some((answer) => typeof answer === "object")
    ? await ownResources()
    : undefined;
  if (resources === undefined) return { inState, answers };
  const keys = new Set(inState.map(({ key }) => key));
  const left = itemsOf(urn, resources).filter(({ key }) => !keys.has(key));
  const managed = [...answers].map(([place, answer]): readonly [string, AzureAnswer] => {
    if (typeof answer !== "object") return [place, answer];
    const manager = resources.find(({ outputs }) => sameText(outputs.id, answer.id));
    const managedBy = manager?.urn.split("::").at(-1);
    return [place, { ...answer, ...(managedBy !== undefined && { managedBy }) }];
  });
  return { inState: [...inState, ...left], answers: new Map(managed) };
}

/** The items that are children of a component. A resource of one component is not that of another whose name begins in the same way. */
export function itemsOf(componentUrn: string, resources: readonly OwnResource[]): ItemInState[] {
  const [, stem = "", name = ""] = /^(.*)::(.*)$/.exec(componentUrn) ?? [];
  const prefix = `${stem}$${itemToken}::${name}-`;
  const longer = resources.flatMap(({ urn }) =>
    urn.startsWith(`${componentUrn}-`) ? [`${urn.slice(stem.length + 2)}-`] : [],
  );
  return resources.flatMap(({ urn, outputs }) => {
    if (!urn.startsWith(prefix)) return [];
    const itemName = urn.slice(prefix.length - name.length - 1);
    if (longer.some((other) => itemName.startsWith(other))) return [];
    return [itemInState(urn.slice(prefix.length), outputs)];
  });
}

function itemInState(key: string, outputs: OwnResource["outputs"]): ItemInState {
  const { sourceResourceId, protectionState } = (outputs.properties ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const vm = parseVmId(sourceResourceId);
  return {
    key,
    ...(vm !== undefined && { place: placeKey(vm) }),
    ...(typeof outputs.id === "string" && { id: outputs.id }),
    // Azure has more states; those in which backups run are one for a program.
    ...(stoppedStates.includes(String(protectionState)) && { protectionState }),
  };
}
