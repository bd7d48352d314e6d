import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pulumi } from "../pulumi";
import { type ImportFile, importable, type PreviewSteps, subscriptionOf } from "./orphans";
import { settleInputs } from "./settle";

export interface RepairOptions {
  readonly pulumi: Pulumi;
  /** Azure subscription of the vaults. Omitted: that of the stack's resources. */
  readonly subscriptionId?: string;
  /** Whether to import; else only to say what would be tried. */
  readonly yes: boolean;
  readonly say: (line: string) => void;
}

/** Most rounds: with a vault lost, its policies' and items' names are known only once it is back. */
const rounds = 3;

/**
 * Takes vaults, policies and protected items back into a stack that a crash left without them: those that the program declares,
 * that the stack does not have and that Azure has. Answers how many came back.
 *
 * @throws Error where Pulumi cannot preview, or where no subscription is known.
 */
export async function repair(options: RepairOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "azure-vm-backup-"));
  try {
    let back = 0;
    for (let round = 0; round < rounds; round++) {
      const found = await candidates(options, join(folder, "preview.json"));
      const own = found.resources.filter(({ component }) => component !== true);
      if (own.length === 0) break;
      options.say(`${own.length} declared and not in the stack:`);
      for (const { name, id } of own) options.say(`  ${name}  ${id}`);
      if (!options.yes) {
        options.say("Make sure that no other stack manages them, then run again with --yes.");
        break;
      }
      const came = await importAll(options, found, join(folder, "import.json"));
      back += came;
      options.say(`${came} came back; ${own.length - came} are not in Azure, and pulumi up makes them.`);
      if (came === 0) break;
    }
    if (back > 0 && (await settleInputs(options.pulumi)) > 0)
      options.say("What the program leaves to Azure is left to it: preview shows what is really another.");
    return back;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Found = ReturnType<typeof importable>;

/** What the program declares and the stack does not have, with ids. */
async function candidates({ pulumi, subscriptionId }: RepairOptions, file: string): Promise<Found> {
  writeFileSync(file, JSON.stringify({ resources: [] }));
  const { exitCode, stdout, output } = await pulumi(["preview", "--json", "--import-file", file]);
  if (exitCode !== 0) throw new Error(`pulumi preview failed:\n${output}`);
  const preview = JSON.parse(stdout) as PreviewSteps;
  const subscription = subscriptionId ?? subscriptionOf(await idsOf(pulumi));
  if (subscription === undefined)
    throw new Error("no resource of the stack says which subscription: give --subscription");
  return importable(JSON.parse(readFileSync(file, "utf8")) as ImportFile, preview, subscription);
}

/** Imports what is there: an entry that is not in Azure fails alone. Answers how many came. */
async function importAll({ pulumi }: RepairOptions, found: Found, file: string): Promise<number> {
  writeFileSync(file, JSON.stringify(found));
  const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
  await pulumi(["import", "--file", file, ...flags]);
  const ids = new Set(await idsOf(pulumi));
  return found.resources.filter(({ id = "", component }) => component !== true && ids.has(id)).length;
}

/** Azure's ids of what the stack has. */
async function idsOf(pulumi: Pulumi): Promise<string[]> {
  const { stdout } = await pulumi(["stack", "export"]);
  const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: { id?: string }[] } };
  return (deployment?.resources ?? []).flatMap(({ id }) => id ?? []);
}
