import { described, type Expected, type Finding } from "./finding";
import { isResourceId } from "./resourceId";

/** A secret value among the arguments or properties that are judged. */
export interface SecretValue {
  /** Where it is, as a finding names it. */
  readonly path: string;
  readonly value: unknown;
}

const hidden = "[secret]";

const general = { text: "give an accepted value. The value is secret, so it is not shown" };

/** What is secret in the findings about one subject. */
export interface Secrecy {
  /** Whether the value at a path is secret, or contains or is part of a secret one. */
  readonly isSecret: (path: string) => boolean;
  /** Whether a structure has a text that repeats a secret. */
  readonly repeats: (value: unknown) => boolean;
  /** A path as it may be shown. */
  readonly shownPath: (path: string) => string;
}

/**
 * The findings without what is secret: neither the value found, nor a text that repeats a secret, nor a value made of it. Such a text is
 * hidden whole, because a gap in a readable text would show what was cut out.
 */
export function hideSecrets(
  findings: readonly Finding[],
  { isSecret, repeats, shownPath }: Secrecy,
): readonly Finding[] {
  return findings.map((finding): Finding => {
    const isOfSecret = isSecret(finding.path);
    const { fix } = finding;
    const rest = {
      ...finding,
      path: shownPath(finding.path),
      ...(fix && { fix: (isOfSecret && "value" in fix) || repeats(fix) ? general : fix }),
      ...(repeats(finding.conflict) && { conflict: hidden }),
    };
    if (rest.kind !== "invalidValue")
      return { ...rest, message: repeats(rest.message) ? hidden : rest.message };
    const { actual, expected } = rest;
    return {
      ...rest,
      actual: isOfSecret || repeats(actual) ? described(hidden) : actual,
      expected: repeats(expected) ? { ...expected, ...hiddenExpected(expected) } : expected,
    };
  });
}

const hiddenExpected = (expected: Expected): Expected =>
  "requires" in expected ? { requires: hidden } : { accepted: hidden };

/** Letters from which on a secret text counts also inside a word. */
const shortestInside = 4;

/**
 * The findings without secret values, whose texts and the names of whose ids no text may repeat.
 *
 * @param elsewhere Texts that are secret in other resources. A short one counts only as a whole word, because it is in any sentence.
 */
export function withoutSecretValues(
  findings: readonly Finding[],
  secrets: readonly SecretValue[],
  elsewhere: readonly string[] = [],
): readonly Finding[] {
  if (secrets.length === 0 && elsewhere.length === 0) return findings;
  const own = secrets.flatMap(({ value }) => textsIn(value));
  const isShort = (text: string) => text.length < shortestInside;
  const texts = [...own, ...elsewhere.filter((text) => !isShort(text))];
  const words = new Set([
    ...namesIn([...own, ...elsewhere].filter(isResourceId)),
    ...elsewhere.filter(isShort).flatMap(wordsIn),
  ]);
  const repeats = (text: string) =>
    texts.some((secret) => text.includes(secret)) ||
    (words.size > 0 && wordsIn(text).some((word) => words.has(word)));
  const repeatsSecret = (value: unknown) => textsIn(value).some(repeats);
  return hideSecrets(findings, {
    isSecret: (of) => secrets.some(({ path }) => isWithin(path, of) || isWithin(of, path)),
    repeats: repeatsSecret,
    // A path with spaces is a phrase with the name of a resource, such as a virtual machine's.
    shownPath: (path) => (path.includes(" ") && repeatsSecret(path) ? hidden : path),
  });
}

/** Whether a path is that of an owner or of a part of it: `tags.owner` and `tags["owner"]` are the same. */
function isWithin(path: string, owner: string): boolean {
  const [parts, ofOwner] = [partsOf(path), partsOf(owner)];
  return ofOwner.every((part, i) => parts[i] === part);
}

const partsOf = (path: string): readonly string[] => path.match(/[^.[\]"]+/g) ?? [];

/** The texts and numbers of a structure, as a message would repeat them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The names in resource ids, in lower case: every second segment. The others are the same in all ids. */
const namesIn = (ids: readonly string[]): ReadonlySet<string> =>
  new Set(
    ids.flatMap((id) =>
      wordsIn(
        id
          .split("/")
          .filter((_, i) => i > 0 && i % 2 === 0)
          .join(" "),
      ),
    ),
  );

const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[^\s"'`/,;:()[\]]+/g) ?? []).map((word) => word.replace(/[.?]+$/, ""));
