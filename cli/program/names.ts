/** A resource in Azure that gets a name in Pulumi. */
interface Named {
  readonly name: string;
  readonly resourceGroup: string;
}

/**
 * The names of resources in Pulumi: their own, or group and name of those whose own name several have, ignoring case. Neither has a
 * slash, so that no two are the same.
 */
export function logicalNames<T extends Named>(resources: readonly T[]): ReadonlyMap<T, string> {
  const counts = new Map<string, number>();
  for (const { name } of resources) {
    const lower = name.toLowerCase();
    counts.set(lower, (counts.get(lower) ?? 0) + 1);
  }
  return new Map(
    resources.map((resource) => {
      const { name, resourceGroup } = resource;
      const isEnough = counts.get(name.toLowerCase()) === 1;
      return [resource, isEnough ? name : `${resourceGroup}/${name}`.toLowerCase()];
    }),
  );
}
