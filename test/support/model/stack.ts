/** A stack in the model of the engine: it has the operations and the commands of the CLI that the random changes and `repair` use. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../../simulator/azure/json";
import { createProvider, type Provider } from "../../../simulator/azure/provider";
import { createDeployment, type Goal, nameOf, type StateResource, type Step, urnOf } from "./deployment";
import { type Diagnostic, runProgram } from "./program";

export interface ModelOutcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: readonly { readonly op: string; readonly name: string }[];
}

interface ImportEntry {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly parent?: string;
  readonly component?: boolean;
}

/**
 * @param program The program; it is given the configuration.
 * @param azureDir Folder of simulated Azure's state.
 */
export function modelStack<Config>(program: (config: Config) => void, azureDir: string, initial: Config) {
  let config = initial;
  let state: StateResource[] = [];
  const faultsFile = join(azureDir, "faults.json");

  /** Simulated Azure for one command. `crashed` rejects when its process has died. */
  function startAzure() {
    let die = (_: Error) => {};
    const crashed = new Promise<never>((_, reject) => {
      die = reject;
    });
    crashed.catch(() => {});
    const options = { folder: azureDir, faults: faultsFile, anyVm: true };
    const provider = createProvider({
      ...options,
      exitProcess: () => die(new Error("the provider has died")),
    });
    const orCrash = <T>(answer: T | Promise<T>) => Promise.race([answer, crashed]);
    const calls: Provider = {
      ...provider,
      create: (...args) => orCrash(provider.create(...args)),
      update: (...args) => orCrash(provider.update(...args)),
      remove: (...args) => orCrash(provider.remove(...args)),
      read: (...args) => orCrash(provider.read(...args)),
    };
    return calls;
  }

  const invoke =
    (provider: Provider, ofState: readonly StateResource[]) =>
    (token: string, args: Json): Json =>
      token === "pulumi:pulumi:readStackResourceOutputs"
        ? {
            name: args.stackName,
            outputs: Object.fromEntries(ofState.map(({ urn, outputs }) => [urn, { outputs }])),
          }
        : provider.invoke(token, args);

  async function run(isPreview: boolean): Promise<ModelOutcome & { readonly planned: readonly Step[] }> {
    const provider = startAzure();
    const ofRun = isPreview ? state.map((one) => ({ ...one })) : state;
    let planned: readonly Step[] = [];
    const diagnostics = await runProgram({
      isPreview,
      program: () => program(config),
      deploy: (hooks) => {
        const deployment = createDeployment({ provider, isPreview, state: ofRun, ...hooks });
        planned = deployment.steps;
        return deployment;
      },
      invoke: invoke(provider, state),
    });
    return {
      ok: diagnostics.every(({ severity }) => severity !== "error"),
      diagnostics,
      steps: planned.map(({ op, urn }) => ({ op, name: nameOf(urn) })),
      planned,
    };
  }

  async function previewCommand(args: readonly string[]) {
    const { ok, diagnostics, planned } = await run(true);
    const importFile = args[args.indexOf("--import-file") + 1];
    if (args.includes("--import-file") && importFile !== undefined)
      writeFileSync(importFile, JSON.stringify(importFileOf(planned)));
    const stdout = JSON.stringify({
      steps: planned.map(({ op, urn, old, new: next }) => ({
        ...{ op, urn },
        ...(old && { oldState: old }),
        ...(next && {
          newState: { inputs: next.inputs, propertyDependencies: next.goal.propertyDependencies },
        }),
      })),
    });
    const errors = diagnostics.flatMap(({ severity, message }) =>
      severity === "error" ? [`error: ${message}`] : [],
    );
    return { exitCode: ok ? 0 : 1, stdout, output: errors.join("\n") };
  }

  async function importCommand(file: string) {
    const { nameTable = {}, resources = [] } = JSON.parse(readFileSync(file, "utf8")) as {
      nameTable?: Record<string, string>;
      resources?: ImportEntry[];
    };
    const provider = startAzure();
    const errors: string[] = [];
    const urns = new Map(Object.entries(nameTable));
    const add = (resource: StateResource) => {
      if (!state.some(({ urn, delete: isDeleted }) => urn === resource.urn && !isDeleted))
        state.push(resource);
    };
    for (const { type, name, id = "", parent = "", component = false } of resources) {
      const parentUrn = urns.get(parent) ?? "";
      const urn = urnOf(parentUrn, type, name);
      urns.set(name, urn);
      const own = {
        ...{ urn, type, inputs: {}, outputs: {} },
        ...(parentUrn !== "" && { parent: parentUrn }),
      };
      if (component) {
        add({ ...own, custom: false });
        continue;
      }
      try {
        const found = await provider.read(type, id, undefined, {});
        if (found === undefined) errors.push(`error: resource '${id}' does not exist`);
        else add({ ...own, custom: true, id, inputs: found.inputs, outputs: found.outputs });
      } catch (error) {
        errors.push(`error: ${(error as Error).message}`);
      }
    }
    return { exitCode: errors.length === 0 ? 0 : 1, stdout: "", output: errors.join("\n") };
  }

  const done = (stdout = "") => ({ exitCode: 0, stdout, output: stdout });

  return {
    azureDir,
    preview: () => run(true),
    up: () => run(false),
    setConfig(next: Config) {
      config = next;
    },
    writeFaults(faults: unknown) {
      writeFileSync(`${faultsFile}.draft`, JSON.stringify(faults));
      renameSync(`${faultsFile}.draft`, faultsFile);
    },
    exportState: async () => ({ resources: state }),
    /** A command of the CLI, as `repair` calls it. */
    async pulumi(args: readonly string[], added: Readonly<Record<string, string>> = {}) {
      const kept = Object.fromEntries(Object.keys(added).map((name) => [name, process.env[name]]));
      Object.assign(process.env, added);
      try {
        const [command = "", verb = ""] = args;
        if (command === "preview") return await previewCommand(args);
        if (command === "import") return await importCommand(args[args.indexOf("--file") + 1] ?? "");
        if (command === "stack" && verb === "export")
          return done(JSON.stringify({ version: 3, deployment: { resources: state } }));
        if (command === "stack" && verb === "import") {
          const text = readFileSync(args[args.indexOf("--file") + 1] ?? "", "utf8");
          state = JSON.parse(text).deployment.resources;
          return done();
        }
        if (command === "state" && verb === "delete") {
          state = state.filter(({ urn }) => urn !== args[2]);
          return done();
        }
        throw new Error(`not modelled: pulumi ${args.join(" ")}`);
      } finally {
        for (const [name, value] of Object.entries(kept)) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
    },
  };
}

export type ModelStack<Config> = ReturnType<typeof modelStack<Config>>;

/** What `pulumi preview --import-file` writes: what would be created, under the names of its parents. */
function importFileOf(planned: readonly Step[]) {
  const goals = new Map(
    planned.flatMap(({ op, urn, new: next }): [string, Goal][] =>
      op === "create" && next ? [[urn, next.goal]] : [],
    ),
  );
  const parents = [...goals.values()].flatMap(({ parent }) =>
    parent === "" || goals.has(parent) ? [] : [[nameOf(parent), parent] as const],
  );
  return {
    nameTable: Object.fromEntries(parents),
    resources: [...goals.values()].map(({ type, name, parent, custom }) => ({
      ...{ type, name },
      ...(parent !== "" && { parent: nameOf(parent) }),
      ...(custom ? { id: "<PLACEHOLDER>" } : { component: true }),
    })),
  };
}
