import { withoutUnusedFields } from "../../src/assess/backupRows";
import type { Row } from "../../src/core/rowsInventory";
import { Failure } from "../failure";
import { parseFile } from "./parse";
import { fileTitle } from "./read";
import { assertComplete, missingPages, type RowFile, rowFileOf, sourcesOfRows } from "./rows";
import type { Source } from "./source";
import { stackOf, stepsOf } from "./stack";
import { templateOf } from "./template";

const formats = [
  "`pulumi stack export`",
  "`pulumi preview --json`",
  "an ARM template (e.g. of `az group export`)",
  "or rows of Resource Graph (e.g. of `az graph query`)",
].join(", ");

/** What files contain. */
export interface ReadFiles {
  readonly sources: Iterable<Source>;
  /** What the files lack, if they are a part of a larger result. */
  readonly missing?: string;
  readonly hasTemplate: boolean;
}

/**
 * The resources in files. All rows of Azure are one inventory; each program is one of its own.
 *
 * @param acceptsPart Whether rows may be a part of a larger result.
 * @throws Failure if a file cannot be read, has an unknown format, or lacks something.
 */
export async function readFiles(paths: readonly string[], acceptsPart: boolean): Promise<ReadFiles> {
  const programs: Source[] = [];
  const rowFiles: RowFile[] = [];
  let hasTemplate = false;
  for (const path of paths) {
    const title = fileTitle(path);
    const content = await parseFile(path, keptFields);
    const json = "rows" in content ? content.rows : content.json;
    const isObject = typeof json === "object" && json !== null;
    const template = isObject ? templateOf(json as Json) : undefined;
    const program = isObject ? (stackOf(json as Json) ?? stepsOf(json as Json) ?? template) : undefined;
    hasTemplate ||= template !== undefined;
    if (program !== undefined) {
      programs.push(...program);
      continue;
    }
    const rowFile = isObject ? rowFileOf(title, json) : undefined;
    if (rowFile === undefined) throw new Failure(`${title} has an unknown format. Use ${formats}.`);
    assertComplete(rowFile);
    rowFiles.push(rowFile);
  }
  const missing = missingPages(rowFiles);
  if (missing !== undefined && !acceptsPart)
    throw new Failure(
      `${rowFiles.map(({ title }) => title).join(", ")}: ${missing}. Pass all pages as files, or accept a part with --partial.`,
    );
  const sources = function* () {
    yield* programs;
    if (rowFiles.length > 0) yield* sourcesOfRows(rowFiles, missing);
  };
  return { sources: sources(), ...(missing !== undefined && { missing }), hasTemplate };
}

type Json = Readonly<Record<string, unknown>>;

const unusedColumns = ["tenantId", "kind", "managedBy", "resourceGroup", "plan", "etag", "systemData"];
const unusedVmProperties = ["vmId", "timeCreated", "diagnosticsProfile", "priority", "licenseType"];

/** A row of a large file without what no requirement reads. */
function keptFields(row: Row): Row {
  const kept = withoutUnusedFields(row) as Record<string, unknown>;
  for (const column of unusedColumns) delete kept[column];
  const properties = kept.properties as Record<string, unknown> | null | undefined;
  for (const property of unusedVmProperties) delete properties?.[property];
  return kept as unknown as Row;
}
