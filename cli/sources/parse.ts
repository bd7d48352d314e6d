/** JSON of any size: a text as one value or as JSON lines, and the rows of a text that is too large for a string. */
import { JSONParser } from "@streamparser/json";
import type { Row } from "../../src/core/rowsInventory";
import { Failure } from "../failure";
import { fileTitle, textOfFile } from "./read";

/** A file's content: a value, or only the rows of a large one. */
export type Content = { readonly json: unknown } | { readonly rows: readonly Row[] };

/** Above it, a file's rows are parsed one by one: the whole text and all its objects would take several times its size in memory. */
const maxWholeCharacters = 64 * 1024 * 1024;

/** @param prune What to keep of a row of a large file. @throws Failure if the file cannot be read or is not JSON. */
export async function parseFile(path: string, prune: (row: Row) => Row): Promise<Content> {
  const pieces: string[] = [];
  let length = 0;
  let parser: RowParser | undefined;
  for await (const piece of textOfFile(path)) {
    if (parser !== undefined) {
      parser.write(piece);
      continue;
    }
    pieces.push(piece);
    length += piece.length;
    if (length <= maxWholeCharacters) continue;
    parser = rowParser(path, prune);
    for (const early of pieces.splice(0)) parser.write(early);
  }
  if (parser !== undefined) return { rows: parser.end() };
  const text = pieces.join("");
  return { json: parseText(text, path) };
}

function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = jsonLines(text);
    if (lines !== undefined) return lines;
    throw new Failure(`${fileTitle(path)} is not valid JSON: ${(error as Error).message}`);
  }
}

/** The objects of JSON lines. Undefined: the text is something else. */
function jsonLines(text: string): unknown[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return undefined;
  try {
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

interface RowParser {
  write(piece: string): void;
  end(): readonly Row[];
}

function rowParser(path: string, prune: (row: Row) => Row): RowParser {
  const rows: Row[] = [];
  const parser = new JSONParser({
    paths: ["$.*", "$.data.*", "$.value.*", "$"],
    keepStack: false,
    separator: "\n",
  });
  parser.onValue = ({ value }) => {
    if (typeof (value as unknown as Row | undefined)?.id === "string")
      rows.push(prune(value as unknown as Row));
  };
  const failure = (error: unknown) =>
    new Failure(`${fileTitle(path)} is not valid JSON: ${(error as Error).message}`);
  return {
    write(piece) {
      try {
        parser.write(piece);
      } catch (error) {
        throw failure(error);
      }
    },
    end: () => rows,
  };
}
