/** Writes the generated parts of docs/ and README.md: `npm run docs`, from the repository's root. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { exitCodeTable } from "../cli/exitCodes";
import { BackupVault } from "../src";
import { examplesOf } from "../test/policies/examples";
import {
  builtInTable,
  expressedTable,
  rolesTable,
  skippedImagesTable,
  unexpressedTable,
} from "./atScaleDocs";
import { controlTables } from "./complianceDocs";
import { componentParts } from "./componentPages";
import { components } from "./componentSchema";
import { simulatedTypes } from "./coverageDocs";
import { errorTable } from "./errorDocs";
import { picture } from "./picture";
import { imageTable, policySources, tokenTable } from "./policyDocs";
import { policyIndex, policyPages } from "./policyPages";
import { presetTable } from "./presetTable";
import { seedTables } from "./seedDocs";

type Part = (text: string) => string;

/** The text between `<!-- generated: name -->` and `<!-- end -->`, by page and name. */
const generated: Record<string, Record<string, Part>> = {
  "README.md": { error: validationError },
  "docs/at-scale.md": {
    definitions: builtInTable,
    roles: rolesTable,
    skipped: skippedImagesTable,
    said: expressedTable,
    unsaid: unexpressedTable,
  },
  "docs/command-line.md": { codes: exitCodeRows },
  "docs/compliance.md": { controls: controlTables },
  "docs/from-the-page-to-code.md": { sections: seedTables },
  "docs/policies.md": {
    policies: policyIndex,
    tokens: tokenTable,
    finding: exampleFindings,
    sources: policySources,
    images: imageTable,
  },
  "docs/testing.md": { coverage: simulatedTypes },
  "docs/troubleshooting.md": { codes: errorTable },
  ...Object.fromEntries(components.map((component) => [component.page, componentParts(component)])),
};

const policyPage = generated["docs/components/vm-backup-policy.md"] as Record<string, Part>;
policyPage.examples = () => workedExamples(read("examples/backup-policies/index.ts"));
policyPage.presets = presetTable;

export const pages = Object.keys(generated);

/** A page with each of its generated parts written anew. */
export function renderPage(page: string): string {
  return Object.entries(generated[page] ?? {}).reduce((text, [name, write]) => {
    const part = new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    if (!part.test(text)) throw new Error(`${page} has no part "${name}"`);
    return text.replace(part, (_, start: string, end: string) => `${start}\n${write(text)}\n${end}`);
  }, read(page));
}

/** The exit codes of the command line. */
function exitCodeRows(): string {
  const rows = exitCodeTable.map(({ code, commands, when }) => {
    const names = commands.map((command) => `\`${command}\``).join(", ");
    return `| ${code} | ${names} | ${when.replaceAll(/--[a-z-]+( never)?/g, "`$&`")} |`;
  });
  return ["| exit code | command | meaning |", "|---|---|---|", ...rows].join("\n");
}

const misspelt = { crossRegionRestor: true, softDelete: { retentionDays: 7 } };

/** The error of a program with two mistakes. */
function validationError(): string {
  try {
    new BackupVault("bank-vault", { resourceGroupName: "bank", ...misspelt });
  } catch (error) {
    const text = String((error as Error).message).replace(/ at \S+ has/, " at index.ts:12 has");
    return `\`\`\`text\n${text}\n\`\`\``;
  }
  throw new Error("BackupVault accepted wrong arguments");
}

/** A finding about a value out of range and one about something missing, as the engine prints them. */
function exampleFindings(): string {
  const messages = ["vm-data-disk-limit", "vm-is-protected"].flatMap((name) => examplesOf(name).messages);
  return `\`\`\`text\n${messages.join("\n\n")}\n\`\`\``;
}

/** The worked examples of a program, each between `// example: title` and `// end`. */
function workedExamples(program: string): string {
  const found = [...program.matchAll(/^\/\/ example: (.+)\n([\s\S]*?)^\/\/ end$/gm)];
  return found.map(([, title, code]) => `### ${title}\n\n\`\`\`ts\n${code}\`\`\`\n`).join("\n");
}

export function read(file: string): string {
  return readFileSync(file, "utf8");
}

async function write(): Promise<void> {
  mkdirSync("docs/policies", { recursive: true });
  for (const [page, text] of Object.entries(policyPages())) writeFileSync(page, text);
  for (const page of pages) writeFileSync(page, renderPage(page));
  writeFileSync("docs/picture.svg", await picture());
}

if (require.main === module) void write();
