/** Finds the Pulumi CLI on PATH, else downloads it, else builds it from its Go module. */
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { buildCli, CLI_VERSION, GO_VERSION } from "./build";
import { cacheDir, pulumiHome, withLock, writeExecutable } from "./cache";
import { downloadCli } from "./download";
import { runLimited } from "./process";
import { type Progress, progressOn } from "./progress";

/** Older CLIs on PATH are not used. The tested version is CLI_VERSION. */
export const MINIMUM_CLI_VERSION = "3.202.0";

export type Way = "path" | "download" | "build";

export interface Engine {
  way: Way;
  /** Absolute path of the `pulumi` executable. */
  cli: string;
  /** Whether `pulumi-language-nodejs` is in the CLI's folder. False: it is found through PATH. */
  hasLanguageHost: boolean;
}

const cliRoot = () => join(cacheDir(), `pulumi-${CLI_VERSION}-${process.platform}-${process.arch}`);
const cachedCli = (way: Way) => join(cliRoot(), way, "bin", "pulumi");

/**
 * The Pulumi CLI with a Node.js language host, downloaded or built and cached if there is none.
 * `AVB_ENGINE=path|download|build` allows one way only; the published package has only the first.
 * @throws Error if no way works: it names every way tried, why it failed, and what to do. On Windows: always.
 */
export async function findEngine(progress: Progress = progressOn()): Promise<Engine> {
  if (process.platform === "win32") throw new Error(NOT_ON_WINDOWS);
  const ways = allowedWays(process.env.AVB_ENGINE);
  const failures: Partial<Record<Way, string>> = {};

  if (ways.includes("path")) {
    const found = await findOnPath(process.env.PATH ?? "");
    if (typeof found !== "string") return found;
    failures.path = found;
  }
  if (CLI_VERSION === undefined) throw new Error(`${NEEDS_CLI}: ${failures.path}.`);
  const cached = () => ways.map(fromCache).find((engine) => engine !== undefined);
  const ready = cached();
  if (ready) return ready;

  const make = async (): Promise<Engine> => {
    const madeMeanwhile = cached();
    if (madeMeanwhile) return madeMeanwhile;
    for (const way of ways.filter((way) => way !== "path")) {
      try {
        await makers[way](progress);
        const engine = fromCache(way);
        if (engine) return engine;
        failures[way] = "it succeeded without an executable";
      } catch (error) {
        failures[way] = (error as Error).message;
        progress.log(`  No: ${failures[way]}.`);
      }
    }
    throw new Error(noEngineMessage(failures, process.env.AVB_ENGINE));
  };
  const onWait = () => progress.log("Another process is preparing the Pulumi CLI; waiting for it ...");
  return withLock(join(cliRoot(), "making.lock"), make, onWait);
}

const NOT_ON_WINDOWS =
  "Simulated Azure does not run on Windows, which starts no shell script as a provider: use the Windows Subsystem for Linux.";

/** For the published package, which neither downloads nor builds a CLI: its users have one. */
const NEEDS_CLI = `Simulated Azure needs the Pulumi CLI ${MINIMUM_CLI_VERSION} or newer on the PATH, https://www.pulumi.com/docs/install`;

function allowedWays(forced: string | undefined): Way[] {
  const all: Way[] = ["path", "download", "build"];
  if (!forced) return all;
  const ways = all.filter((way) => way === forced);
  if (ways.length === 0) throw new Error(`AVB_ENGINE is "${forced}"; it must be one of ${all.join(", ")}.`);
  return ways;
}

const makers = {
  download: (progress: Progress) => {
    progress.log("Preparing the Pulumi CLI: looking for the official download ...");
    return downloadCli(`${CLI_VERSION}`, join(cliRoot(), "download"), progress);
  },
  build: async (progress: Progress) => {
    progress.log(
      `Building the Pulumi CLI ${CLI_VERSION} from its Go module: some five minutes on two cores, once per user.`,
    );
    await buildCli(cachedCli("build"), progress);
    progress.log("Built the Pulumi CLI.");
  },
};

function fromCache(way: Way): Engine | undefined {
  const cli = cachedCli(way);
  if (way === "path" || !existsSync(cli)) return undefined;
  if (way === "build") writeExecutable(join(dirname(cli), "pulumi-language-nodejs"), LANGUAGE_HOST_STUB);
  return { way, cli, hasLanguageHost: true };
}

/** Unlike the official CLI, a built one has no language host: ours is put where the CLI looks for one. */
const LANGUAGE_HOST_STUB = `#!/bin/sh
exec "\${AVB_NODE:?is not set}" "\${AVB_LANGUAGE_HOST:?is not set}" "$@"
`;

/** The CLI on PATH, or why it cannot be used. */
async function findOnPath(path: string): Promise<Engine | string> {
  const cli = which("pulumi", path);
  if (!cli) return "there is no `pulumi` on PATH";
  const { stdout, problem } = await runLimited(cli, ["version"], {
    env: { ...process.env, PULUMI_HOME: pulumiHome(), PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeLimitSeconds: 20,
  });
  const version = stdout.trim().replace(/^v/, "");
  if (!isAtLeast(version, MINIMUM_CLI_VERSION)) {
    return `${cli} is version ${version || `unknown (${problem ?? "no answer"})`}, older than ${MINIMUM_CLI_VERSION}`;
  }
  const hasLanguageHost = existsSync(join(dirname(realpathSync(cli)), "pulumi-language-nodejs"));
  if (!hasLanguageHost && !which("pulumi-language-nodejs", path)) {
    return `${cli} has no pulumi-language-nodejs in its folder or on PATH`;
  }
  return { way: "path", cli, hasLanguageHost };
}

function which(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  return /^\d+\.\d+\.\d+/.test(version) && version.localeCompare(minimum, "en", { numeric: true }) >= 0;
}

/** `forced`: the only way that AVB_ENGINE allows. Omitted: all were tried. */
export function noEngineMessage(failures: Partial<Record<Way, string>>, forced?: string): string {
  const titles = {
    path: "an installed Pulumi CLI",
    download: "the official download",
    build: "a build from the Go module",
  };
  const tried = Object.entries(failures).map(([way, reason]) => `  - ${titles[way as Way]}: ${reason}`);
  return [
    "The Pulumi CLI was not found and could not be installed. Tried:",
    ...tried,
    ...(forced ? [`The other ways were not tried: AVB_ENGINE is "${forced}".`] : []),
    "One of these is enough; then try again:",
    `  - install the Pulumi CLI ${MINIMUM_CLI_VERSION} or newer: https://www.pulumi.com/docs/install/`,
    "  - allow access to https://get.pulumi.com",
    `  - install Go ${GO_VERSION} or newer (https://go.dev/dl/) and allow access to the Go module proxy (GOPROXY)`,
  ].join("\n");
}
