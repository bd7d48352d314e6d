/** What must hold after each of a sequence of edits, on the real engine and on the model of it. */

import type { Pulumi } from "../../../cli/pulumi";
import { repair } from "../../../cli/repair/repair";
import type { RepairReport } from "../../../cli/repair/report";
import { openStore } from "../../../simulator/azure/store";
import { itemId } from "../engine";
import {
  type ChangesConfig,
  configOf,
  type Edit,
  edited,
  firstProgram,
  type Program,
  vmNames,
} from "./edits";

export interface Outcome {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
  readonly steps: readonly { readonly op: string; readonly name: string }[];
}

/** A stack of the program, on the real engine or on the model of it. */
export interface ChangedStack {
  readonly azureDir: string;
  preview(): Promise<Outcome>;
  up(): Promise<Outcome>;
  setConfig(config: ChangesConfig): void;
  writeFaults(faults: unknown): void;
  readonly pulumi: Pulumi;
}

type Items = Readonly<Record<string, "active" | "soft">>;

/** What simulated Azure has, by VM name. */
export function itemsIn({ azureDir }: Pick<ChangedStack, "azureDir">): Items {
  const store = openStore(azureDir);
  return Object.fromEntries(
    vmNames.flatMap((name) => {
      const found = store.find(itemId(name))?.properties.properties as
        | { isScheduledForDeferredDelete?: boolean }
        | undefined;
      return found === undefined
        ? []
        : [[name, found.isScheduledForDeferredDelete === true ? "soft" : "active"]];
    }),
  );
}

const messagesOf = ({ diagnostics }: Outcome, severity: string): string[] =>
  diagnostics.flatMap((one) => (one.severity === severity ? [one.message] : []));

const lostIn = (before: Items, after: Items): string[] =>
  Object.keys(before).filter((name) => before[name] === "active" && after[name] === "soft");

/** Whether some message says that the backup under a key is or may be deleted. */
const announces = (messages: readonly string[], key: string): boolean =>
  messages
    .flatMap((message) => message.split("\n"))
    .some((line) => (line.includes(`vms.${key}`) || line.includes(`vms["${key}"]`)) && /delete/i.test(line));

/** What messages claim about the items of VMs that leave: "soft" or "active", by VM name. */
function claimsIn(messages: readonly string[], { names }: Program): Items {
  const claims: Record<string, "active" | "soft"> = {};
  for (const message of messages) {
    const [, quoted, plain] = /vms(?:\["([^"]+)"\]|\.(\w+))/.exec(message) ?? [];
    const name = names[quoted ?? plain ?? ""];
    if (/ is removed from the map, and onDestroy is Delete/.test(message) && name) claims[name] = "soft";
    if (/ is removed from the map: /.test(message) && name) claims[name] = "active";
    const [, moved, becomes] = /The item of bank\/(\w) (is deleted|stays in Azure with)/.exec(message) ?? [];
    if (moved !== undefined) claims[moved] = becomes === "is deleted" ? "soft" : "active";
  }
  return claims;
}

export interface Counts {
  refused: number;
  made: number;
  lost: number;
  healed: number;
}

