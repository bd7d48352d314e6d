/** The third way to the Pulumi CLI: build it from its Go module. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryDir } from "./cache";
import { runLimited } from "./process";
import type { Progress } from "./progress";

/** Holds the go.mod and go.sum that pin the CLI and all it is built from. */
const MODULE_DIR = join(repositoryDir, "simulator/engine/go");
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** As `go list -deps` counts them; fewer are compiled when Go has some in its cache. */
const PACKAGE_COUNT = 1656;

const TIME_LIMIT_SECONDS = 45 * 60;

/** Builds the CLI into `target`, atomically. Needs Go 1.25 or newer and the Go module proxy. */
export async function buildCli(version: string, target: string, progress: Progress): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.draft`;
  const flags = ["-v", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`];
  try {
    const { exitCode, problem, output } = await runLimited("go", ["build", ...flags, "-o", draft, PACKAGE], {
      cwd: MODULE_DIR,
      // Without cgo no C compiler is needed; the rest keeps the user's own Go settings out of the result.
      env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-mod=readonly -buildvcs=false" },
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      onOutput: showBuild(progress),
    });
    if (problem?.includes("ENOENT")) throw new Error("Go is not installed (no `go` on PATH)");
    if (exitCode !== 0) throw new Error(`go build failed: ${problem ?? ""} ${lastLines(output, 5)}`.trim());
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** `go build -v` names each module it downloads and each package it compiles, one a line. */
function showBuild(progress: Progress): (text: string) => void {
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
      `  ${seconds} s: ${modules} modules downloaded, ${packages} of ${PACKAGE_COUNT} packages compiled`,
    );
  };
}

function lastLines(text: string, count: number): string {
  return text.trim().split("\n").slice(-count).join(" | ");
}
