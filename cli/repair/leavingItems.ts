import { placeKey } from "../../src/protection/arm";
import { effectsOf, type ItemInState, isExit, type WantedItem } from "../../src/protection/component/effects";
import { leavingMessage } from "../../src/protection/component/exitMessages";
import { OnDestroy, stoppedStates } from "../../src/protection/facts";
import { withoutVersion } from "../../src/stack/tokens";
import { parseVmId } from "../../src/vm/id";
import { typeIn } from "./idForms";
import type { PreviewSteps } from "./importFile";

/** A protected item that the next `pulumi up` removes from the stack: the program no longer declares it, or its key has another VM. */
export interface LeavingItem {
  readonly name: string;
  /** The id in Azure. */
  readonly id: string;
  /** Whether the next `pulumi up` deletes it. False: the item stays in Azure, and only the stack forgets it. */
  readonly isDeleted: boolean;
  /** What becomes of it. */
  readonly effect: string;
}

type Step = NonNullable<PreviewSteps["steps"]>[number];

/**
 * The protected items that the next `pulumi up` removes from the stack, by the same model of a change as in the components' own previews. No
 * code of a component runs that the program no longer has, so only Pulumi's preview shows them. What becomes of an item in Azure depends on
 * the state, which has the `onDestroy` of the last `pulumi up`.
 */
export function leavingItems({ steps = [] }: PreviewSteps): LeavingItem[] {
  const ofItems = steps.filter(
    ({ urn }) => withoutVersion(typeIn(urn)) === "azure-native:recoveryservices:ProtectedItem",
  );
  const inState = new Map(ofItems.flatMap((step) => itemInState(step) ?? []).map((item) => [item.key, item]));
  const wanted = new Map(ofItems.flatMap((step) => wantedItem(step) ?? []).map((item) => [item.key, item]));
  const exits = effectsOf([...inState.values()], [...wanted.values()]).filter(isExit);
  const exiting = new Set(exits.map(({ before }) => before));
  // Pulumi deletes such an item even if another resource takes it over.
  const deleted = ofItems
    .filter(({ op, oldState }) => op === "delete" && oldState?.retainOnDelete !== true)
    .flatMap(({ urn, oldState }) => inState.get(oldState?.urn ?? urn) ?? [])
    .filter((item) => !exiting.has(item));
  return [...exits, ...effectsOf(deleted, []).filter(isExit)].map((exit) => ({
    name: nameIn(exit.before.key),
    id: exit.before.id ?? "",
    isDeleted: exit.kind === "softDeleted",
    effect: leavingMessage(exit),
  }));
}

const nameIn = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** Here the key of an item is its URN: a preview shows those of all components. */
function itemInState({ urn, op, oldState }: Step): ItemInState | undefined {
  // A replacement is several steps, and only the first of them may have the old item.
  if (oldState === undefined || op === "create-replacement" || op === "remove-pending-replace")
    return undefined;
  const { sourceResourceId, protectionState } = (oldState.outputs?.properties ?? {}) as Record<
    string,
    unknown
  >;
  const place = placeIn(sourceResourceId);
  return {
    key: oldState.urn ?? urn,
    ...(oldState.id !== undefined && { id: oldState.id }),
    onDestroy: oldState.retainOnDelete === true ? OnDestroy.Retain : OnDestroy.Delete,
    // An item of which the preview does not show the VM has a place of its own.
    place: place ?? oldState.id ?? urn,
    ...(stoppedStates.includes(String(protectionState)) && { protectionState }),
  };
}

function wantedItem({ urn, op = "", oldState, newState }: Step): WantedItem | undefined {
  if (newState === undefined || op.startsWith("delete")) return undefined;
  const { sourceResourceId } = (newState.inputs?.properties ?? {}) as Record<string, unknown>;
  const place = placeIn(sourceResourceId);
  return {
    key: urn,
    ...(place !== undefined && { place }),
    ...(oldState?.urn !== undefined && oldState.urn !== urn && { previousKey: oldState.urn }),
    isAdopted: op.startsWith("import"),
  };
}

function placeIn(vmId: unknown): string | undefined {
  const vm = parseVmId(vmId);
  return vm && placeKey(vm);
}
