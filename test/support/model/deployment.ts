/**
 * A model of the Pulumi engine: what it does with the resources that a program registers, against simulated Azure's provider, which it calls
 * directly. It models what the programs of the random changes need, and throws for the rest. modelEngine.long.test.ts replays sequences on
 * the real engine, which must end in the same states, messages and items.
 */
import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../simulator/azure/json";
import type { Provider } from "../../../simulator/azure/provider";
import { withIgnoredChanges } from "./ignoredChanges";

/** A resource in the state, as `pulumi stack export` shows it. */
export interface StateResource {
  urn: string;
  custom: boolean;
  type: string;
  id?: string;
  inputs: Json;
  outputs: Json;
  parent?: string;
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  retainOnDelete?: true;
  protect?: true;
  /** It was replaced, and is deleted at the end. */
  delete?: true;
  /** It was deleted, and its replacement was not created. */
  pendingReplacement?: true;
}

/** A resource as a program registers it. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Json;
  readonly parent: string;
  readonly provider: string;
  /** URNs under which the resource may be in the state. */
  readonly aliases: readonly string[];
  readonly importId: string;
  readonly retainOnDelete: boolean;
  readonly protect: boolean;
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly propertyDependencies: Record<string, string[]>;
  readonly hooks: Hooks;
}

/** Names of the hooks of a resource. */
export interface Hooks {
  readonly beforeCreate: readonly string[];
  readonly afterCreate: readonly string[];
  readonly beforeUpdate: readonly string[];
  readonly afterUpdate: readonly string[];
  readonly onError: readonly string[];
}

export interface HookArgs {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly newInputs?: Json | undefined;
  readonly oldInputs?: Json | undefined;
  readonly oldOutputs?: Json | undefined;
  readonly newOutputs?: Json | undefined;
}

export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly old?: StateResource;
  readonly new?: { readonly inputs: Json; readonly goal: Goal };
}

export interface Environment {
  readonly provider: Provider;
  readonly isPreview: boolean;
  /** The state, which an up changes. A preview gets a copy. */
  readonly state: StateResource[];
  /** @throws Error if the hook refuses. */
  readonly runHook: (name: string, args: HookArgs) => Promise<void>;
  readonly runErrorHook: (
    name: string,
    args: HookArgs & { failedOperation: string; errors: string[] },
  ) => Promise<boolean>;
}

export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Json;
}

