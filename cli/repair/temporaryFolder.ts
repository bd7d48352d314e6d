import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../failure";
import { reasonOf } from "../files";
import { isRunning } from "../processes";

const prefix = "azure-vm-backup-repair-";

/** A folder of this process. Folders of earlier runs that were killed are removed: they may hold a state. @throws Failure */
export function newTemporaryFolder(): string {
  try {
    for (const name of readdirSync(tmpdir())) {
      const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) removeFolder(join(tmpdir(), name));
    }
    const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
    if (own.size === 0) process.once("exit", removeOwn);
    own.add(folder);
    return folder;
  } catch (error) {
    throw new Failure(
      `Cannot create a temporary folder in ${tmpdir()}: ${reasonOf(error)}. Set TMPDIR to a folder where you may write.`,
    );
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  own.delete(folder);
  if (own.size === 0) process.off("exit", removeOwn);
}

/** The folders of this process. An interruption ends it before the caller removes them. */
const own = new Set<string>();

const removeOwn = (): void => {
  for (const folder of [...own]) removeFolder(folder);
};
