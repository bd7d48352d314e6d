/** A Pulumi stack in a backend of its own, against simulated Azure, for the demo, the tests and the benches. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { readText, repositoryDir } from "./cache";
import { writeEmptyStack } from "./emptyStack";
import { engineEnv } from "./env";
import { findEngine } from "./findCli";
import { keyServerEnv, SECRETS_PROVIDER } from "./keyServer";
import {
  type Operation,
  type OperationOptions,
  type Outcome,
  type PolicyOptions,
  runCommand,
  runOperation,
} from "./operation";
import { installAzurePlugin, requireProvider, SIMULATED_AZURE } from "./plugin";

export interface StackOptions {
  /** A folder with a Pulumi.yaml; nothing is written into it. Either this or `program`. */
  projectDir?: string;
  /**
   * Absolute path of a JavaScript or TypeScript program; it finds this repository's packages wherever it
   * lies.
   */
  program?: string;
  /** Omitted: "dev". */
  name?: string;
  /** Stack configuration: `key` of the project, or `namespace:key`. */
  config?: Record<string, unknown>;
  /** Faults to inject, as simulated Azure reads them. Omitted: none. */
  faults?: unknown;
  /** Folder of simulated Azure's state. Stacks with the same folder share one Azure. Omitted: a folder of its own. */
  azureDir?: string;
  /** The compiled file that runs as the azure-native provider. Omitted: simulated Azure. */
  provider?: string;
  /**
   * Runs `program`, which must be CommonJS JavaScript, and simulated Azure inside this process: a command then takes a quarter of the time.
   * What the program writes to the console is not in the command's output. Without a `program`, simulated Azure only.
   * "program": the program only, for one with explicit providers, each of which needs a process. A command whose `env` has
   * NODE_EXTRA_CA_CERTS runs so in a second process, without `onOutput`; one with NODE_OPTIONS starts processes of its own.
   * Omitted: false, each command does.
   */
  inProcess?: boolean | "program";
}

export interface Stack {
  /** Folder of simulated Azure's state. */
  readonly azureDir: string;
  preview(options?: PolicyOptions): Promise<Outcome>;
  up(options?: PolicyOptions): Promise<Outcome>;
  refresh(options?: OperationOptions): Promise<Outcome>;
  destroy(options?: OperationOptions): Promise<Outcome>;
  /** Imports the resources of an import file, given as data; no code is generated. */
  import(file: object, options?: OperationOptions): Promise<Outcome>;
  /** Runs another command of the Pulumi CLI on this stack. `env` is added to its environment. A failure is a result too. */
  pulumi(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ exitCode: number | null; stdout: string; output: string }>;
  /** Adds to the configuration; undefined removes a key. */
  setConfig(config: Record<string, unknown>): void;
  /** The stack's deployment as `pulumi stack export` gives it. */
  exportState(): Promise<{ resources?: Record<string, unknown>[] }>;
  /** Replaces the faults to inject. */
  writeFaults(faults: unknown): void;
  /** Deletes the backend, the state of simulated Azure and everything else that this stack wrote. */
  remove(): void;
}

