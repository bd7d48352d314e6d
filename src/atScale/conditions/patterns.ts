import { anyOf, field, type PolicyCondition, someText } from "../language";

/**
 * A pattern of the image table as a condition on a field. Azure Policy has no regular expressions, so the pattern is expanded into a
 * list of texts. Each text is the whole value, its beginning, its end, or a part of it. Only the syntax that the table uses works.
 *
 * @throws Error for any other syntax.
 */
export function patternCondition(name: string, pattern: RegExp): PolicyCondition {
  if (!pattern.flags.includes("i"))
    throw new Error(`${pattern}: Azure Policy ignores case, so it needs the flag i`);
  const bounded = /^\(\^\|\[([^\]]+)\]\)(.+)\(\$\|\[[^\]]+\]\)$/.exec(pattern.source);
  if (bounded) return containsWord(name, expandPattern(bounded[2] as string), [...(bounded[1] as string)]);
  return isOneOfTexts(name, expandPattern(pattern.source));
}

/** Private-use characters that mark the start and the end of a value. */
const startMark = "\uE000";
const endMark = "\uE001";
/** Stands for any characters, or none. */
const anyMark = "\uE002";

function isOneOfTexts(name: string, texts: readonly string[]): PolicyCondition {
  const wholeValues = texts.filter(isWholeValue).map(withoutMarks);
  return anyOf(
    ...(wholeValues.length > 0 ? [field(name, { in: wholeValues })] : []),
    ...texts.filter((text) => !isWholeValue(text)).map((text) => containsText(name, text)),
  );
}

const isWholeValue = (text: string): boolean =>
  text.startsWith(startMark) && text.endsWith(endMark) && !text.includes(anyMark);
const withoutMarks = (text: string): string =>
  text.replaceAll(startMark, "").replaceAll(endMark, "").replaceAll(anyMark, "");

function containsText(name: string, marked: string): PolicyCondition {
  const text = withoutMarks(marked);
  if (text === "") return field(name, { exists: true });
  if (marked.startsWith(startMark)) return field(name, { like: `${text}*` });
  const isAtEnd = marked.endsWith(endMark) && !marked.endsWith(anyMark + endMark);
  return isAtEnd ? field(name, { like: `*${text}` }) : field(name, { contains: text });
}

/** The value has one of some words, between separators or at its start or end. */
function containsWord(
  name: string,
  words: readonly string[],
  separators: readonly string[],
): PolicyCondition {
  const text = (...parts: readonly string[]) =>
    `[concat(${parts.map((part) => (part === "word" ? "current('word')" : `'${part}'`)).join(", ")})]`;
  return someText(
    words,
    "word",
    anyOf(
      field(name, { equals: "[current('word')]" }),
      ...separators.map((separator) => field(name, { like: text("word", separator, "*") })),
      ...separators.map((separator) => field(name, { like: text("*", separator, "word") })),
      ...separators.flatMap((before) =>
        separators.map((after) => field(name, { contains: text(before, "word", after) })),
      ),
    ),
  );
}

/** Every text that a pattern matches. @throws Error for syntax that is not supported. */
export function expandPattern(pattern: string): string[] {
  const { texts, rest } = alternatives(pattern);
  if (rest !== "") throw new Error(`${pattern}: Azure Policy cannot express it, from "${rest}" on`);
  return [...new Set(texts)];
}

/** The texts of the part of a pattern that was parsed, and the rest of the pattern. */
interface Parsed {
  readonly texts: readonly string[];
  readonly rest: string;
}

function alternatives(pattern: string): Parsed {
  let { texts, rest } = sequence(pattern);
  while (rest.startsWith("|")) {
    const next = sequence(rest.slice(1));
    texts = [...texts, ...next.texts];
    rest = next.rest;
  }
  return { texts, rest };
}

function sequence(pattern: string): Parsed {
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

function atom(pattern: string): Parsed {
  const any = /^(?:\.\+|\.$|\[-\\w\]\*|\\w\*)/.exec(pattern);
  if (any) return { texts: [anyMark], rest: pattern.slice(any[0].length) };
  if (pattern.startsWith("(")) {
    const { texts, rest } = alternatives(pattern.slice(1));
    return { texts, rest: rest.slice(1) };
  }
  const set = /^\[(-?[\w. ]+)\]/.exec(pattern);
  if (set) return { texts: [...(set[1] as string)], rest: pattern.slice(set[0].length) };
  if (pattern.startsWith("^")) return { texts: [startMark], rest: pattern.slice(1) };
  if (pattern.startsWith("$")) return { texts: [endMark], rest: pattern.slice(1) };
  const character = /^(?:\\([.-])|([\w -]))/.exec(pattern);
  if (!character) throw new Error(`${pattern}: Azure Policy cannot express it`);
  return { texts: [character[1] ?? (character[2] as string)], rest: pattern.slice(character[0].length) };
}
