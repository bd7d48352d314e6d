/** A stack's state as it is stored for upgrade tests: one resource a line, without what differs from run to run. */

export type Resource = Readonly<Record<string, unknown>>;

/** Where and when the program ran, which no preview reads; and the conditions of policy definitions, which any version may change. */
const left = new Set(["created", "modified", "sourcePosition", "stackTrace", "policyRule"]);

/** The lines to store for the resources of `pulumi stack export --show-secrets`. */
export const linesOf = (resources: readonly Resource[]): string =>
  resources
    .map((resource) => JSON.stringify(resource, (name, value) => (left.has(name) ? undefined : value)))
    .map((line) => `${line}\n`)
    .join("");

/** The resources of stored lines. */
export const resourcesOf = (lines: string): Resource[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
