import { described, type Expected, type Finding } from "../core/finding";
import { deferredInputs, type ResolvedInput } from "./deferred";

const hidden = "[secret]";

const general = { text: "give an accepted value. The value is secret, so it is not shown" };

/**
 * The findings without what is secret: neither the value found, nor a text that repeats it, nor a value made of it. A text
 * that repeats it is hidden whole, because a gap in a readable text would show what was cut out.
 */
export function withoutSecrets(
  findings: readonly Finding[],
  args: unknown,
  resolved: ReadonlyMap<unknown, ResolvedInput>,
): readonly Finding[] {
  // Looking for secrets takes time in proportion to the arguments: a thousand parts without findings must not do it each.
  if (findings.length === 0) return findings;
  const secrets = deferredInputs(args).filter(({ value }) => resolved.get(value)?.isSecret);
  if (secrets.length === 0) return findings;
  const texts = secrets.flatMap(({ value }) => textsIn(resolved.get(value)?.value));
  const repeatsSecret = (value: unknown) =>
    textsIn(value).some((text) => texts.some((secret) => text.includes(secret)));
  return findings.map((finding): Finding => {
    const isSecret = secrets.some(({ path }) => isWithin(path, finding.path) || isWithin(finding.path, path));
    const { fix } = finding;
    const shownFix = fix && ((isSecret && "value" in fix) || repeatsSecret(fix) ? general : fix);
    const rest = { ...finding, ...(shownFix && { fix: shownFix }) };
    if (rest.kind !== "invalidValue")
      return { ...rest, message: repeatsSecret(rest.message) ? hidden : rest.message };
    const { actual, expected } = rest;
    return {
      ...rest,
      actual: isSecret || repeatsSecret(actual) ? described(hidden) : actual,
      expected: repeatsSecret(expected) ? { ...expected, ...hiddenExpected(expected) } : expected,
    };
  });
}

const hiddenExpected = (expected: Expected): Expected =>
  "requires" in expected ? { requires: hidden } : { accepted: hidden };

const isWithin = (path: string, owner: string): boolean =>
  owner === "" || path === owner || (path.startsWith(owner) && /^[.[]/.test(path.slice(owner.length)));

/** The texts and numbers of a structure, as a message would repeat them. */
function textsIn(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
