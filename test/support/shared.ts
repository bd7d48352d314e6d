import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../simulator/engine/cache";

/** A folder that the first test file that needs it makes, for all test files of a run of the long suite. It is only read. */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const root = process.env.SHARED_TEST_FOLDER;
  if (root === undefined)
    throw new Error("Run this test with jest.long.config.js, which makes a shared folder");
  const folder = join(root, name);
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const draft = `${folder}.draft`;
    mkdirSync(draft, { recursive: true });
    await make(draft);
    renameSync(draft, folder);
  });
  return folder;
}
