/** The packed library in `node_modules`, with the packages that npm installs for it and no others. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { npmInstalled } from "./languageTools";
import { packLibrary } from "./packed";
import { installLines } from "./readme";

export interface Consumers {
  /** The packed archive, and its unpacked folder. */
  readonly archive: string;
  readonly library: string;
  /** A new folder with files and with the library in its `node_modules`. */
  folder(name: string, files: Readonly<Record<string, string | object>>): string;
  remove(): void;
}

/** Packs the library and installs its dependencies by the commands of README.md: once for each set of dependencies. */
export async function consumersOf(): Promise<Consumers> {
  const root = mkdtempSync(join(tmpdir(), "avb-consumers-"));
  const archive = await packLibrary(root);
  const modules = join(root, "node_modules");
  const library = join(modules, "azure-vm-backup");
  linkAll(join(await npmInstalled(archive, installLines()), "node_modules"), modules);
  cpSync(join(root, "package"), library, { recursive: true });
  return {
    archive,
    library,
    folder(name, files) {
      const folder = join(root, name);
      mkdirSync(folder);
      symlinkSync(modules, join(folder, "node_modules"), "junction");
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), typeof text === "string" ? text : JSON.stringify(text));
      }
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Links every package but the library itself, which Node.js would otherwise find where it was installed first. */
function linkAll(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from))
    if (!name.startsWith(".") && name !== "azure-vm-backup")
      symlinkSync(join(from, name), join(to, name), "junction");
}
