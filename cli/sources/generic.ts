import { rowForms } from "../../src/assess/rowForms";
import { nameIn } from "../../src/core/resourceId";
import { readRow } from "../../src/core/rowsInventory";
import { nativeTokenOf } from "../../src/stack/tokens";
import type { State } from "./state";

/** Types of providers that can create any resource of Azure: the kind of a resource is in its id. */
const genericTypes = /^(azure-native:resources:Resource|azapi:(?:index|resources|core)[\w/]*:\w*Resource)$/i;

type Fields = Readonly<Record<string, unknown>>;

/** A resource of a generic type as one of azure-native's own type; any other resource as it is. */
export function asNative(state: State): State {
  const type = genericTypes.test(state.type) ? typeIn(state.id ?? "") : undefined;
  if (type === undefined || !Object.hasOwn(rowForms, type)) return state;
  const read = (values: Fields | undefined) => values && inputsOf(state.id ?? "", type, values);
  return {
    ...state,
    type: nativeTokenOf(type),
    ...(state.inputs && { inputs: read(state.inputs) as Fields }),
    ...(state.outputs && { outputs: read(state.outputs) as Fields }),
  };
}

/** azapi has Azure's payload in `body`, azure-native in the resource itself. */
function inputsOf(id: string, type: string, { body, ...own }: Fields): Fields | undefined {
  const payload = { ...own, ...(typeof body === "object" ? body : {}) };
  return readRow({ ...payload, id, type, name: nameIn(id) }, rowForms);
}

/** The type of an id's resource, as `rowForms` spells it. */
function typeIn(id: string): string | undefined {
  const [provider, ...segments] =
    id
      .split(/\/providers\//i)
      .at(-1)
      ?.split("/") ?? [];
  const type = [provider, ...segments.filter((_, i) => i % 2 === 0)].join("/").toLowerCase();
  return Object.keys(rowForms).find((known) => known.toLowerCase() === type);
}
