/** Builds programs written in Go, such as the Pulumi CLI, from the Go modules that pin them. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { readText, repositoryDir } from "./cache";
import { runLimited } from "./process";
import type { Progress } from "./progress";

/** A program and the folder whose go.mod and go.sum pin it and all it is built from. */
export interface GoProgram {
  moduleDir: string;
  package: string;
  /** Linker flags besides those that leave debugging data out. Omitted: none. */
  linkerFlags?: string;
  /** As `go list -deps` counts them; fewer are compiled when Go has some in its cache. */
  packageCount: number;
}

const moduleDir = join(repositoryDir, "simulator/engine/go");
const goMod = readText(join(moduleDir, "go.mod"));
/** The version of the CLI that is downloaded or built. Read from go/go.mod; undefined in the published package, which has no such file. */
export const CLI_VERSION = /^\tgithub\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(goMod ?? "")?.[1];
/** The oldest Go that builds it, from the same file. */
export const GO_VERSION = /^go (\S+)/m.exec(goMod ?? "")?.[1];

const cli = (): GoProgram => ({
  moduleDir,
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  linkerFlags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${CLI_VERSION}`,
  packageCount: 1733,
});

const TIME_LIMIT_SECONDS = 45 * 60;

/** Builds the CLI into `target`. Needs Go and the Go module proxy. */
export const buildCli = (target: string, progress: Progress): Promise<void> =>
  buildGo(cli(), target, progress);

/** Builds a program into `target`, atomically. */
export async function buildGo(program: GoProgram, target: string, progress: Progress): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.draft`;
  const flags = ["-v", "-ldflags", `-s -w ${program.linkerFlags ?? ""}`];
  try {
    const { exitCode, problem, output } = await runLimited(
      "go",
      ["build", ...flags, "-o", draft, program.package],
      {
        cwd: program.moduleDir,
        env: goEnv(),
        timeLimitSeconds: TIME_LIMIT_SECONDS,
        onOutput: showBuild(progress, program.packageCount),
      },
    );
    if (problem?.includes("ENOENT")) throw new Error("Go is not installed (no `go` on PATH)");
    if (exitCode !== 0) throw new Error(`go build failed: ${problem ?? ""} ${lastLines(output, 5)}`.trim());
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Without cgo no C compiler is needed. The rest keeps the user's own Go settings out of the result. */
export const goEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  CGO_ENABLED: "0",
  GOWORK: "off",
  GOFLAGS: "-mod=readonly -buildvcs=false",
});

/** `go build -v` names each module it downloads and each package it compiles, one a line. */
function showBuild(progress: Progress, packageCount: number): (text: string) => void {
  const startedMs = Date.now();
  let modules = 0;
  let packages = 0;
  return (text) => {
    for (const line of text.split("\n").filter(Boolean)) {
      if (line.startsWith("go: downloading")) modules++;
      else packages++;
    }
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    progress.update(
      `  ${seconds} s: ${modules} modules downloaded, ${packages} of ${packageCount} packages compiled`,
    );
  };
}

function lastLines(text: string, count: number): string {
  return text.trim().split("\n").slice(-count).join(" | ");
}
