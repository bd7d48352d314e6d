import { subscriptionIn } from "../../src/core/resourceId";
import { type StackResource, stackInventory } from "../../src/stack/stackInventory";
import { withUnknowns } from "./hidden";
import type { Source } from "./source";
import { isState, type State } from "./state";

type Json = Readonly<Record<string, unknown>>;

/** The resources in the output of `pulumi stack export`. Undefined: it is another file. */
export function stackOf(json: Json): Source[] | undefined {
  const states = (json.deployment as Json | undefined)?.resources;
  return Array.isArray(states) && states.every(isState) ? [sourceOf(states)] : undefined;
}

/** The resources that exist after a preview, in the output of `pulumi preview --json`. Undefined: it is another file. */
export function stepsOf(json: Json): Source[] | undefined {
  const { steps } = json as { steps?: readonly ({ op?: string; newState?: unknown } | null)[] };
  if (!Array.isArray(steps)) return undefined;
  const states = steps.flatMap((step) => (step?.op === "delete" ? [] : (step?.newState ?? [])));
  return states.every(isState) ? [sourceOf(states)] : undefined;
}

function sourceOf(states: readonly State[]): Source {
  const existing = states.filter((state) => state.delete !== true);
  const resources = existing.filter(({ type }) => /^az(ure|api)/.test(type)).map(resourceOf);
  const inputs = new Map(
    existing.map(({ urn, inputs: ownInputs }) => [urn, withUnknowns(ownInputs ?? {}, urn)]),
  );
  const ids = existing.map(({ id }) => subscriptionIn(id ?? "")).filter(Boolean);
  return {
    subscriptionId: ids[0] ?? "",
    inventory: stackInventory(resources, (urn) => inputs.get(urn)),
    isOfAzure: false,
  };
}

function resourceOf({ urn, type, id, inputs, outputs, propertyDependencies }: State): StackResource {
  const dependencies = Object.entries(propertyDependencies ?? {}).map(([property, urns]) => [
    property,
    (urns ?? []).map((dependency) => ({ urn: dependency })),
  ]);
  return {
    urn,
    name: urn.split("::").pop() ?? urn,
    type,
    props: withUnknowns({ ...(outputs ?? inputs ?? {}), ...(id && { id }) }, urn),
    propertyDependencies: Object.fromEntries(dependencies),
  };
}
