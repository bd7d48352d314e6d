import type { Finding } from "../core/finding";
import { withoutSecretValues } from "../core/secrets";
import { deferredInputs, type ResolvedInput } from "./deferred";

/** The findings about a component's arguments without what is secret. */
export function withoutSecrets(
  findings: readonly Finding[],
  args: unknown,
  resolved: ReadonlyMap<unknown, ResolvedInput>,
): readonly Finding[] {
  // Looking for secrets takes time in proportion to the arguments: a thousand parts without findings must not do it each.
  if (findings.length === 0) return findings;
  const secrets = deferredInputs(args).filter(({ value }) => resolved.get(value)?.isSecret);
  return withoutSecretValues(
    findings,
    secrets.map(({ path, value }) => ({ path, value: resolved.get(value)?.value })),
  );
}
