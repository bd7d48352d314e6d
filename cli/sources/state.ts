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

const isFields = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "object" && !Array.isArray(value));

/** Whether a value of a file is a resource in a state, and not something else that its file calls so. */
export function isState(value: unknown): value is State {
  if (typeof value !== "object" || value === null) return false;
  const { urn, type, id, inputs, outputs, propertyDependencies } = value as Record<keyof State, unknown>;
  return (
    typeof urn === "string" &&
    typeof type === "string" &&
    (id === undefined || id === null || typeof id === "string") &&
    [inputs, outputs, propertyDependencies].every(isFields) &&
    Object.values(propertyDependencies ?? {}).every((urns) => urns === null || Array.isArray(urns))
  );
}
