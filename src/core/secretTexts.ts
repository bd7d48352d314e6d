import { isUnknownValue } from "./rule";
/** A text that no message may repeat: a whole secret, or a part that rules take out of it. In lower case. */
export interface SecretText {
  readonly text: string;
  /** Where it counts: inside of a word too, or only as whole words. */
  readonly counts: "anywhere" | "as a word";
}

/** Words that Azure's ids and addresses have in common. They say nothing about a secret in which they are. */
const publicWords =
  /^(microsoft\..*|subscriptions|resourcegroups|providers|virtualmachines|vaults|backuppolicies|managementgroups|https?|vm|iaasvmcontainer|iaasvmcontainerv2|keys|.*\.azure\.net)$/i;

/** A part of so few letters is in most texts as letters, and in few as a word: a group named "a". */
const shortestInside = 4;

/** A longer text, or one of several lines, is a script or a document. Its words are those of any message. */
const longestName = 400;

/**
 * What messages must not repeat of a secret value: each text and number in it, the parts between the separators of ids, item names,
 * addresses and URIs, and its keys. This is the only place that decides what counts as a part of a secret.
 *
 * @param isPublicKey Whether a key of the value may be shown: the name of an argument or of a property.
 */
export function secretTexts(value: unknown, isPublicKey: (key: string) => boolean): SecretText[] {
  const keys = keysIn(value).filter((key) => !isPublicKey(key));
  return [...keys, ...textsIn(value)].flatMap((text): SecretText[] => [
    { text: text.toLowerCase(), counts: "anywhere" },
    ...partsOf(text.toLowerCase()).map(
      (part): SecretText => ({ text: part, counts: part.length < shortestInside ? "as a word" : "anywhere" }),
    ),
  ]);
}

/**
 * The same texts as they count in messages about another resource. A part of a secret there may be an ordinary word here, so it counts
 * only as a word, and so does a whole secret of a few letters.
 */
export const secretTextsElsewhere = (values: readonly unknown[]): SecretText[] =>
  values.flatMap((value) =>
    textsIn(value).flatMap((text): SecretText[] => {
      const whole = text.toLowerCase();
      const counts = whole.length < shortestInside ? "as a word" : "anywhere";
      return [
        { text: whole, counts },
        ...partsOf(whole).map((part): SecretText => ({ text: part, counts: "as a word" })),
      ];
    }),
  );

/** Whether a structure has a text that repeats one of the secret texts, in whatever letter case. */
export function repeatsAny(value: unknown, secrets: readonly SecretText[]): boolean {
  return textsIn(value).some((given) => {
    const text = given.toLowerCase();
    return secrets.some((secret) =>
      secret.counts === "anywhere" ? text.includes(secret.text) : hasWord(text, secret.text),
    );
  });
}

/** Whether a text has another one between characters that are neither letters nor digits. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isInWord(text[at - 1]) && !isInWord(text[at + word.length])) return true;
  return false;
}

const isInWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

function partsOf(text: string): string[] {
  if (/[\r\n]/.test(text.trim()) || (text.length > longestName && /\s/.test(text))) return [];
  const parts = text.split(/[/;@:,?&=\s()"'[\]{}]+/).filter((part) => part !== "");
  const isHost = (part: string) => part.includes(".") && !/^([\d.]+$|microsoft\.)/.test(part);
  const labels = parts.filter(isHost).map((part) => part.slice(0, part.indexOf(".")));
  const joined = /\s/.test(text) ? [text.replaceAll(/\s+/g, "")] : [];
  return [...parts, ...labels, ...joined].filter((part) => part !== "" && !publicWords.test(part));
}

/** The texts and numbers of a structure, as a message would repeat them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? knownValues(value).flatMap(textsIn) : [];
}

/** The values of a structure, without those that are not known: no message can repeat them. */
const knownValues = (structure: object): unknown[] =>
  Object.keys(structure).flatMap((key) => {
    try {
      return [(structure as Record<string, unknown>)[key]];
    } catch (unknown) {
      if (!isUnknownValue(unknown)) throw unknown;
      return [];
    }
  });

const keysIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value).filter((key) => key !== "");
  return [...own, ...knownValues(value).flatMap(keysIn)];
};
