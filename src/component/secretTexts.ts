import { textsIn } from "../core/secrets";

/** A text that no message may repeat: a whole secret, or a part that rules take out of it. */
interface SecretText {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Words that Azure's ids and addresses have in common. They say nothing about a secret in which they are. */
const publicWords =
  /^(microsoft\..*|subscriptions|resourcegroups|providers|virtualmachines|vaults|backuppolicies|managementgroups|https?|vm|iaasvmcontainer|iaasvmcontainerv2|keys|.*\.azure\.net)$/i;

/**
 * The texts of a secret value that no message may repeat: each text and number in it, the parts between the separators of ids, item
 * names, addresses and URIs, and its keys.
 *
 * @param names Keys that are no secret: the names of arguments.
 */
export function secretTexts(value: unknown, names: ReadonlySet<string>): SecretText[] {
  const keys = keysIn(value).filter((key) => !names.has(key));
  return [...keys, ...textsIn(value)].flatMap((text) => [
    { text: folded(text), isWhole: true },
    ...partsOf(text).map((part) => ({ text: folded(part), isWhole: false })),
  ]);
}

/** Whether a structure has a text that repeats one of the secret texts, in whatever letter case or spacing. */
export function repeatsAny(value: unknown, secrets: readonly SecretText[]): boolean {
  return textsIn(value).some((given) => {
    const text = folded(given);
    const words = new Set(text.split(/[^\p{L}\p{N}]+/u));
    // A short part, such as a group named "a", is in most texts as a letter, and in few as a word.
    return secrets.some((secret) =>
      secret.isWhole || secret.text.length > 3 ? text.includes(secret.text) : words.has(secret.text),
    );
  });
}

const folded = (text: string): string => text.toLowerCase();

function partsOf(text: string): string[] {
  const parts = text.split(/[/;@:,?&=\s()"'[\]{}]+/).filter((part) => part !== "");
  const isHost = (part: string) => part.includes(".") && !/^[\d.]+$/.test(part);
  const labels = parts.filter(isHost).map((part) => part.slice(0, part.indexOf(".")));
  const joined = /\s/.test(text) ? [text.replaceAll(/\s+/g, "")] : [];
  return [...parts, ...labels, ...joined].filter((part) => part !== "" && !publicWords.test(part));
}

const keysIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value).filter((key) => key !== "");
  return [...own, ...Object.values(value).flatMap(keysIn)];
};
