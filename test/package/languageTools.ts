/** Tools for tests in other languages, built or installed into the user's cache on first use. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { buildGo, type GoProgram, goEnv } from "../../simulator/engine/build";
import { cacheDir, repositoryDir, withLock, writeExecutable } from "../../simulator/engine/cache";
import { stubDir } from "../../simulator/engine/env";
import { findEngine } from "../../simulator/engine/findCli";
import { progressOn } from "../../simulator/engine/progress";
import { run } from "./packed";

const goDir = (name: string) => join(repositoryDir, "test/package/go", name);
const toolsDir = () => join(cacheDir(), `tools-${process.platform}-${process.arch}`);
const needsGo =
  "Install Go 1.25 or newer (https://go.dev/dl/) and allow access to the Go module proxy (GOPROXY)";

/** Builds the program in test/package/go/sdks. Returns its path. */
export async function sdkGenerator(): Promise<string> {
  const target = join(toolsDir(), `sdks-${contentOf(goDir("sdks"))}`);
  await build("SDK generator", { moduleDir: goDir("sdks"), package: ".", packageCount: 786 }, target);
  return target;
}

/** Builds the program in test/package/go/yaml/sdks. Returns its path. */
export async function csharpAndJavaGenerator(): Promise<string> {
  const target = join(toolsDir(), `csharp-java-${contentOf(join(goDir("yaml"), "sdks/main.go"))}`);
  const program = { moduleDir: goDir("yaml"), package: "./sdks", packageCount: 655 };
  await build("C# and Java SDK generator", program, target);
  return target;
}

/** The JSON Schema of packages' schemas, of the Pulumi version that generates the SDKs. */
export async function pulumiMetaschema(): Promise<object> {
  const folder = await goModuleDir("github.com/pulumi/pulumi/pkg/v3", goDir("sdks"));
  return JSON.parse(readFileSync(join(folder, "codegen/schema/pulumi.json"), "utf8"));
}

/** The folder of a Go module's files, in the version that the go.mod in `moduleDir` has. */
async function goModuleDir(module: string, moduleDir: string): Promise<string> {
  return JSON.parse(await run("go", ["mod", "download", "-json", module], moduleDir, goEnv())).Dir;
}

/** go.mod and go.sum for a generated Go SDK: the versions of the generator suit its SDKs. */
export function goModule(): { goMod: (name: string) => string; goSum: string } {
  const [goMod, goSum] = ["go.mod", "go.sum"].map((file) => readFileSync(join(goDir("sdks"), file), "utf8"));
  return { goMod: (name) => `${goMod}`.replace(/^module .*/, `module ${name}`), goSum: `${goSum}` };
}

/** Makes sure that the engine finds Pulumi's YAML language host: the CLI's own, or one that is built here. */
export async function provideYamlHost(): Promise<void> {
  const { way, cli } = await findEngine();
  const executable = "pulumi-language-yaml";
  const besideCli = join(dirname(realpathSync(cli)), executable);
  if (existsSync(besideCli)) return;
  const program = {
    moduleDir: goDir("yaml"),
    package: `github.com/pulumi/pulumi-yaml/cmd/${executable}`,
    packageCount: 669,
  };
  // Like the CLI, it expects the Node.js language host in its own folder.
  await build("YAML language host", program, way === "path" ? join(stubDir(), executable) : besideCli);
}

/**
 * Makes sure that the engine finds a Python language host: the CLI's own, or pythonHost.ts. Returns what the commands need in their
 * environment. Call `node simulator/ready.mjs` before, which compiles the host.
 */
export async function providePythonHost(): Promise<NodeJS.ProcessEnv> {
  const { way, cli } = await findEngine();
  const besideCli = join(dirname(realpathSync(cli)), "pulumi-language-python");
  const ofSdk = await goModuleDir(
    "github.com/pulumi/pulumi/sdk/v3",
    join(repositoryDir, "simulator/engine/go"),
  );
  if (way === "build") writeExecutable(besideCli, pythonHostStub);
  else if (!existsSync(besideCli)) throw new Error(`${cli} has no pulumi-language-python in its folder`);
  return {
    PYTHON_HOST: join(repositoryDir, "dist/test/package/pythonHost.js"),
    PYTHON_HOST_SCRIPT: join(ofSdk, "python/cmd/pulumi-language-python-exec"),
  };
}

const pythonHostStub = `#!/bin/sh
exec "\${AVB_NODE:?is not set}" "\${PYTHON_HOST:?is not set}" "$@"
`;

