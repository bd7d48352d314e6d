/** The parts of an Azure id. */
export interface ParsedId {
  /** The resource's type, e.g. `Microsoft.Network/virtualNetworks/subnets`, in the id's letter case. */
  readonly type: string;
  /** The names, from the outermost resource of the type to the resource itself. */
  readonly names: readonly string[];
  readonly resourceGroupName?: string;
  /** Whether the resource extends another one, whose id is the first part. */
  readonly isExtension?: true;
}

const prefix = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?=\/|$)/i;

/** The parts of an Azure id; undefined for any other text. Azure ignores letter case in ids. */
export function parseId(value: string): ParsedId | undefined {
  const [start = "", subscription, resourceGroupName] = prefix.exec(value) ?? [];
  const inGroup = resourceGroupName === undefined ? {} : { resourceGroupName };
  // A slash at the end changes nothing.
  const rest = value.slice(start.length).replace(/\/$/, "");
  if (rest === "") {
    if (resourceGroupName !== undefined)
      return { type: "Microsoft.Resources/resourceGroups", names: [resourceGroupName], ...inGroup };
    return subscription === undefined
      ? undefined
      : { type: "Microsoft.Resources/subscriptions", names: [subscription] };
  }
  // The resource of an extension has the provider of its own last.
  const at = rest.toLowerCase().lastIndexOf("/providers/");
  const [provider, ...segments] = rest.slice(at + "/providers/".length).split("/");
  if (at < 0 || (subscription === undefined && at > 0)) return undefined;
  if (!provider || segments.length === 0 || segments.length % 2 === 1 || segments.includes(""))
    return undefined;
  const isName = (_: string, i: number) => i % 2 === 1;
  const isType = (_: string, i: number) => i % 2 === 0;
  return {
    type: [provider, ...segments.filter(isType)].join("/"),
    names: segments.filter(isName),
    ...inGroup,
    ...(at > 0 && { isExtension: true }),
  };
}

/** The form of a type's ids: `/subscriptions/<subscription>/resourceGroups/<group>/providers/…/<name>`. */
export function idExample(type: string): string {
  const [provider = "", ...types] = type.split("/");
  const path = types.map((one) => `${one}/<name>`).join("/");
  return `/subscriptions/<subscription>/resourceGroups/<group>/providers/${provider}/${path}`;
}
