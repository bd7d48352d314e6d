import type { Row } from "../../src/core/rowsInventory";
import { Failure } from "../failure";
import { parseFile } from "./parse";
import { fileTitle } from "./read";
import { newRowStore } from "./rowStore";
import { endOf, missingPages, named, newRowCheck, type RowPage, rowPageOf } from "./rows";
import type { Source } from "./source";

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
  const pages: (Omit<RowPage, "rows"> & { readonly title: string })[] = [];
  const store = newRowStore();
  let hasTemplate = false;
  for (const path of paths) {
    const title = fileTitle(path);
    const check = newRowCheck(title);
    const add = (row: Row, isPacked: boolean) => {
      check.see(row);
      store.add(row, isPacked);
    };
    const content = await parseFile(path, (row) => add(withUsedFields(named(row)), true));
    const page = "json" in content ? rowPageOf(content.json) : { rows: [], ...endOf(content.aroundRows) };
    if (page === undefined) {
      const program = "json" in content ? programOf(content.json) : undefined;
      if (program === undefined) throw new Failure(`${title} has an unknown format. Use ${formats}.`);
      hasTemplate ||= program.isTemplate;
      programs.push(...program.sources);
      continue;
    }
    const { rows, ...end } = page;
    for (const row of rows) add(row, false);
    check.assertComplete();
    pages.push({ title, ...end });
  }
  const missing = missingPages(pages, store.size());
  if (missing !== undefined && !acceptsPart)
    throw new Failure(
      `${pages.map(({ title }) => title).join(", ")}: ${missing}. Pass all pages as files, or accept a part with --partial.`,
    );
  const sources = function* () {
    yield* programs;
    if (pages.length > 0) yield* store.sources(missing);
  };
  return { sources: sources(), ...(missing !== undefined && { missing }), hasTemplate };
}

/** Loaded when a file has no rows. */
const programOf = (json: unknown) => (require("./program") as typeof import("./program")).programOf(json);

const unusedColumns = ["tenantId", "kind", "managedBy", "resourceGroup", "plan", "etag", "systemData"];
const unusedVmProperties = ["vmId", "timeCreated", "diagnosticsProfile", "priority", "licenseType"];

/** A row of a large file without what no requirement reads. */
function withUsedFields(row: Row): Row {
  const kept: Record<string, unknown> = { ...row };
  for (const column of unusedColumns) delete kept[column];
  const properties = kept.properties as Record<string, unknown> | null | undefined;
  for (const property of unusedVmProperties) delete properties?.[property];
  return kept as unknown as Row;
}
