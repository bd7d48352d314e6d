import type { Command } from "commander";
import { type Evidence, evidenceFormat } from "../../../src/drill/evidence";
import { headOf, verify } from "../../../src/drill/manifest";
import { exitCodes, Failure, printable } from "../../failure";
import { assertWritable, writeAtomically, writeToStdout } from "../../files";
import { choiceOption } from "../../options";
import { isEvidence } from "../documentForms";
import { readDocuments, readManifest } from "../record";
import { csv } from "./csv";
import { html } from "./html";
import { junit } from "./junit";
import type { DrillReport } from "./report";
import { table } from "./table";

const formats: Readonly<Record<string, (report: DrillReport) => Iterable<string>>> = {
  table,
  html,
  junit,
  csv,
};

interface Options {
  readonly format: string;
  readonly output?: string;
  readonly verify?: boolean;
  readonly head?: string;
}

/** `azure-vm-backup drill report`. */
export function addReport(drill: Command): void {
  drill
    .command("report")
    .description("Reports the drills of an evidence folder. It reads no Azure.")
    .argument("<folder>", "folder of the evidence")
    .addOption(choiceOption("--format <format>", "format of the report", Object.keys(formats), "table"))
    .option("--output <file>", "file for the report (default: standard output)")
    .option(
      "--verify",
      "only compare the documents with the manifest: report every document that was changed, removed, added or moved",
    )
    .option(
      "--head <sum>",
      "the sum that the last drill printed: also notices that the last documents were removed",
    )
    .addHelpText("after", "\nExit codes: 0 the evidence is as it was written, 1 it is not, 2 could not run.")
    .action(async (folder: string, options: Options) => {
      process.exitCode = await report(folder, options);
    });
}

async function report(folder: string, options: Options): Promise<number> {
  if (options.output !== undefined && options.output !== "-") assertWritable(options.output);
  const documents = readDocuments(folder);
  const manifest = readManifest(folder);
  const problems = verify(manifest, documents, options.head);
  if (options.verify) {
    for (const problem of problems) process.stdout.write(`${printable(problem)}\n`);
    if (problems.length === 0)
      process.stdout.write(
        `${documents.size} documents are as they were written. Head: ${headOf(manifest)}\n`,
      );
    return problems.length > 0 ? exitCodes.findings : exitCodes.done;
  }
  const drills = [...documents].flatMap(([file, text]) => evidenceIn(file, text));
  drills.sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const chunks = formats[options.format]?.({ drills, head: headOf(manifest), problems }) ?? [];
  if (options.output === undefined || options.output === "-") await writeToStdout(chunks);
  else writeAtomically(options.output, chunks);
  for (const problem of problems) process.stderr.write(`${printable(problem)}\n`);
  return problems.length > 0 ? exitCodes.findings : exitCodes.done;
}

/** @throws Failure if a document is no evidence. */
function evidenceIn(file: string, text: string): Evidence[] {
  try {
    const evidence: unknown = JSON.parse(text);
    if (isEvidence(evidence)) return [evidence];
  } catch {
    // The same message as for any other file that is no evidence.
  }
  throw new Failure(
    `${file} is no evidence of a restore drill (${evidenceFormat}). Run --verify to find what was changed.`,
  );
}
