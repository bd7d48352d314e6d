import { described, type Expected, type Finding } from "../core/finding";
import type { ArgumentType, Fields } from "./argumentTypes";
import { deferredInputs, type ResolvedInput } from "./deferred";
import { repeatsAny, secretTexts } from "./secretTexts";

const hidden = "[secret]";

const general = { text: "give an accepted value. The value is secret, so it is not shown" };

/**
 * The findings without what is secret: neither the value found, nor a text that repeats it or a part of it, nor a value made of it. A
 * text that repeats a part is hidden whole, because a gap in a readable text would show what was cut out.
 *
 * @param fields The component's arguments: their names may be shown. Any other key of a secret structure is secret too.
 */
export function withoutSecrets(
  findings: readonly Finding[],
  args: unknown,
  resolved: ReadonlyMap<unknown, ResolvedInput>,
  fields: Fields = {},
): readonly Finding[] {
  // Looking for secrets takes time in proportion to the arguments: a thousand parts without findings must not do it each.
  if (findings.length === 0) return findings;
  const secrets = deferredInputs(args).filter(({ value }) => resolved.get(value)?.isSecret);
  if (secrets.length === 0) return findings;
  const names = new Set(namesOf({ fields }));
  const texts = secrets.flatMap(({ value }) => secretTexts(resolved.get(value)?.value, names));
  const repeatsSecret = (value: unknown) => repeatsAny(value, texts);
  return findings.map((finding): Finding => {
    const owner = secrets.find(({ path }) => isWithin(finding.path, path));
    const isSecret = owner !== undefined || secrets.some(({ path }) => isWithin(path, finding.path));
    const { fix } = finding;
    const shownFix = fix && ((isSecret && "value" in fix) || repeatsSecret(fix) ? general : fix);
    const path = owner === undefined ? finding.path : knownPath(finding.path, owner.path, names);
    const rest = { ...finding, path, ...(shownFix && { fix: shownFix }) };
    if (rest.kind !== "invalidValue")
      return { ...rest, message: repeatsSecret(rest.message) ? hidden : rest.message };
    const { actual, expected } = rest;
    return {
      ...rest,
      ...(repeatsSecret(rest.conflict) && { conflict: hidden }),
      actual: isSecret || repeatsSecret(actual) ? described(hidden) : actual,
      expected: repeatsSecret(expected) ? hiddenExpected(expected) : expected,
    };
  });
}

const hiddenExpected = (expected: Expected): Expected =>
  "requires" in expected
    ? { requires: hidden }
    : { accepted: hidden, ...(expected.by && { by: expected.by }) };

const isWithin = (path: string, owner: string): boolean =>
  owner === "" || path === owner || (path.startsWith(owner) && /^[.[]/.test(path.slice(owner.length)));

/** A path inside a secret structure, up to the first key that is no argument's name and no index. */
function knownPath(path: string, owner: string, names: ReadonlySet<string>): string {
  let known = owner;
  for (const [segment, name] of path.slice(owner.length).matchAll(/\.?([\w-]+)|\[\d+\]|\[.*$/g)) {
    if (!(name === undefined ? /^\[\d+\]$/.test(segment) : names.has(name))) break;
    known += segment;
  }
  return known;
}

/** The names of all arguments and of the fields inside them. */
function namesOf(type: ArgumentType): string[] {
  if (typeof type === "string") return [];
  if ("list" in type) return namesOf(type.list.type);
  if ("map" in type) return namesOf(type.map.type);
  if (!("fields" in type)) return [];
  return Object.entries(type.fields).flatMap(([name, field]) => [name, ...namesOf(field.type)]);
}