/**
 * A new, empty stack. The first of a project and name takes half a second once the CLI is cached, see findEngine.
 * @throws Error if there is no CLI, or if `npm run build` was forgotten.
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const provider = requireProvider(options.provider ?? SIMULATED_AZURE);
  const engine = await findEngine();
  await installAzurePlugin(engine, options.projectDir ?? dirname(options.program ?? repositoryDir));

  const root = mkdtempSync(join(tmpdir(), "avb-stack-"));
  const own = (name: string) => join(root, name);
  const name = options.name ?? "dev";
  const azureDir = options.azureDir ?? own("azure");
  const faultsFile = own("faults.json");
  for (const folder of [azureDir, own("backend"), own("project")]) mkdirSync(folder, { recursive: true });

  const project = describeProject(options);
  writeFileSync(own("project/Pulumi.yaml"), JSON.stringify(project.manifest)); // JSON is YAML.

  const env = engineEnv(engine, {
    ...(options.program && { NODE_PATH: join(repositoryDir, "node_modules") }),
    // The extra files with blob metadata are of no use here and take a tenth of an `up`.
    PULUMI_BACKEND_URL: `file://${own("backend")}?metadata=skip&no_tmp_dir=true`,
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    ...(await keyServerEnv()),
    PULUMI_DEBUG_COMMANDS: "true", // Unlocks --event-log.
    AVB_PROVIDER: provider,
    AZURE_SIMULATION_DIR: azureDir,
    AZURE_SIMULATION_FAULTS: faultsFile,
  });
  const place = {
    ...{ cli: engine.cli, env, root, name },
    configFile: own(`project/Pulumi.${name}.yaml`),
    cwd: options.projectDir ?? own("project"),
    inProcess: options.inProcess
      ? { program: options.program, azure: options.inProcess !== "program" }
      : undefined,
  };
  const runPulumi = (args: readonly string[], cwd = own("project"), env: NodeJS.ProcessEnv = {}) =>
    runCommand(place, [...args, "--stack", name, "--non-interactive", "--color", "never"], {
      ...{ cwd, env },
      timeLimitSeconds: 60,
    });
  const pulumi = async (...args: string[]) => {
    const run = await runPulumi(args);
    if (run.exitCode !== 0)
      throw new Error(`pulumi ${args.join(" ")} failed: ${run.problem ?? ""} ${run.output}`);
    return run.stdout;
  };

  // `stack init` writes the stack's key into the folder of the Pulumi.yaml, so that this is never the user's.
  await writeEmptyStack(root, JSON.stringify([project, name]), () =>
    pulumi("stack", "init", "--no-select", "--secrets-provider", SECRETS_PROVIDER),
  );
  const key = readText(place.configFile) ?? "";
  const config: Record<string, unknown> = {};
  const setConfig = (added: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(added)) {
      config[key.includes(":") ? key : `${project.manifest.name}:${key}`] = value;
    }
    writeFileSync(place.configFile, `${key}config: ${JSON.stringify(config)}\n`);
  };
  setConfig(options.config ?? {});

  const writeFaults = (faults: unknown) => {
    writeFileSync(own("faults.draft"), JSON.stringify(faults));
    renameSync(own("faults.draft"), faultsFile);
  };
  if (options.faults !== undefined) writeFaults(options.faults);

  const operation =
    (kind: Operation) =>
    (given: PolicyOptions = {}) =>
      runOperation(kind, place, given);
  return {
    azureDir,
    preview: operation("preview"),
    up: operation("up"),
    refresh: operation("refresh"),
    destroy: operation("destroy"),
    import: (file, given = {}) => {
      writeFileSync(own("import.json"), JSON.stringify(file));
      const flags = ["--file", own("import.json"), "--protect=false", "--generate-code=false"];
      return operation("import")({ ...given, args: [...flags, ...(given.args ?? [])] });
    },
    pulumi: (args, added) => {
      // Commands that run the program read the stack's configuration, which is not in the user's folder.
      const runsProgram = ["preview", "import"].includes(args[0] ?? "");
      return runPulumi(
        [...args, ...(runsProgram ? ["--config-file", place.configFile] : [])],
        place.cwd,
        added,
      );
    },
    setConfig,
    writeFaults,
    exportState: async () => JSON.parse(await pulumi("stack", "export")).deployment,
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The manifest to run `stack init` with, and to run `program` with. */
function describeProject({ projectDir, program }: StackOptions) {
  if ((projectDir === undefined) === (program === undefined)) {
    throw new Error("createStack needs either projectDir or program.");
  }
  if (program !== undefined) {
    const runtime = { name: "nodejs", options: { typescript: extname(program) === ".ts" } };
    return { manifest: { name: basename(program, extname(program)), runtime, main: program } };
  }
  const text = readText(join(projectDir as string, "Pulumi.yaml"));
  const name = text && /^name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
  if (!name) throw new Error(`${projectDir} has no Pulumi.yaml with a name.`);
  return { manifest: { name, runtime: "nodejs" } };
}