export const urnOf = (parent: string, type: string, name: string): string => {
  const qualified = parent === "" ? type : `${parent.split("::")[2]}$${type}`;
  return `urn:pulumi:dev::changes::${qualified}::${name}`;
};

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** One preview or up. */
export function createDeployment({ provider, isPreview, state, runHook, runErrorHook }: Environment) {
  const before = new Map(state.filter((one) => !one.delete).map((one) => [one.urn, one]));
  const seen = new Set<string>();
  const steps: Step[] = [];

  const replaceInState = (old: StateResource | undefined, next: StateResource) => {
    // The state is in the order of registration, so that what depends on another resource is deleted before it.
    if (old !== undefined && state.includes(old)) state.splice(state.indexOf(old), 1);
    state.push(next);
    // Steps that follow, and outputs, refer to the new one.
    if (old !== undefined && before.get(old.urn) === old) before.set(old.urn, next);
  };

  const runHooks = async (names: readonly string[], args: HookArgs) => {
    for (const name of names) await runHook(name, args);
  };

  /** A request of the provider, which the error hooks may repeat. */
  async function attempt<T>(
    goal: Goal,
    args: HookArgs,
    failedOperation: string,
    run: () => Promise<T> | T,
  ): Promise<T> {
    const errors: string[] = [];
    for (;;) {
      try {
        return await run();
      } catch (error) {
        errors.unshift(error instanceof Error ? error.message : String(error));
        let again = false;
        for (const name of goal.hooks.onError)
          again ||= await runErrorHook(name, { ...args, failedOperation, errors });
        if (!again) throw error;
      }
    }
  }

  const stateOf = (
    goal: Goal,
    urn: string,
    rest: Pick<StateResource, "inputs" | "outputs" | "id">,
  ): StateResource => ({
    urn,
    custom: goal.custom,
    type: goal.type,
    ...rest,
    ...(goal.parent !== "" && { parent: goal.parent }),
    ...(goal.provider !== "" && { provider: goal.provider }),
    propertyDependencies: goal.propertyDependencies,
    ...(goal.retainOnDelete && { retainOnDelete: true as const }),
    ...(goal.protect && { protect: true as const }),
  });

  async function remove(old: StateResource): Promise<void> {
    if (isPreview || old.retainOnDelete || !old.custom || isProvider(old)) return;
    await provider.remove(old.type, old.id ?? "", old.inputs);
  }

  async function create(
    goal: Goal,
    urn: string,
    inputs: Json,
    old: StateResource | undefined,
  ): Promise<Registered> {
    const args = { urn, id: "", name: goal.name, type: goal.type, newInputs: inputs };
    await runHooks(goal.hooks.beforeCreate, args);
    if (isPreview) {
      const outputs = isProvider(goal) ? inputs : provider.previewCreate(goal.type, inputs);
      replaceInState(old, stateOf(goal, urn, { inputs, outputs }));
      return { urn, id: "", outputs };
    }
    const made = isProvider(goal)
      ? { id: `id-of-${goal.name}`, outputs: inputs }
      : await attempt(goal, args, "create", () => provider.create(goal.type, inputs));
    replaceInState(old, stateOf(goal, urn, { inputs, ...made }));
    await runHooks(goal.hooks.afterCreate, { ...args, id: made.id, newOutputs: made.outputs });
    return { urn, ...made };
  }

  async function update(goal: Goal, urn: string, inputs: Json, old: StateResource): Promise<Registered> {
    const id = old.id ?? "";
    const args = {
      ...{ urn, id, name: goal.name, type: goal.type, newInputs: inputs },
      ...{ oldInputs: old.inputs, oldOutputs: old.outputs },
    };
    await runHooks(goal.hooks.beforeUpdate, args);
    const outputs = isPreview
      ? provider.previewUpdate(goal.type, inputs, old.outputs)
      : (await attempt(goal, args, "update", () => provider.update(goal.type, id, inputs))).outputs;
    replaceInState(old, stateOf(goal, urn, { inputs, outputs, id }));
    await runHooks(goal.hooks.afterUpdate, { ...args, newOutputs: outputs });
    return { urn, id, outputs };
  }

  async function registerComponent(
    goal: Goal,
    urn: string,
    old: StateResource | undefined,
  ): Promise<Registered> {
    const { inputs, name, type } = goal;
    const args = { urn, id: "", name, type, newInputs: inputs };
    if (old === undefined) {
      steps.push({ op: "create", urn, new: { inputs, goal } });
      await runHooks(goal.hooks.beforeCreate, args);
      replaceInState(undefined, stateOf(goal, urn, { inputs, outputs: {} }));
    } else if (isDeepStrictEqual(old.inputs, inputs)) {
      steps.push({ op: "same", urn, old, new: { inputs, goal } });
      replaceInState(old, stateOf(goal, urn, { inputs, outputs: old.outputs }));
    } else {
      steps.push({ op: "update", urn, old, new: { inputs, goal } });
      await runHooks(goal.hooks.beforeUpdate, { ...args, oldInputs: old.inputs, oldOutputs: old.outputs });
      // Its outputs are those that the program registers at its end.
      replaceInState(old, stateOf(goal, urn, { inputs, outputs: {} }));
    }
    return { urn, id: "", outputs: inputs };
  }

  async function checked(goal: Goal, old: StateResource | undefined): Promise<Json> {
    const newInputs = withIgnoredChanges(goal.inputs, old?.inputs, goal.ignoreChanges);
    if (isProvider(goal)) return newInputs;
    const given = { name: goal.name, oldInputs: old?.inputs ?? {}, newInputs };
    const { inputs, failures } = await provider.check(goal.type, given);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return inputs;
  }

  /** It is read from Azure, and then updated to what the program declares. */
  async function importResource(
    goal: Goal,
    urn: string,
    old: StateResource | undefined,
  ): Promise<Registered> {
    const id = goal.importId;
    const found = await provider.read(goal.type, id, undefined, {});
    if (found === undefined) throw new Error(`resource '${id}' does not exist`);
    const imported = stateOf(goal, urn, { id, inputs: found.inputs, outputs: found.outputs });
    steps.push({
      op: old === undefined ? "import" : "import-replacement",
      urn,
      new: { inputs: found.inputs, goal },
    });
    if (old !== undefined) {
      steps.push({ op: "replace", urn, old, new: { inputs: found.inputs, goal } });
      old.delete = true;
    }
    state.push(imported);
    const inputs = await checked(goal, imported);
    const { changes, replaces } = provider.diff(goal.type, imported.inputs, inputs, imported.outputs);
    if (replaces.length > 0) throw new Error("not modelled: an imported resource that is replaced");
    if (changes.size === 0) return { urn, id, outputs: imported.outputs };
    steps.push({ op: "update", urn, old: imported, new: { inputs, goal } });
    return update(goal, urn, inputs, imported);
  }

  async function registerCustom(
    goal: Goal,
    urn: string,
    old: StateResource | undefined,
  ): Promise<Registered> {
    if (goal.importId !== "" && old?.id !== goal.importId) return importResource(goal, urn, old);
    const inputs = await checked(goal, old);
    if (old === undefined) {
      steps.push({ op: "create", urn, new: { inputs, goal } });
      return create(goal, urn, inputs, undefined);
    }
    const diff = isProvider(goal)
      ? { changes: new Map(), replaces: [], deleteBeforeReplace: false }
      : provider.diff(goal.type, old.inputs, inputs, old.outputs);
    const replaces = [
      ...diff.replaces,
      ...[...diff.changes.keys()].filter((path) => goal.replaceOnChanges.includes(path)),
    ];
    if (replaces.length > 0) {
      if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
        for (const op of ["create-replacement", "replace"])
          steps.push({ op, urn, old, new: { inputs, goal } });
        const created = await create(goal, urn, inputs, undefined);
        old.delete = true;
        return created;
      }
      const again = old.pendingReplacement === true;
      for (const op of [...(again ? [] : ["delete-replaced"]), "replace", "create-replacement"])
        steps.push({ op, urn, old, new: { inputs, goal } });
      if (!again) await remove(old);
      old.pendingReplacement = true;
      return create(goal, urn, inputs, old);
    }
    if (diff.changes.size > 0) {
      steps.push({ op: "update", urn, old, new: { inputs, goal } });
      return update(goal, urn, inputs, old);
    }
    steps.push({ op: "same", urn, old, new: { inputs, goal } });
    replaceInState(
      old,
      stateOf(goal, urn, { inputs, outputs: old.outputs, ...(old.id !== undefined && { id: old.id }) }),
    );
    return { urn, id: old.id ?? "", outputs: old.outputs };
  }

  return {
    steps,

    async register(goal: Goal): Promise<Registered> {
      const urn = urnOf(goal.parent, goal.type, goal.name);
      if (seen.has(urn)) throw new Error(`Duplicate resource URN '${urn}'`);
      const oldUrn = [urn, ...goal.aliases].find((one) => before.has(one) && (one === urn || !seen.has(one)));
      const old = oldUrn === undefined ? undefined : before.get(oldUrn);
      seen.add(urn);
      if (oldUrn !== undefined) seen.add(oldUrn);
      return goal.custom ? registerCustom(goal, urn, old) : registerComponent(goal, urn, old);
    },

    registerOutputs(urn: string, outputs: Json): void {
      const found = state.find((one) => one.urn === urn && !one.delete);
      if (found !== undefined && !isPreview) found.outputs = outputs;
    },

    /** After the program: what was replaced and what it no longer declares, the last first. */
    async removeOthers(): Promise<void> {
      const others = [...state].reverse().filter((old) => old.delete || !seen.has(old.urn));
      // The engine refuses before it deletes anything.
      const kept = others.find(({ protect, delete: isReplaced }) => protect && !isReplaced);
      if (kept !== undefined) throw new Error(protectedMessage(kept.urn));
      for (const old of others) {
        if (old.pendingReplacement) {
          steps.push({ op: "remove-pending-replace", urn: old.urn, old });
        } else {
          steps.push({ op: old.delete ? "delete-replaced" : "delete", urn: old.urn, old });
          await remove(old);
        }
        state.splice(state.indexOf(old), 1);
      }
    },
  };
}

export type Deployment = ReturnType<typeof createDeployment>;

const protectedMessage = (urn: string): string =>
  `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the \`protect\` flag from the resource in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``;

const isProvider = ({ type }: { readonly type: string }): boolean => type.startsWith("pulumi:providers:");

export { nameOf };
