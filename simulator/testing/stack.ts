import { resolve } from "node:path";
import { createStack, type Outcome, type PolicyOptions, type Stack } from "../engine";
import { checkOptionNames, type OptionNames } from "./optionChecks";

/** The program and the configuration of a stack. Set either `dir` or `program`. */
export interface SimulatedStackOptions {
  /** A project's folder with a Pulumi.yaml, in any language. Nothing is written into it. */
  dir?: string;
  /** The file of a program in JavaScript or TypeScript. */
  program?: string;
  /** Configuration. Each key is a name of the project's or `namespace:name`. Omitted: none. */
  config?: Record<string, unknown>;
  /** Folders of policy packs for preview and up. Omitted: none. */
  policyPacks?: string[];
  /** Configuration of the policies in the packs. Omitted: none. */
  policyConfig?: Record<string, unknown>;
  /** Name of the stack. Omitted: dev. */
  name?: string;
}

/** The result of an operation. An operation that fails does not throw, unless you call orThrow(). */
export interface SimulatedOutcome {
  readonly ok: boolean;
  /** Number of resources by what happened to them, e.g. "create", "update", "same"; in preview, what would happen. The stack counts as one. */
  readonly changes: Readonly<Record<string, number>>;
  readonly steps: readonly {
    readonly op: string;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
  }[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The findings of the policies. */
  readonly findings: readonly {
    readonly policy: string;
    readonly level: string;
    readonly message: string;
    readonly urn?: string;
  }[];
  readonly errors: readonly string[];
  /** Everything that the CLI printed. */
  readonly log: string;
  readonly seconds: number;
  /** Returns this outcome. @throws Error with all errors and mandatory findings if the operation failed. */
  orThrow(): SimulatedOutcome;
}

/** A Pulumi stack with a backend of its own. */
export interface SimulatedStack {
  /** Shows what up() would do. `args`: further flags of the CLI. */
  preview(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Runs the program and deploys its resources. */
  up(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Reads the current state of the resources from Azure. */
  refresh(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Deletes the stack's resources. */
  destroy(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Adds values to the configuration. Undefined removes a key. */
  setConfig(config: Record<string, unknown>): void;
  /** The stack's deployment, as `pulumi stack export` prints it. */
  export(): Promise<{ resources?: Record<string, unknown>[] }>;
  /** Imports resources. `file`: the content of an import file, as an object. */
  import(file: object): Promise<SimulatedOutcome>;
  /** Deletes the stack and all its files. Azure's resources stay. */
  remove(): void;
}

const names: OptionNames<SimulatedStackOptions> = {
  ...{ dir: true, program: true, config: true, policyPacks: true, policyConfig: true, name: true },
};

/**
 * Creates a stack. `env`: environment of its operations.
 *
 * @throws TypeError if an option is unknown, or if not exactly one of `dir` and `program` is set.
 * @throws Error if there is no Pulumi CLI on the PATH, or no project in `dir`.
 */
export async function simulatedStack(
  options: SimulatedStackOptions,
  azureDir: string,
  env: Readonly<Record<string, string>>,
): Promise<SimulatedStack> {
  checkOptionNames<SimulatedStackOptions>("stack", options, names);
  const { dir, program, config = {}, policyPacks = [], policyConfig, name } = options;
  if ((dir === undefined) === (program === undefined))
    throw new TypeError("stack needs either dir, a project's folder, or program, a file.");
  const stack: Stack = await createStack({
    ...{ azureDir, config },
    ...(dir !== undefined && { projectDir: resolve(dir) }),
    ...(program !== undefined && { program: resolve(program) }),
    ...(name !== undefined && { name }),
  });
  const policies: PolicyOptions = {
    policyPacks: policyPacks.map((folder) => resolve(folder)),
    ...(policyConfig && { policyConfig }),
  };
  const operation =
    (kind: "preview" | "up" | "refresh" | "destroy", policyOptions: PolicyOptions = {}) =>
    async (args: readonly string[] = []) =>
      outcomeOf(await stack[kind]({ ...policyOptions, env, args: [...args] }));
  return {
    preview: operation("preview", policies),
    up: operation("up", policies),
    refresh: operation("refresh"),
    destroy: operation("destroy"),
    setConfig: stack.setConfig,
    export: stack.exportState,
    import: async (file) => outcomeOf(await stack.import(file, { env })),
    remove: stack.remove,
  };
}

function outcomeOf({
  ok,
  changes,
  steps,
  outputs,
  policyViolations,
  diagnostics,
  log,
  seconds,
}: Outcome): SimulatedOutcome {
  const outcome: SimulatedOutcome = {
    ...{ ok, changes, steps, outputs, log, seconds },
    findings: policyViolations.map(({ policy, level, message, urn }) => ({
      policy,
      level,
      message,
      ...(urn !== undefined && { urn }),
    })),
    errors: diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    orThrow() {
      if (ok) return outcome;
      const mandatory = outcome.findings.filter(({ level }) => level === "mandatory");
      const reasons = [...outcome.errors, ...mandatory.map(({ policy, message }) => `${policy}: ${message}`)];
      throw new Error(reasons.length > 0 ? reasons.join("\n") : log.slice(-2000));
    },
  };
  return outcome;
}
