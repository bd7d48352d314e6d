/** Random edits of a program with a ProtectedVms. */
import fc from "fast-check";
import { bankVaultId, vmId } from "../engine";

/** A program: VM names by key, and the other arguments of ProtectedVms. */
export interface Program {
  readonly names: Readonly<Record<string, string>>;
  readonly previousKeys: Readonly<Record<string, string>>;
  /** States other than Protected, by key. */
  readonly states: Readonly<Record<string, string>>;
  readonly onDestroy: "Retain" | "Delete";
  readonly component: string;
  readonly adopted: readonly string[];
  /** Name of a provider that the component uses. Omitted: the default one. */
  readonly provider?: string;
  /** The program creates VM a itself; another administrator is another VM. */
  readonly administrator: string;
  /** Whether the component gets only the id of VM a. */
  readonly isIdOnly: boolean;
}

export const firstProgram: Program = {
  names: { k0: "a", k1: "b", k2: "c" },
  previousKeys: {},
  states: {},
  onDestroy: "Retain",
  component: "backup",
  adopted: [],
  administrator: "first",
  isIdOnly: false,
};

export const vmNames = ["a", "b", "c", "d", "e", "f"];

/** An edit chooses a key and a VM by number; it does nothing if there is none. */
export interface Edit {
  readonly kind: keyof typeof edits;
  readonly i: number;
  readonly j: number;
}

const keyAt = ({ names }: Program, i: number): string | undefined => {
  const keys = Object.keys(names);
  return keys[i % keys.length];
};
const freeName = ({ names }: Program, i: number): string | undefined => {
  const free = vmNames.filter((name) => !Object.values(names).includes(name));
  return free[i % free.length];
};
const without = (names: Program["names"], key: string): Program["names"] =>
  Object.fromEntries(Object.entries(names).filter(([other]) => other !== key));

const withState = (program: Program, i: number, state: string): Program => {
  const key = keyAt(program, i);
  return key === undefined ? program : { ...program, states: { [key]: state } };
};

const edits = {
  add(program: Program, i: number, j: number): Program {
    const name = freeName(program, j);
    const key = `k${i}`;
    if (name === undefined || Object.hasOwn(program.names, key)) return program;
    return { ...program, names: { ...program.names, [key]: name } };
  },
  remove(program: Program, i: number): Program {
    const key = keyAt(program, i);
    return key === undefined ? program : { ...program, names: without(program.names, key) };
  },
  rename(program: Program, i: number, j: number): Program {
    const [from, to] = [keyAt(program, i), `r${j}`];
    if (from === undefined || Object.hasOwn(program.names, to)) return program;
    const names = { ...without(program.names, from), [to]: program.names[from] ?? "" };
    return { ...program, names, previousKeys: j % 2 === 0 ? { [to]: from } : {} };
  },
  move(program: Program, i: number, j: number): Program {
    const [key, name] = [keyAt(program, i), freeName(program, j)];
    if (key === undefined || name === undefined) return program;
    return { ...program, names: { ...program.names, [key]: name } };
  },
  swap(program: Program, i: number, j: number): Program {
    const [a, b] = [keyAt(program, i), keyAt(program, j)];
    if (a === undefined || b === undefined) return program;
    const { [a]: ofA = "", [b]: ofB = "" } = program.names;
    return { ...program, names: { ...program.names, [a]: ofB, [b]: ofA } };
  },
  number(program: Program): Program {
    return {
      ...program,
      names: Object.fromEntries(Object.values(program.names).map((name, i) => [String(i), name])),
    };
  },
  flag(program: Program): Program {
    return { ...program, onDestroy: program.onDestroy === "Retain" ? "Delete" : "Retain", adopted: [] };
  },
  stop: (program: Program, i: number): Program => withState(program, i, "ProtectionStopped"),
  suspend: (program: Program, i: number): Program => withState(program, i, "BackupsSuspended"),
  resume: (program: Program): Program => ({ ...program, states: {} }),
  renameComponent(program: Program, i: number): Program {
    return { ...program, component: `backup${i}` };
  },
  changeProvider({ provider: _, ...program }: Program, i: number): Program {
    return i % 3 === 0 ? program : { ...program, provider: `azure${i % 3}` };
  },
  replaceVm: (program: Program, i: number): Program => ({ ...program, administrator: `admin${i}` }),
  nameOrId: (program: Program): Program => ({ ...program, isIdOnly: !program.isIdOnly }),
  /** What preview printed is pasted into the program. */
  adopt(program: Program): Program {
    return { ...program, onDestroy: "Retain", adopted: Object.keys(program.names) };
  },
  crash: (program: Program, i: number, j: number): Program => edits.add(edits.move(program, j, i), i, j),
  fail: (program: Program, i: number, j: number): Program =>
    edits.stop(edits.remove(edits.crash(program, i, j), i), j),
};

/** The program after an edit. */
export const edited = (program: Program, { kind, i, j }: Edit): Program =>
  edits[kind]({ ...program, previousKeys: {} }, i, j);

const kinds = Object.keys(edits) as (keyof typeof edits)[];
export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  // Additions are frequent, so that the other edits have something to change.
  kind: fc.constantFrom(...kinds, "add" as const, "add" as const, "remove" as const),
  i: fc.nat({ max: 5 }),
  j: fc.nat({ max: 5 }),
});

/** The configuration of test/engine/programs/changes.ts for a program. */
export interface ChangesConfig extends Record<string, unknown> {
  readonly policyId: string;
  readonly onDestroy: "Retain" | "Delete";
  readonly component: string;
  readonly adopt: { readonly vaultId: string; readonly keys: string[] };
  readonly provider: string | undefined;
  readonly administrator: string;
  readonly vms: Readonly<Record<string, { vmId: string; previousKey?: string; protectionState?: string }>>;
  readonly isIdOnly: boolean;
}

export function configOf(program: Program): ChangesConfig {
  const { names, previousKeys, states, onDestroy, component, adopted, administrator, isIdOnly } = program;
  return {
    policyId: `${bankVaultId}/backupPolicies/nightly`,
    ...{ onDestroy, component, administrator, isIdOnly, provider: program.provider },
    adopt: { vaultId: bankVaultId, keys: adopted.filter((key) => Object.hasOwn(names, key)) },
    vms: Object.fromEntries(
      Object.entries(names).map(([key, name]) => {
        const [previousKey, protectionState] = [previousKeys[key], states[key]];
        const more = {
          ...(previousKey !== undefined && { previousKey }),
          ...(protectionState !== undefined && { protectionState }),
        };
        return [key, { vmId: vmId(name), ...more }];
      }),
    ),
  };
}
