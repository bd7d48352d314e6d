import { described, type Expected, type Finding } from "./finding";
import { repeatsAny, type SecretText, secretTexts } from "./secretTexts";

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

/**
 * The findings without secret values, of which no text may repeat a part.
 *
 * @param elsewhere What is secret in other resources, see secretTextsElsewhere.
 */
export function withoutSecretValues(
  findings: readonly Finding[],
  secrets: readonly SecretValue[],
  elsewhere: readonly SecretText[] = [],
): readonly Finding[] {
  if (secrets.length === 0 && elsewhere.length === 0) return findings;
  // The keys of a resource's properties are Azure's names.
  const own = secrets.flatMap(({ value }) => secretTexts(value, () => true));
  const repeats = (value: unknown) => repeatsAny(value, own) || repeatsAny(value, elsewhere);
  return hideSecrets(findings, {
    isSecret: (of) => secrets.some(({ path }) => isWithin(path, of) || isWithin(of, path)),
    repeats,
    // A path with spaces is a phrase with the name of a resource, such as a virtual machine's.
    shownPath: (path) => (path.includes(" ") && repeats(path) ? hidden : path),
  });
}

/** Whether a path is that of an owner or of a part of it: `tags.owner` and `tags["owner"]` are the same. */
function isWithin(path: string, owner: string): boolean {
  const [parts, ofOwner] = [partsOf(path), partsOf(owner)];
  return ofOwner.every((part, i) => parts[i] === part);
}

const partsOf = (path: string): readonly string[] => path.match(/[^.[\]"]+/g) ?? [];