/** Installs the packages of a requirements file. Returns the path of the Python that has them. */
export async function pythonFor(requirements: string): Promise<string> {
  const folder = join(toolsDir(), `python-${contentOf(requirements)}`);
  const say = `Installing Pulumi's Python SDK: a quarter of a minute, once per user.`;
  const needs = "Install Python 3.9 or newer with venv, and allow access to its package index (PyPI)";
  await make("Python SDK", folder, { say, needs }, async () => {
    const draft = `${folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    await run("python3", ["-m", "venv", draft], toolsDir());
    await run(join(draft, "bin/python"), ["-m", "pip", "install", "--quiet", "-r", requirements], draft);
    renameSync(draft, folder);
  });
  return join(folder, "bin/python");
}

/** Fetches what a pom.xml depends on. Returns the folder of the jar files. */
export async function javaLibraries(pom: string): Promise<string> {
  const folder = join(toolsDir(), `java-${contentOf(pom)}`);
  const say = "Fetching Pulumi's Java SDK with Maven: half a minute, once per user.";
  const needs = "Install a JDK of version 17 or newer and Maven, and allow access to Maven Central";
  await make("Java SDK", folder, { say, needs }, async () => {
    const draft = `${folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    const copy = ["dependency:copy-dependencies", `-DoutputDirectory=${draft}`];
    await run("mvn", ["--quiet", "--batch-mode", "--file", pom, ...copy], toolsDir());
    renameSync(draft, folder);
  });
  return folder;
}

/** Runs `npm install` for each line of packages, with the library from its archive. Returns the folder. */
export async function npmInstalled(archive: string, lines: readonly (readonly string[])[]): Promise<string> {
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(repositoryDir, "package.json"), "utf8"),
  );
  const key = hashOf(JSON.stringify([dependencies, peerDependencies, lines]));
  const folder = join(toolsDir(), `npm-${key}`);
  const say = "Installing the library's dependencies from npm: a minute, once per user.";
  await make("library's dependencies", folder, { say, needs: needsNpm }, async () => {
    const draft = emptyDraft(folder);
    for (const line of lines)
      await npmInstall(
        draft,
        line.map((name) => (name === "azure-vm-backup" ? archive : name)),
      );
    renameSync(draft, folder);
  });
  return folder;
}

/** Installs a major version of Node.js from npm. Returns its path. */
export async function nodeOf(major: number): Promise<string> {
  const folder = join(toolsDir(), `node-${major}`);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const say = `Installing Node.js ${major}: a quarter of a minute, once per user.`;
  await make(`Node.js ${major}`, folder, { say, needs: needsNpm }, async () => {
    const draft = emptyDraft(folder);
    await npmInstall(draft, [`${name}@${major}`]);
    renameSync(draft, folder);
  });
  return join(folder, "node_modules", name, "bin", "node");
}

const needsNpm = "Allow access to the npm registry";

const npmInstall = (folder: string, packages: readonly string[]): Promise<string> =>
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", ...packages], folder);

function emptyDraft(folder: string): string {
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, "package.json"), JSON.stringify({ name: "newcomer", private: true }));
  return draft;
}

const build = (what: string, program: GoProgram, target: string): Promise<void> => {
  const say = `Building the ${what} with Go: one to three minutes on two cores, once per user.`;
  return make(what, target, { say, needs: needsGo }, (progress) => buildGo(program, target, progress));
};

/** @throws Error that names what is missing: a test that cannot run fails. */
async function make(
  what: string,
  target: string,
  { say, needs }: { say: string; needs: string },
  work: (progress: ReturnType<typeof progressOn>) => Promise<void>,
): Promise<void> {
  if (existsSync(target)) return;
  await withLock(join(cacheDir(), `${basename(target)}.lock`), async () => {
    if (existsSync(target)) return;
    const progress = progressOn();
    progress.log(say);
    await work(progress).catch((error: Error) => {
      throw new Error(
        `This test needs the ${what}, which cannot be built or installed: ${error.message}\n${needs}.`,
      );
    });
    progress.log(`Made the ${what}.`);
  });
}

/** A hash of a file's text, or of all texts of a folder. */
function contentOf(path: string): string {
  const files = extname(path) !== "" ? [path] : readdirSync(path).map((file) => join(path, file));
  return hashOf(...files.sort().map((file) => readFileSync(file, "utf8")));
}

function hashOf(...texts: string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex").slice(0, 12);
}
