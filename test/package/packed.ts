import { mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { runLimited } from "../../simulator/engine/process";

/** A new folder with what npm would publish in `package`, beside the repository's dependencies; the caller removes it. */
export async function packedLibrary(): Promise<{ root: string; library: string }> {
  const root = mkdtempSync(join(tmpdir(), "avb-packed-"));
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", root], repositoryDir);
  const archive = readdirSync(root).find((file) => file.endsWith(".tgz")) as string;
  await run("tar", ["xzf", archive], root);
  const library = join(root, "package");
  symlinkSync(join(repositoryDir, "node_modules"), join(library, "node_modules"));
  return { root, library };
}

/** What a command prints on stdout. Throws what it printed when it fails. */
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
