import { allOf, anyOf, field, type PolicyCondition, someText } from "./language";

/**
 * The patterns of the image table as conditions of Azure Policy, which knows no regular expressions: a pattern of the
 * few signs that the table uses is a list of texts, each of which begins, ends, or is the whole of a name, or stands in it.
 */
export function matches(name: string, pattern: RegExp): PolicyCondition {
  if (!pattern.flags.includes("i")) throw new Error(`${pattern}: Azure Policy tells no cases apart`);
  const bounded = /^\(\^\|\[([^\]]+)\]\)(.+)\(\$\|\[[^\]]+\]\)$/.exec(pattern.source);
  if (bounded) return wordsIn(name, expand(bounded[2] as string), [...(bounded[1] as string)]);
  return oneOf(name, expand(pattern.source));
}

/** Signs of no alphabet, for the ends of a name. */
const start = "\uE000";
const end = "\uE001";
/** Any more letters, or none. */
const more = "\uE002";

function oneOf(name: string, texts: readonly string[]): PolicyCondition {
  const whole = texts.filter(isWhole).map(bare);
  return anyOf(
    ...(whole.length > 0 ? [field(name, { in: whole })] : []),
    ...texts.filter((text) => !isWhole(text)).map((text) => partOf(name, text)),
  );
}

const isWhole = (text: string): boolean =>
  text.startsWith(start) && text.endsWith(end) && !text.includes(more);
const bare = (text: string): string => text.replaceAll(start, "").replaceAll(end, "").replaceAll(more, "");

function partOf(name: string, text: string): PolicyCondition {
  if (bare(text) === "") return field(name, { exists: true });
  const ends = text.endsWith(end) && !text.endsWith(more + end);
  if (text.startsWith(start)) return field(name, { like: `${bare(text)}*` });
  return ends ? field(name, { like: `*${bare(text)}` }) : field(name, { contains: bare(text) });
}

/** One of some words, at the ends of a name or between separators. */
function wordsIn(name: string, words: readonly string[], separators: readonly string[]): PolicyCondition {
  const text = (...parts: readonly string[]) =>
    `[concat(${parts.map((part) => (part === "word" ? "current('word')" : `'${part}'`)).join(", ")})]`;
  return someText(
    words,
    "word",
    anyOf(
      field(name, { equals: "[current('word')]" }),
      ...separators.map((sign) => field(name, { like: text("word", sign, "*") })),
      ...separators.map((sign) => field(name, { like: text("*", sign, "word") })),
      ...separators.flatMap((before) =>
        separators.map((after) => field(name, { contains: text(before, "word", after) })),
      ),
    ),
  );
}

/** Every text that a pattern means; anything that is not spelt out here throws. */
export function expand(pattern: string): string[] {
  const { texts, rest } = alternatives(pattern);
  if (rest !== "") throw new Error(`${pattern}: cannot be said in Azure Policy from "${rest}" on`);
  return [...new Set(texts)];
}

interface Read {
  readonly texts: readonly string[];
  readonly rest: string;
}

function alternatives(pattern: string): Read {
  let { texts, rest } = sequence(pattern);
  while (rest.startsWith("|")) {
    const next = sequence(rest.slice(1));
    texts = [...texts, ...next.texts];
    rest = next.rest;
  }
  return { texts, rest };
}

function sequence(pattern: string): Read {
  let texts: readonly string[] = [""];
  let rest = pattern;
  while (rest !== "" && !/^[|)]/.test(rest)) {
    const next = atom(rest);
    const isOptional = next.rest.startsWith("?");
    const choices = isOptional ? [...next.texts, ""] : next.texts;
    texts = texts.flatMap((text) => choices.map((choice) => text + choice));
    rest = isOptional ? next.rest.slice(1) : next.rest;
  }
  return { texts, rest };
}

function atom(pattern: string): Read {
  const any = /^(?:\.\+|\.$|\[-\\w\]\*|\\w\*)/.exec(pattern);
  if (any) return { texts: [more], rest: pattern.slice(any[0].length) };
  if (pattern.startsWith("(")) {
    const { texts, rest } = alternatives(pattern.slice(1));
    return { texts, rest: rest.slice(1) };
  }
  const set = /^\[(-?[\w. ]+)\]/.exec(pattern);
  if (set) return { texts: [...(set[1] as string)], rest: pattern.slice(set[0].length) };
  if (pattern.startsWith("^")) return { texts: [start], rest: pattern.slice(1) };
  if (pattern.startsWith("$")) return { texts: [end], rest: pattern.slice(1) };
  const sign = /^(?:\\([.-])|([\w -]))/.exec(pattern);
  if (!sign) throw new Error(`${pattern}: cannot be said in Azure Policy`);
  return { texts: [sign[1] ?? (sign[2] as string)], rest: pattern.slice(sign[0].length) };
}

/** What is true of a name, and the name is there. */
export const given = (name: string, condition: PolicyCondition): PolicyCondition =>
  allOf(field(name, { exists: true }), field(name, { notEquals: "" }), condition);
