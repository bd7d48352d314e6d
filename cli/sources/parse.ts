/** JSON of any size: a text as one value or as JSON lines, and the rows of a text that is too large for that. */
import { setFlagsFromString } from "node:v8";
import type { Row } from "../../src/core/rowsInventory";
import { notJson } from "../files";
import { fileTitle, textOfFile } from "./read";
import { isRow } from "./rows";

/** A file's content: a value or, of a large one, only the fields around its rows. */
export type Content = { readonly json: unknown } | { readonly aroundRows: Readonly<Record<string, unknown>> };

/** Above it, a file's rows are parsed one by one: the whole text and all its objects would take several times its size in memory. */
const maxWholeCharacters = 64 * 1024 * 1024;

/**
 * @param addRow Takes each row of a large file.
 * @throws Failure if the file cannot be read or is not JSON.
 */
export async function parseFile(path: string, addRow: (row: Row) => void): Promise<Content> {
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
    parser = newRowParser(path, pathsOfRows(pieces[0] ?? ""), addRow);
    for (const early of pieces.splice(0)) parser.write(early);
  }
  if (parser !== undefined) return { aroundRows: parser.around };
  return { json: parseText(pieces.join(""), path) };
}

function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = jsonLines(text);
    if (lines !== undefined) return lines;
    throw notJson(fileTitle(path), text, error);
  }
}

/** The objects of JSON lines. Undefined: the text is something else. */
function jsonLines(text: string): unknown[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => line.trimStart().startsWith("{"))) return undefined;
  try {
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

interface RowParser {
  write(piece: string): void;
  readonly around: Record<string, unknown>;
}

/** Where the rows are: in a list, one on each line, or in a response. What is not asked for is not kept in memory. */
function pathsOfRows(start: string): string[] {
  if (start.trimStart().startsWith("[")) return ["$.*"];
  if (/^\s*\{\s*"(id|name|type)"/.test(start)) return ["$"];
  return ["$.data.*", "$.value.*", ...fieldsAround.map((field) => `$.${field}`)];
}

const fieldsAround = [
  ...["total_records", "totalRecords", "skip_token", "skipToken", "$skipToken", "nextLink"],
  ...["resultTruncated", "result_truncated"],
];

function newRowParser(path: string, paths: string[], addRow: (row: Row) => void): RowParser {
  const around: Record<string, unknown> = {};
  // The rows stay until they are assessed. Otherwise Node.js lets the memory grow to several times what they need.
  setFlagsFromString("--heap-growing-percent=20");
  const { JSONParser } = require("@streamparser/json") as typeof import("@streamparser/json");
  const parser = new JSONParser({ paths, keepStack: false, separator: "\n" });
  parser.onValue = ({ value, key }) => {
    if (isRow(value)) addRow(value);
    else if (typeof key === "string" && typeof value !== "object") around[key] = value;
  };
  return {
    around,
    write(piece) {
      try {
        parser.write(piece);
      } catch (error) {
        throw notJson(fileTitle(path), piece, error);
      }
    },
  };
}
