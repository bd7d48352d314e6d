import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counted } from "../format";
import type { Pulumi } from "../pulumi";
import { type ImportFile, type PreviewSteps, subscriptionOf, withIds } from "./importFile";
import { restoreProgramInputs } from "./programInputs";

export interface RepairOptions {
  readonly pulumi: Pulumi;
  /** Azure subscription of the vaults. Omitted: the subscription of the stack's resources. */
  readonly subscriptionId?: string;
  /** Whether to import. False: it only lists what it would try to import. */
  readonly yes: boolean;
  readonly log: (line: string) => void;
}

/** If a vault is missing, the names of its policies and items are known only after its import. */
const maxRounds = 3;

/**
 * Imports the vaults, policies and protected items that the program declares and Azure has, but that are missing from the stack, e.g.
 * after a crash. Returns how many it imported.
 *
 * @throws Error if the preview fails, or if the subscription is not known.
 */
export async function repair(options: RepairOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "azure-vm-backup-"));
  try {
    let imported = 0;
    for (let round = 0; round < maxRounds; round++) {
      const importFile = await missingResources(options, join(folder, "preview.json"));
      const missing = importFile.resources.filter(({ component }) => component !== true);
      if (missing.length === 0) break;
      options.log(
        `The program declares ${counted(missing.length, "resource")} that the stack does not have:`,
      );
      for (const { name, id } of missing) options.log(`  ${name}  ${id}`);
      if (!options.yes) {
        options.log("Make sure that no other stack manages them, then run the command again with --yes.");
        break;
      }
      const count = await importAll(options, importFile, join(folder, "import.json"));
      imported += count;
      const others =
        count === missing.length ? "" : " Azure does not have the others, so pulumi up creates them.";
      options.log(`Imported ${count} of ${missing.length}.${others}`);
      if (count === 0) break;
    }
    if (imported > 0 && (await restoreProgramInputs(options.pulumi)) > 0)
      options.log("Preview now shows only differences between the program and Azure.");
    return imported;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type FileWithIds = ReturnType<typeof withIds>;

/** The resources that the program declares and the stack does not have. */
async function missingResources(
  { pulumi, subscriptionId }: RepairOptions,
  file: string,
): Promise<FileWithIds> {
  writeFileSync(file, JSON.stringify({ resources: [] }));
  const { exitCode, stdout, output } = await pulumi(["preview", "--json", "--import-file", file]);
  if (exitCode !== 0) throw new Error(`pulumi preview failed. Run it to see its errors.\n${output}`);
  const preview = JSON.parse(stdout) as PreviewSteps;
  const subscription = subscriptionId ?? subscriptionOf(await idsOf(pulumi));
  if (subscription === undefined)
    throw new Error("No resource of the stack shows the subscription of the vaults. Add --subscription.");
  return withIds(JSON.parse(readFileSync(file, "utf8")) as ImportFile, preview, subscription);
}

/** Imports the resources that Azure has; the entry of any other fails without effect on the rest. Returns how many it imported. */
async function importAll({ pulumi }: RepairOptions, importFile: FileWithIds, file: string): Promise<number> {
  writeFileSync(file, JSON.stringify(importFile));
  const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
  await pulumi(["import", "--file", file, ...flags]);
  const ids = new Set(await idsOf(pulumi));
  return importFile.resources.filter(({ id = "", component }) => component !== true && ids.has(id)).length;
}

/** Ids of the resources in the stack. */
async function idsOf(pulumi: Pulumi): Promise<string[]> {
  const { stdout } = await pulumi(["stack", "export"]);
  const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: { id?: string }[] } };
  return (deployment?.resources ?? []).flatMap(({ id }) => id ?? []);
}
