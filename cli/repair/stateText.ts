/** A part of a text: from its start up to its end. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Keys and indexes from the root of a JSON value to one of its parts. */
export type Path = readonly (string | number)[];

/** Punctuation, texts, and what stands between them, of a valid JSON text. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where the values at some paths are in a JSON text, by their paths.
 *
 * @param isWanted Receives the path of each object, array and scalar, e.g. `["deployment", "resources", 3, "inputs"]`.
 */
export function spansOf(
  json: string,
  isWanted: (path: Path) => boolean,
): { readonly path: Path; readonly span: Span }[] {
  const found: { path: (string | number)[]; span: Span }[] = [];
  const open: { isArray: boolean; start: number; path: (string | number)[] }[] = [];
  let path: (string | number)[] = [];
  let isKey = false;
  const add = (start: number, end: number) => {
    if (isWanted(path)) found.push({ path: [...path], span: { start, end } });
  };
  for (const { 0: token, index } of json.matchAll(tokens)) {
    const container = open.at(-1);
    if (token === "{" || token === "[") {
      open.push({ isArray: token === "[", start: index, path });
      path = token === "[" ? [...path, 0] : path;
      isKey = token === "{";
    } else if (token === "}" || token === "]") {
      const closed = open.pop();
      path = closed?.path ?? [];
      isKey = false;
      if (closed) add(closed.start, index + 1);
    } else if (token === ",") {
      if (container?.isArray) path = [...container.path, Number(path.at(-1)) + 1];
      else isKey = true;
    } else if (token === ":") isKey = false;
    else if (isKey && container) path = [...container.path, JSON.parse(token) as string];
    else add(index, index + token.length);
  }
  return found;
}

/** A text with other texts in the places of some spans. */
export function replaced(
  text: string,
  changes: readonly { readonly span: Span; readonly by: string }[],
): string {
  let result = "";
  let end = 0;
  for (const { span, by } of [...changes].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(end, span.start) + by;
    end = span.end;
  }
  return result + text.slice(end);
}

/** The text at a span. */
export const textAt = (text: string, { start, end }: Span): string => text.slice(start, end);
