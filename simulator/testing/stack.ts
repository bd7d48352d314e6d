import { resolve } from "node:path";
import { createStack, type Outcome, type PolicyOptions, type Stack } from "../engine";
import { checkNames, type Names } from "./names";

/** A stack of a project's folder, or of a program's file. */
export interface SimulatedStackOptions {
  /** A folder with a Pulumi.yaml, whatever its runtime; nothing is written into it. Either this or program. */
  dir?: string;
  /** A program's file in JavaScript or TypeScript. */
  program?: string;
  /** Configuration: `key` of the project, or `namespace:key`. Omitted: none. */
  config?: Record<string, unknown>;
  /** Folders of policy packs that preview and up run. Omitted: none. */
  policyPacks?: string[];
  /** Configuration of the packs' policies. Omitted: none. */
  policyConfig?: Record<string, unknown>;
  /** Name of the stack. Omitted: dev. */
  name?: string;
}

/** What an operation did, as data: a failure is no exception unless one asks for it. */
export interface SimulatedOutcome {
  readonly ok: boolean;
  /** How many resources were, or would be, created, updated …; the stack itself counts as one. */
  readonly changes: Readonly<Record<string, number>>;
  readonly steps: readonly {
    readonly op: string;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
  }[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the policies found. */
  readonly findings: readonly {
    readonly policy: string;
    readonly level: string;
    readonly message: string;
    readonly urn?: string;
  }[];
  readonly errors: readonly string[];
  /** All that the CLI printed. */
  readonly log: string;
  readonly seconds: number;
  /** This outcome. @throws Error with all errors and mandatory findings where it is not ok. */
  orThrow(): SimulatedOutcome;
}

/** A Pulumi stack in a backend of its own. */
export interface SimulatedStack {
  /** What `pulumi up` would do. `args`: more flags of the CLI. */
  preview(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Runs the program and makes what it says. */
  up(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Reads back what Azure has. */
  refresh(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Deletes what the stack has. */
  destroy(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Adds to the configuration; undefined removes a key. */
  setConfig(config: Record<string, unknown>): void;
  /** The stack's deployment, as `pulumi stack export` gives it. */
  export(): Promise<{ resources?: Record<string, unknown>[] }>;
  /** Imports the resources of an import file, given as data. */
  import(file: object): Promise<SimulatedOutcome>;
  /** Deletes the stack and all that it wrote; Azure stays. */
  remove(): void;
}

const names: Names<SimulatedStackOptions> = {
  ...{ dir: true, program: true, config: true, policyPacks: true, policyConfig: true, name: true },
};

/** @throws TypeError where an option is misspelt. @throws Error where there is no Pulumi CLI on the PATH, or no project. */
export async function simulatedStack(
  options: SimulatedStackOptions,
  azureDir: string,
  env: Readonly<Record<string, string>>,
): Promise<SimulatedStack> {
  checkNames<SimulatedStackOptions>("stack", options, names);
  const { dir, program, config = {}, policyPacks = [], policyConfig, name } = options;
  if ((dir === undefined) === (program === undefined))
    throw new TypeError("stack takes either dir, a project's folder, or program, a file.");
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
  const run =
    (kind: "preview" | "up" | "refresh" | "destroy", given: PolicyOptions = {}) =>
    async (args: readonly string[] = []) =>
      outcomeOf(await stack[kind]({ ...given, env, args: [...args] }));
  return {
    preview: run("preview", policies),
    up: run("up", policies),
    refresh: run("refresh"),
    destroy: run("destroy"),
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
      const broken = outcome.findings.filter(({ level }) => level === "mandatory");
      const reasons = [...outcome.errors, ...broken.map(({ policy, message }) => `${policy}: ${message}`)];
      throw new Error(reasons.length > 0 ? reasons.join("\n") : log.slice(-2000));
    },
  };
  return outcome;
}
