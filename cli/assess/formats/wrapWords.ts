/** Columns of a terminal that a character takes at most: from Hangul on, many take two. */
const widthOf = (char: string): number => ((char.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2);

const widthOfText = (text: string): number => [...text].reduce((sum, char) => sum + widthOf(char), 0);

/**
 * The lines of a text that are no wider than a terminal's columns. It breaks between words. A word that is wider than a line, e.g. an id,
 * is broken after punctuation, and in the middle only if it has none. Nothing is left out but the spaces at the breaks.
 */
export const wrapWords = (text: string, columns: number): string[] =>
  text.split("\n").flatMap((line) => wrapLine(line, columns));

function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [first = "", ...more] = pieces(word, columns);
    const widthOfFirst = widthOfText(first);
    if (line !== "" && width + 1 + widthOfFirst > columns) {
      lines.push(line);
      [line, width] = [first, widthOfFirst];
    } else
      [line, width] = line === "" ? [first, widthOfFirst] : [`${line} ${first}`, width + 1 + widthOfFirst];
    for (const piece of more) {
      lines.push(line);
      [line, width] = [piece, widthOfText(piece)];
    }
  }
  return [...lines, line];
}

/** A word in pieces that are no wider than a line. */
function pieces(word: string, columns: number): string[] {
  if (widthOfText(word) <= columns) return [word];
  let [piece, width, breakAt] = ["", 0, 0];
  for (const char of word) {
    width += widthOf(char);
    if (width > columns) break;
    piece += char;
    if (/[-_./:;,=]/.test(char)) breakAt = piece.length;
  }
  const end = breakAt > 0 ? breakAt : piece.length;
  return [word.slice(0, end), ...pieces(word.slice(end), columns)];
}
