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
