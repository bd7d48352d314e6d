import { writeFileSync } from "node:fs";
import { createStack, type Outcome, type PolicyOptions, type Stack } from "../engine";

/** A stack of a project's folder, or of a program's file. */
export interface SimulatedStackOptions {
  /** A folder with a Pulumi.yaml; nothing is written into it. Either this or program. */
  dir?: string;
  /** Absolute path of a program in JavaScript or TypeScript. */
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
  /** This outcome. @throws Error with the errors where it is none. */
  orThrow(): SimulatedOutcome;
}

/** A Pulumi stack in a backend of its own. */
export interface SimulatedStack {
  preview(args?: readonly string[]): Promise<SimulatedOutcome>;
  up(args?: readonly string[]): Promise<SimulatedOutcome>;
  refresh(args?: readonly string[]): Promise<SimulatedOutcome>;
  destroy(args?: readonly string[]): Promise<SimulatedOutcome>;
  /** Adds to the configuration; undefined removes a key. */
  setConfig(config: Record<string, unknown>): void;
  /** The stack's deployment, as `pulumi stack export` gives it. */
  export(): Promise<{ resources?: Record<string, unknown>[] }>;
  /** Imports the resources of an import file, given as data. */
  import(file: object): Promise<{ ok: boolean; output: string }>;
  /** Deletes the stack and all that it wrote; Azure stays. */
  remove(): void;
}

export async function simulatedStack(
  { dir, program, config = {}, policyPacks = [], policyConfig, name }: SimulatedStackOptions,
  azureDir: string,
  env: Readonly<Record<string, string>>,
): Promise<SimulatedStack> {
  const stack: Stack = await createStack({
    ...{ azureDir, config },
    ...(dir !== undefined && { projectDir: dir }),
    ...(program !== undefined && { program }),
    ...(name !== undefined && { name }),
  });
  const policies: PolicyOptions = { policyPacks, ...(policyConfig && { policyConfig }) };
  const run =
    (kind: "preview" | "up" | "refresh" | "destroy", options: PolicyOptions = {}) =>
    async (args: readonly string[] = []) =>
      outcomeOf(await stack[kind]({ ...options, env, args: [...args] }));
  return {
    preview: run("preview", policies),
    up: run("up", policies),
    refresh: run("refresh"),
    destroy: run("destroy"),
    setConfig: stack.setConfig,
    export: stack.exportState,
    async import(file) {
      const path = `${azureDir}.import.json`;
      writeFileSync(path, JSON.stringify(file));
      const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
      const { exitCode, output } = await stack.pulumi(["import", "--file", path, ...flags]);
      return { ok: exitCode === 0, output };
    },
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
      if (!ok)
        throw new Error(
          [...outcome.errors, ...(outcome.errors.length === 0 ? [log.slice(-2000)] : [])].join("\n"),
        );
      return outcome;
    },
  };
  return outcome;
}
