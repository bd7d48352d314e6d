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

/** The resources of `pulumi stack export`. */
export function stackOf(json: Json): Source[] | undefined {
  const states = (json.deployment as Json | undefined)?.resources;
  return Array.isArray(states) ? [sourceOf(states as State[])] : undefined;
}

/** The resources that a preview wants, of `pulumi preview --json`. */
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
  const inputs = new Map(states.map(({ urn, inputs: given }) => [urn, withUnknowns(given ?? {}, urn)]));
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

/** Values that an export does not know, or does not show, throw on reading, as they do in a policy. */
function withUnknowns(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element, i) => withUnknowns(element, `${path}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const copy: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    const here = `${path}.${key}`;
    const isHidden =
      inner === unknownMark || (typeof inner === "object" && inner !== null && secretMark in inner);
    const get = isHidden
      ? () => {
          throw unknownValue(here);
        }
      : () => shown;
    const shown = isHidden ? undefined : withUnknowns(inner, here);
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get });
  }
  return copy;
}
