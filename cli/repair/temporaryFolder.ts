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
    return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  } catch (error) {
    throw new Failure(
      `Cannot create a temporary folder in ${tmpdir()}: ${reasonOf(error)}. Set TMPDIR to a folder where you may write.`,
    );
  }
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
