import * as pulumi from "@pulumi/pulumi";
import { at, type Finding, say } from "../core/finding";
import { judge, type Rule, UnknownValue } from "../core/rule";

/**
 * Checks a component's arguments before it registers anything, and returns them.
 *
 * What is plain is checked now and thrown as one error that lists every fault. Each Output is checked with all
 * that is known by the time it resolves, and comes back as one that waits for its own check: a resource behind
 * a fault is never created. It waits for nothing else, so that no resource depends on more than it uses.
 *
 * @throws pulumi.InputPropertiesError with every fault found in the plain arguments.
 */
export function check<T extends object>(
  component: string,
  args: T,
  rules: readonly Rule<pulumi.Unwrap<T>>[],
): T {
  const resolved = new Map<unknown, unknown>();
  const run = () => refuse(component, judge(rules, view(args, "", resolved) as pulumi.Unwrap<T>).findings);
  run();
  return gate(args, (late) =>
    (pulumi.output(late) as pulumi.Output<unknown>).apply((value) => {
      resolved.set(late, value);
      run();
      return value;
    }),
  ) as T;
}

function refuse(component: string, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const faults = findings.length === 1 ? "1 fault" : `${findings.length} faults`;
  const reasons = findings.map(say);
  const error = new pulumi.InputPropertiesError({
    // A Node.js program prints the message alone, so the paths and reasons stand in it too.
    message: [`${component}: ${faults} in its arguments`, ...reasons.map((r) => `  - ${r}`)].join("\n"),
    errors: findings.map((finding, i) => ({ propertyPath: finding.path, reason: reasons[i] as string })),
  });
  // The user's own lines are what helps; and Node.js 20 takes some 15 seconds to colour the SDK's.
  error.stack = error.stack?.replace(/^ +at .*@pulumi[\\/].*\n?/gm, "");
  throw error;
}

const isLate = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;
const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The same structure with each Output and promise in it replaced. */
function gate(value: unknown, replace: (late: unknown) => unknown): unknown {
  if (isLate(value)) return replace(value);
  if (!isNested(value)) return value;
  if (Array.isArray(value)) return value.map((element) => gate(element, replace));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, gate(field, replace)]));
}

/** A copy with getters, on which reading an Output that has not resolved throws {@link UnknownValue}. */
function view(value: unknown, path: string, resolved: ReadonlyMap<unknown, unknown>): unknown {
  if (isLate(value)) {
    if (!resolved.has(value)) throw new UnknownValue(path);
    return resolved.get(value);
  }
  if (!isNested(value)) return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, field] of Object.entries(value)) {
    const here = at(path, Array.isArray(value) ? Number(key) : key);
    Object.defineProperty(copy, key, { enumerable: true, get: () => view(field, here, resolved) });
  }
  return copy;
}
