import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { runLimited } from "../../simulator/engine/process";
import { madeOnce } from "../support/shared";

/** A new folder with the package that npm would publish, in `package`, and the repository's dependencies. The caller removes it. */
export async function packedLibrary(): Promise<{ root: string; library: string }> {
  const root = mkdtempSync(join(tmpdir(), "avb-packed-"));
  await packLibrary(root);
  const library = join(root, "package");
  symlinkSync(join(repositoryDir, "node_modules"), join(library, "node_modules"));
  return { root, library };
}

/** Copies the packed library into a folder: its archive, and what is in it to `package`. Returns the path of the archive. */
export async function packLibrary(folder: string): Promise<string> {
  const packed = await madeOnce("packed", async (draft) => {
    // A script that npm runs with --silent hands that to its own npm.
    const args = ["pack", "--ignore-scripts", "--loglevel=notice", "--pack-destination", draft];
    const packing = await runLimited("npm", args, { cwd: repositoryDir, timeLimitSeconds: 100 });
    if (packing.exitCode !== 0) throw new Error(packing.output);
    writeFileSync(join(draft, logFile), packing.output);
    await run("tar", ["xzf", archiveIn(draft)], draft);
  });
  cpSync(packed, folder, { recursive: true });
  return join(folder, archiveIn(folder));
}

/** What npm printed while it packed the library, in the folder of packLibrary. */
export const logFile = "pack.log";

const archiveIn = (folder: string): string => readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";

/** Runs a command and returns its stdout. @throws Error with its output if it fails. */
export async function run(
  command: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  mkdirSync(cwd, { recursive: true });
  const done = await runLimited(command, args, { cwd, env, timeLimitSeconds: 15 * 60 });
  if (done.exitCode === 0) return done.stdout;
  if (done.problem?.includes("ENOENT")) throw new Error(`There is no \`${command}\` on PATH`);
  throw new Error(`${command} ${args.join(" ")}: ${done.problem ?? ""}\n${done.output}`);
}
