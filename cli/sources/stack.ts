import { subscriptionIn } from "../../src/core/resourceId";
import { type StackResource, stackInventory } from "../../src/stack/stackInventory";
import { asNative } from "./generic";
import { withUnknowns } from "./hidden";
import type { Source } from "./source";

type Json = Readonly<Record<string, unknown>>;

/** A resource in a state. */
export interface State {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Json;
  readonly outputs?: Json;
  /** Null for a property without dependencies, as some languages write it. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | null;
  /** The resource was replaced, and its old one is still to be deleted. */
  readonly delete?: boolean;
}

/** The resources in the output of `pulumi stack export`. Undefined: it is another file. */
export function stackOf(json: Json): Source[] | undefined {
  const states = (json.deployment as Json | undefined)?.resources;
  return Array.isArray(states) ? [sourceOf(states as State[])] : undefined;
}

/** The resources that exist after a preview, in the output of `pulumi preview --json`. Undefined: it is another file. */
export function stepsOf(json: Json): Source[] | undefined {
  const { steps } = json as { steps?: readonly { op?: string; newState?: State }[] };
  if (!Array.isArray(steps)) return undefined;
  const states = steps.flatMap(({ op, newState }) =>
    op === "delete" || newState === undefined ? [] : [newState],
  );
  return [sourceOf(states)];
}

function sourceOf(states: readonly State[]): Source {
  const existing = states.filter((state) => state.delete !== true).map(asNative);
  const resources = existing.filter(({ type }) => type.startsWith("azure")).map(resourceOf);
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

function resourceOf({ urn, type, id, inputs = {}, outputs, propertyDependencies }: State): StackResource {
  const dependencies = Object.entries(propertyDependencies ?? {}).map(([property, urns]) => [
    property,
    (urns ?? []).map((dependency) => ({ urn: dependency })),
  ]);
  return {
    urn,
    name: urn.split("::").pop() ?? urn,
    type,
    props: withUnknowns({ ...(outputs ?? inputs), ...(id && { id }) }, urn),
    propertyDependencies: Object.fromEntries(dependencies),
  };
}