/** A sequence of edits. `onStep` receives what was printed and done. */
export async function runSequence(
  stack: ChangedStack,
  sequence: readonly Edit[],
  onStep: (text: readonly unknown[]) => void = () => {},
): Promise<Counts> {
  let program = firstProgram;
  const counts: Counts = { refused: 0, made: 0, lost: 0, healed: 0 };
  /** The keys that VMs have had: one of them is in the state. */
  const keysByName = new Map<string, Set<string>>();

  const preview = async () => {
    const outcome = await stack.preview();
    onStep(["preview", outcome.ok, ...messagesOf(outcome, "warning"), ...messagesOf(outcome, "error")]);
    return outcome;
  };
  /** An up, after a preview that has announced what is lost. */
  const up = async ({ names }: Program, announced: readonly string[]) => {
    for (const [key, name] of Object.entries(names))
      keysByName.set(name, (keysByName.get(name) ?? new Set()).add(key));
    const before = itemsIn(stack);
    const outcome = await stack.up();
    const after = itemsIn(stack);
    onStep(["up", outcome.ok, stepsOf(outcome), ...messagesOf(outcome, "warning"), after]);
    const lost = lostIn(before, after);
    for (const name of lost) {
      const isAnnounced = [...(keysByName.get(name) ?? [])].some((key) => announces(announced, key));
      expect({ name, isAnnounced, announced }).toEqual({ name, isAnnounced: true, announced });
    }
    counts.lost += lost.length;
    // Every VM of the program has its item.
    if (outcome.ok)
      for (const name of Object.values(names)) expect([name, after[name]]).toEqual([name, "active"]);
    return outcome;
  };
  const succeeded = (outcome: Outcome) => {
    expect(messagesOf(outcome, "error")).toEqual([]);
    expect(outcome.ok).toBe(true);
  };
  /** One up, or one repair and one up, heals a stack. */
  const heal = async () => {
    const first = await preview();
    if (first.ok && (await up(program, messagesOf(first, "warning"))).ok) return;
    counts.healed++;
    await repair({ pulumi: stack.pulumi, log: () => {}, yes: true });
    const second = await preview();
    succeeded(second);
    succeeded(await up(program, messagesOf(second, "warning")));
  };

  stack.setConfig(configOf(program));
  succeeded(await up(program, []));
  for (const edit of sequence) {
    const next = edited(program, edit);
    stack.setConfig(configOf(next));
    onStep([edit]);
    const previewed = await preview();
    const warnings = messagesOf(previewed, "warning");
    if (!previewed.ok) {
      // It gives a reason of this library, or Pulumi's own for an adopted item that Azure does not have.
      expect(messagesOf(previewed, "error").join("\n")).toMatch(
        /Fix:|adopt|set previousKey|protectionState|NotFound/,
      );
      counts.refused++;
      continue;
    }
    // Undeleting needs Azure's REST API: recoveryPoints.test.ts does it.
    if (warnings.some((message) => message.includes("is adopted and soft-deleted"))) continue;
    const before = itemsIn(stack);
    // `repair` says the same as preview, also about a component that no longer runs. Not each time, because it is a preview more.
    const leaving = edit.j % 3 === 0 ? await leavingIn(stack) : undefined;
    const fault = faultOf(edit);
    if (fault !== undefined) {
      stack.writeFaults([fault]);
      await up(next, warnings);
      stack.writeFaults([]);
      program = next;
      await heal();
    } else {
      succeeded(await up(next, warnings));
      const [after, claims] = [itemsIn(stack), claimsIn(warnings, program)];
      const claimed = Object.keys(claims).filter((name) => Object.hasOwn(before, name));
      expect(claimed.map((name) => [name, after[name]])).toEqual(claimed.map((name) => [name, claims[name]]));
      if (leaving !== undefined) expectLeft(leaving, before, after);
    }
    program = next;
    counts.made++;
  }
  return counts;
}

/** What `repair` says about the items that leave the stack. */
async function leavingIn({ pulumi }: ChangedStack): Promise<RepairReport["leaving"]> {
  let leaving: RepairReport["leaving"] = [];
  const onReport = (report: RepairReport) => {
    leaving = report.leaving;
  };
  await repair({ pulumi, log: () => {}, yes: false, onReport });
  return leaving;
}

/** All backups that are lost, and no others, were to be deleted. */
function expectLeft(leaving: RepairReport["leaving"], before: Items, after: Items): void {
  const nameIn = (id: string) => id.split(";").at(-1) ?? "";
  const deleted = leaving.filter(({ isDeleted }) => isDeleted).map(({ id }) => nameIn(id));
  expect(deleted.filter((name) => before[name] === "active").sort()).toEqual(lostIn(before, after).sort());
  for (const { id, isDeleted } of leaving)
    if (!isDeleted) expect([nameIn(id), after[nameIn(id)]]).toEqual([nameIn(id), before[nameIn(id)]]);
}

const stepsOf = ({ steps }: Outcome): string[] =>
  steps
    .filter(({ op }) => op !== "same")
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

/** The fault during an edit: the provider dies, or Azure refuses a request. Undefined: none. */
function faultOf({ kind, i, j }: Edit) {
  const fault = { id: `${i}${j}`, resource: "*:ProtectedItem", times: 1 };
  if (kind === "crash") return { ...fault, operation: "create", crash: i % 2 ? "after" : "before" };
  if (kind === "fail")
    return { ...fault, operation: (["create", "update", "delete"] as const)[i % 3], status: 400 };
  return undefined;
}
