/** The schemas of the JSON that the command line prints, from its types. */
import { createGenerator, type Schema } from "ts-json-schema-generator";

/** The type of each command's report, and the version of its format. */
const reports = {
  assess: ["AssessReport", 1],
  "backup-now": ["BackupNowReport", 1],
  cost: ["CostReport", 1],
  repair: ["RepairReport", 1],
} as const;

/**
 * The schemas' texts, by path. They allow fields that they do not name: a new field is no new version.
 *
 * @param address Of the repository's files.
 */
export function reportSchemas(address: string): Record<string, string> {
  const generator = createGenerator({
    ...{ path: "cli/reports.ts", tsconfig: "tsconfig.json", skipTypeCheck: true },
    ...{ additionalProperties: true, topRef: false, encodeRefs: false },
  });
  const entries = Object.entries(reports).map(([command, [type, version]]) => {
    const path = `schemas/${command}.v${version}.json`;
    const { $schema, ...schema } = generator.createSchema(type);
    const named = { $schema, $id: `${address}/${path}`, title: `azure-vm-backup ${command}`, ...schema };
    return [path, `${JSON.stringify(inWordsOfJson(named), null, 2)}\n`];
  });
  return Object.fromEntries(entries);
}

/** Docstrings say "Undefined" of a field that JSON leaves out. */
const inWordsOfJson = (schema: Schema): Schema =>
  JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === "description" && typeof value === "string" ? value.replaceAll("Undefined:", "Absent:") : value,
    ),
  );
