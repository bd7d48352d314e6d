/** Downloads the official Pulumi CLI through Pulumi's automation API. */
import { renameSync, rmSync } from "node:fs";
import { pulumiHome } from "./cache";
import { runLimited } from "./process";
import type { Progress } from "./progress";

const DOWNLOAD_SITE = "https://get.pulumi.com";
/** Short, since a build still works where only the Go module proxy is reachable. */
const PROBE_SECONDS = 5;
const TIME_LIMIT_SECONDS = 10 * 60;

const INSTALL_SCRIPT = `
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  const { SemVer } = require("module").createRequire(require.resolve("@pulumi/pulumi"))("semver");
  const [version, root] = process.argv.slice(1);
  PulumiCommand.install({ version: new SemVer(version), root }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });`;

/** Installs the official CLI into the folder `target` (the executable is `target/bin/pulumi`), atomically. */
export async function downloadCli(version: string, target: string, progress: Progress): Promise<void> {
  await probe();
  progress.log(
    `Downloading the Pulumi CLI ${version} from ${DOWNLOAD_SITE} (some 150 MB, usually under a minute) ...`,
  );
  const draft = `${target}.${process.pid}.draft`;
  try {
    // In a process of its own, since the installer has no time limit.
    const args = ["-e", INSTALL_SCRIPT, version, draft];
    const { exitCode, problem, output } = await runLimited(process.execPath, args, {
      cwd: __dirname,
      env: { ...process.env, PULUMI_HOME: pulumiHome() },
      timeLimitSeconds: TIME_LIMIT_SECONDS,
    });
    if (exitCode !== 0) throw new Error(problem ?? output.trim().split("\n").at(-1));
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function probe(): Promise<void> {
  try {
    await fetch(DOWNLOAD_SITE, { method: "HEAD", signal: AbortSignal.timeout(PROBE_SECONDS * 1000) });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Error(`${DOWNLOAD_SITE} cannot be reached (${cause?.code ?? message})`);
  }
}
