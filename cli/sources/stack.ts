import { unknownValue } from "../../src/core/rule";
import { secretMark, unknownMark } from "../../src/stack/marks";
import { type StackResource, stackInventory } from "../../src/stack/stackInventory";
import type { Source } from "./source";

type Json = Readonly<Record<string, unknown>>;

interface State {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Json;
  readonly outputs?: Json;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
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
  const resources = states.filter(({ type }) => type.startsWith("azure")).map(resourceOf);
  const inputs = new Map(
    states.map(({ urn, inputs: ownInputs }) => [urn, withUnknowns(ownInputs ?? {}, urn)]),
  );
  const ids = states.flatMap(({ id }) => /^\/subscriptions\/([^/]+)/i.exec(id ?? "")?.[1] ?? []);
  return {
    subscriptionId: ids[0] ?? "",
    inventory: stackInventory(resources, (urn) => inputs.get(urn)),
  };
}

function resourceOf({
  urn,
  type,
  id,
  inputs = {},
  outputs,
  propertyDependencies = {},
}: State): StackResource {
  const dependencies = Object.entries(propertyDependencies).map(([property, urns]) => [
    property,
    urns.map((dependency) => ({ urn: dependency })),
  ]);
  return {
    urn,
    name: urn.split("::").pop() ?? urn,
    type,
    props: withUnknowns({ ...(outputs ?? inputs), ...(id && { id }) }, urn),
    propertyDependencies: Object.fromEntries(dependencies),
  };
}

/** A copy in which reading an unknown or secret value throws, as in a policy. */
function withUnknowns(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element, i) => withUnknowns(element, `${path}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const copy: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    const innerPath = `${path}.${key}`;
    const isHidden =
      inner === unknownMark || (typeof inner === "object" && inner !== null && secretMark in inner);
    const visible = isHidden ? undefined : withUnknowns(inner, innerPath);
    const get = () => {
      if (isHidden) throw unknownValue(innerPath);
      return visible;
    };
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get });
  }
  return copy;
}
