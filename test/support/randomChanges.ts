/** Random changes of a ProtectedVms on the real engine: preview says what happens, and each stack can be healed. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { repair } from "../../cli/repair/repair";
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { bankVaultId, env, errorsOf, itemId, stackOf, succeeded, vmId } from "./engine";
import { warningsOf } from "./replacedVm";

/** A program: VM names by key, and the other arguments of ProtectedVms. */
interface Program {
  readonly names: Readonly<Record<string, string>>;
  readonly previousKeys: Readonly<Record<string, string>>;
  readonly stopped: readonly string[];
  readonly onDestroy: "Retain" | "Delete";
  readonly component: string;
  readonly adopted: readonly string[];
}

const vmNames = ["a", "b", "c", "d", "e", "f"];

/** An edit chooses a key and a VM by number; it does nothing if there is none. */
interface Edit {
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
  stop(program: Program, i: number): Program {
    const key = keyAt(program, i);
    return key === undefined ? program : { ...program, stopped: [key] };
  },
  renameComponent(program: Program, i: number): Program {
    return { ...program, component: `backup${i}` };
  },
  /** What preview printed is pasted into the program. */
  adopt(program: Program): Program {
    return { ...program, onDestroy: "Retain", adopted: Object.keys(program.names) };
  },
  crash: (program: Program, i: number, j: number): Program => edits.add(edits.move(program, j, i), i, j),
};

const kinds = Object.keys(edits) as (keyof typeof edits)[];
const anyEdit: fc.Arbitrary<Edit> = fc.record({
  // Additions are frequent, so that the other edits have something to change.
  kind: fc.constantFrom(...kinds, "add" as const, "add" as const, "remove" as const),
  i: fc.nat({ max: 5 }),
  j: fc.nat({ max: 5 }),
});

const configOf = ({ names, previousKeys, stopped, onDestroy, component, adopted }: Program) => ({
  policyId: `${bankVaultId}/backupPolicies/nightly`,
  onDestroy,
  component,
  adopt: { vaultId: bankVaultId, keys: adopted.filter((key) => Object.hasOwn(names, key)) },
  vms: Object.fromEntries(
    Object.entries(names).map(([key, name]) => {
      const previousKey = previousKeys[key];
      const more = {
        ...(previousKey !== undefined && { previousKey }),
        ...(stopped.includes(key) && { protectionState: "ProtectionStopped" }),
      };
      return [key, { vmId: vmId(name), ...more }];
    }),
  ),
});

type Items = Readonly<Record<string, "active" | "soft">>;

/** What simulated Azure has, by VM name. */
function itemsIn({ azureDir }: Stack): Items {
  const store = openStore(azureDir);
  return Object.fromEntries(
    vmNames.flatMap((name) => {
      const found = store.find(itemId(name))?.properties.properties as {
        isScheduledForDeferredDelete?: boolean;
      };
      return found === undefined
        ? []
        : [[name, found.isScheduledForDeferredDelete === true ? "soft" : "active"]];
    }),
  );
}

const lostIn = (before: Items, after: Items): string[] =>
  Object.keys(before).filter((name) => before[name] === "active" && after[name] === "soft");

/** Whether some text says that the backup under a key is or may be deleted. */
const announces = (log: string, key: string): boolean =>
  log
    .split("\n")
    .some((line) => (line.includes(`vms.${key}`) || line.includes(`vms["${key}"]`)) && /delete/i.test(line));

/** One sequence, in a simulated Azure of its own. Returns how many edits preview refused, and how many were made. */
async function runSequence(
  sequence: readonly Edit[],
  azureDir: string,
): Promise<{ refused: number; made: number }> {
  let program: Program = {
    ...{ names: { k0: "a", k1: "b", k2: "c" }, previousKeys: {}, stopped: [], adopted: [] },
    ...{ onDestroy: "Retain", component: "backup" },
  };
  const stack = await stackOf("changes", { azureDir, config: configOf(program) });
  const count = { refused: 0, made: 0 };
  try {
    succeeded(await stack.up({ env }));
    let announced = "";
    for (const { kind, i, j } of sequence) {
      const next = edits[kind]({ ...program, previousKeys: {} }, i, j);
      stack.setConfig(configOf(next));
      const preview = await stack.preview({ env });
      announced += `${warningsOf(preview)}\n`;
      if (!preview.ok) {
        // It gives a reason of this library, or Pulumi's own for an adopted item that Azure does not have.
        expect(errorsOf(preview)).toMatch(/Fix:|adopt|set previousKey|protectionState|NotFound/);
        stack.setConfig(configOf(program));
        count.refused++;
        continue;
      }
      if (/is adopted and soft-deleted/.test(preview.log)) {
        // Undeleting needs Azure's REST API: recoveryPoints.test.ts does it.
        stack.setConfig(configOf(program));
        continue;
      }
      const before = itemsIn(stack);
      if (kind === "crash") {
        stack.writeFaults([
          {
            id: `${i}${j}`,
            resource: "*:ProtectedItem",
            operation: "create",
            crash: i % 2 ? "after" : "before",
            times: 1,
          },
        ]);
        await stack.up({ env });
        stack.writeFaults([]);
        // One up, or one repair and one up.
        const healed = await stack.up({ env });
        if (!healed.ok) {
          await repair({ pulumi: stack.pulumi, log: () => {}, yes: true });
          succeeded(await stack.up({ env }));
        }
      } else succeeded(await stack.up({ env }));
      const after = itemsIn(stack);
      for (const name of lostIn(before, after)) {
        const key = Object.keys(program.names).find((one) => program.names[one] === name) ?? "?";
        expect({ name, key, announced: announces(announced, key) }).toEqual({ name, key, announced: true });
      }
      // Every VM of the program has its item.
      for (const name of Object.values(next.names)) expect([name, after[name]]).toEqual([name, "active"]);
      [program, announced] = [next, ""];
      count.made++;
    }
    return count;
  } finally {
    stack.remove();
  }
}

/** Declares the test with a number of sequences of random edits. */
export function testRandomChanges(
  sequences: number,
  { editsEach = 12, ...given }: { readonly editsEach?: number; readonly seed?: number } = {},
): void {
  it(`${sequences} sequences of ${editsEach} random edits: preview says what happens, and every stack heals`, async () => {
    const owner = await stackOf("backup", { config: { vmIds: {} } });
    succeeded(await owner.up({ env }));
    const root = mkdtempSync(join(tmpdir(), "avb-changes-"));
    const total = { refused: 0, made: 0 };
    let run = 0;
    try {
      const property = fc.asyncProperty(
        fc.array(anyEdit, { minLength: editsEach, maxLength: editsEach }),
        async (sequence) => {
          const azureDir = join(root, String(run++));
          cpSync(owner.azureDir, azureDir, { recursive: true });
          const { refused, made } = await runSequence(sequence, azureDir);
          [total.refused, total.made] = [total.refused + refused, total.made + made];
        },
      );
      await fc.assert(property, { numRuns: sequences, endOnFailure: true, ...given });
      expect(total.made).toBeGreaterThan(sequences);
    } finally {
      owner.remove();
      rmSync(root, { recursive: true, force: true });
    }
  });
}
