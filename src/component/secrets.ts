import type { Finding } from "../core/finding";
import { hideSecrets, type SecretValue } from "../core/secrets";
import { repeatsAny, secretTexts } from "../core/secretTexts";
import type { ArgumentType, Fields } from "./argumentTypes";
import { deferredInputs, type ResolvedInput, resolveDeferred } from "./deferred";

/** The secrets among arguments, by their paths. */
export async function secretInputs(args: unknown): Promise<SecretValue[]> {
  const resolve = async ({ path, value }: { readonly path: string; readonly value: unknown }) => ({
    path,
    ...(await resolveDeferred(value)),
  });
  return (await Promise.all(deferredInputs(args).map(resolve))).filter(({ isSecret }) => isSecret);
}

/** Whether a text repeats one of some secret values, or a part of one. */
export function repeatsSecretOf(values: readonly unknown[]): (text: string) => boolean {
  const texts = values.flatMap((value) => secretTexts(value, () => true));
  return (text) => repeatsAny(text, texts);
}

/**
 * The findings without secret arguments, which no text may repeat, nor a part of them.
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
  const texts = secrets.flatMap(({ value }) =>
    secretTexts(resolved.get(value)?.value, (key) => names.has(key)),
  );
  const ownerOf = (path: string) => secrets.find((secret) => isWithin(path, secret.path));
  return hideSecrets(findings, {
    isSecret: (path) => ownerOf(path) !== undefined || secrets.some((secret) => isWithin(secret.path, path)),
    repeats: (value) => repeatsAny(value, texts),
    shownPath: (path) => {
      const owner = ownerOf(path);
      return owner === undefined ? path : knownPath(path, owner.path, names);
    },
  });
}

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
