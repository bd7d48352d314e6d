/** What must hold after each of a sequence of edits of a program with vaults and policies. */
import { repair } from "../../../../cli/repair/repair";
import type { RepairReport } from "../../../../cli/repair/report";
import type { Counts, Outcome } from "../sequence";
import { byVm, inAzure } from "./azure";
import { claimsIn, messagesOf, vmsAnnouncedIn } from "./claims";
import { faultOf, type Kind, type VaultEdit } from "./kind";

/** A stack on the real engine or on the model of it. */
export interface VaultStack<Program> {
  readonly azureDir: string;
  preview(): Promise<Outcome>;
  up(): Promise<Outcome>;
  setConfig(program: Program): void;
  writeFaults(faults: unknown): void;
  readonly pulumi: Parameters<typeof repair>[0]["pulumi"];
}

const subscriptionId = "00000000-0000-0000-0000-000000000000";

/** A reason of this library against a change, or Pulumi's own for a protected vault or an adopted item that Azure does not have. */
const reasons =
  /Fix:|adopt|set previousKey|protectionState|NotFound|repair --yes|because it is protected|has \d+ errors?|marked for protection/;

/** Azure's refusals of a deletion whose component left the program: nothing of this library runs then. */
const refusedDeletions =
  /BMSUserErrorPolicyObjectInUse|ServiceResourceNotEmptyWithBackendMessage|The vault is immutable/;

/** A sequence of edits. `onStep` receives what was printed and done. */
export async function runVaultSequence<Program>(
  stack: VaultStack<Program>,
  kind: Kind<Program>,
  sequence: readonly VaultEdit[],
  onStep: (text: readonly unknown[]) => void = () => {},
): Promise<Counts> {
  let program = kind.first;
  /** The programs since the last up that succeeded. */
  let tried: readonly Program[] = [];
  const counts: Counts = { refused: 0, made: 0, lost: 0, healed: 0 };
  const azure = () => inAzure(stack.azureDir);

  const preview = async () => {
    const outcome = await stack.preview();
    onStep(["preview", outcome.ok, ...messagesOf(outcome, "warning"), ...messagesOf(outcome, "error")]);
    return outcome;
  };
  const succeeded = (outcome: Outcome) => {
    expect(messagesOf(outcome, "error")).toEqual([]);
    expect(outcome.ok).toBe(true);
  };
  /** An up of a program, which `announced` said would lose backups. */
  const up = async (next: Program, announced: readonly string[]) => {
    const before = azure();
    const outcome = await stack.up();
    const after = azure();
    onStep([
      "up",
      outcome.ok,
      ...messagesOf(outcome, "warning"),
      ...messagesOf(outcome, "error"),
      after.items,
    ]);
    const [vmsBefore, vmsAfter] = [byVm(before), byVm(after)];
    const lost = Object.keys(vmsBefore).filter(
      (vm) => vmsBefore[vm] === "active" && vmsAfter[vm] !== "active",
    );
    expect(lost.filter((vm) => !announced.includes(vm))).toEqual([]);
    counts.lost += lost.length;
    const { items, policies } = kind.expected(next);
    const asked = [...tried, next];
    if (outcome.ok) {
      // What the program declares is in Azure.
      for (const { vm, vault } of Object.values(items))
        expect([vault, vm, after.items[`${vault}/${vm}`]]).toEqual([vault, vm, "active"]);
      expect(after.policies).toMatchObject(policies);
    }
    // No vault and no policy disappears unless its deletion was asked for.
    tried = outcome.ok ? [next] : [...tried, next];
    const isAllowed = (name: string) => asked.some((one) => kind.expected(one).isDeleted(name));
    const gone = [
      ...before.vaults.filter((name) => !after.vaults.includes(name)),
      ...Object.keys(before.policies).filter((name) => !Object.hasOwn(after.policies, name)),
    ];
    expect(gone.filter((name) => !isAllowed(name))).toEqual([]);
    return outcome;
  };
  /** One up, or one repair and one up, heals a stack. */
  const heal = async (keys: Keys) => {
    const first = await preview();
    const announced = (outcome: Outcome) => vmsAnnouncedIn(messagesOf(outcome, "warning"), keys);
    if (first.ok && (await up(program, announced(first))).ok) return;
    counts.healed++;
    await repair({ pulumi: stack.pulumi, log: () => {}, yes: true, subscriptionId });
    const second = await preview();
    succeeded(second);
    succeeded(await up(program, announced(second)));
  };
  /** The VMs by all keys that they have had. */
  type Keys = Map<string, Set<string>>;
  const keys: Keys = new Map();
  const remember = (one: Program) => {
    for (const [key, { vm }] of Object.entries(kind.expected(one).items))
      keys.set(key, (keys.get(key) ?? new Set()).add(vm));
  };

  stack.setConfig(program);
  remember(program);
  succeeded(await up(program, []));
  for (const edit of sequence) {
    const next = kind.edited(program, edit);
    stack.setConfig(next);
    onStep([edit]);
    const previewed = await preview();
    const warnings = messagesOf(previewed, "warning");
    if (!previewed.ok) {
      expect(messagesOf(previewed, "error").join("\n")).toMatch(reasons);
      counts.refused++;
      continue;
    }
    // Undeleting needs Azure's REST API: recoveryPoints.test.ts does it.
    if (warnings.some((message) => message.includes("is adopted and soft-deleted"))) continue;
    const before = azure();
    const isSilent = kind.removesComponent(program, next);
    const leaving = isSilent || edit.j % 3 === 0 ? await leavingIn(stack) : undefined;
    const announced = [
      ...vmsAnnouncedIn(warnings, keys),
      ...(isSilent ? vmsOf((leaving ?? []).filter(({ isDeleted }) => isDeleted)) : []),
    ];
    remember(next);
    const fault = faultOf(edit);
    if (warnings.some((message) => message.includes("the vault is immutable"))) {
      // The vault is another stack's, so preview only warned. Azure refuses the change, and it is taken back.
      if (fault !== undefined) continue;
      expect(messagesOf(await up(next, announced), "error").join("\n")).toContain("The vault is immutable");
      counts.refused++;
      stack.setConfig(program);
      await heal(keys);
      continue;
    }
    if (fault !== undefined) {
      stack.writeFaults([fault]);
      await up(next, announced);
      stack.writeFaults([]);
      program = next;
      await heal(keys);
    } else {
      const outcome = await up(next, announced);
      if (isSilent && !outcome.ok) {
        expect(messagesOf(outcome, "error").join("\n")).toMatch(refusedDeletions);
        // What was deleted before comes back by adopt, through Azure's REST API: recoveryPoints.test.ts does it.
        if (announced.length > 0) return counts;
        // The component is put back.
        stack.setConfig(program);
        await heal(keys);
        continue;
      }
      succeeded(outcome);
      const after = azure();
      const claims = claimsIn(warnings, kind.expected(program).items);
      // The soft-deleted items are deleted with the vault.
      const withoutVault = Object.values(claims.vaults).includes(false) ? "soft" : undefined;
      const vms = byVm(after);
      const claimed = Object.keys(claims.items).filter((vm) => Object.hasOwn(byVm(before), vm));
      expect(claimed.map((vm) => [vm, vms[vm] ?? withoutVault])).toEqual(
        claimed.map((vm) => [vm, claims.items[vm]]),
      );
      for (const [vault, stays] of Object.entries(claims.vaults))
        expect([vault, after.vaults.includes(`bank-${vault}`)]).toEqual([vault, stays]);
      if (leaving !== undefined) expectLeft(leaving, byVm(before), vms);
    }
    program = next;
    counts.made++;
  }
  return counts;
}

type Leaving = RepairReport["leaving"];

/** What `repair` says about the items that leave the stack. */
async function leavingIn({ pulumi }: Pick<VaultStack<unknown>, "pulumi">): Promise<Leaving> {
  let leaving: Leaving = [];
  const onReport = (report: RepairReport) => {
    leaving = report.leaving;
  };
  await repair({ pulumi, log: () => {}, yes: false, onReport, subscriptionId });
  return leaving;
}

const vmsOf = (leaving: Leaving): string[] => leaving.map(({ id }) => id.split(";").at(-1) ?? "");

/** All backups that are lost, and no others, were to be deleted. */
function expectLeft(
  leaving: Leaving,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): void {
  const deleted = vmsOf(leaving.filter(({ isDeleted }) => isDeleted)).filter((vm) => before[vm] === "active");
  const lost = Object.keys(before).filter((vm) => before[vm] === "active" && after[vm] !== "active");
  expect(deleted.sort()).toEqual(lost.sort());
  for (const vm of vmsOf(leaving.filter(({ isDeleted }) => !isDeleted)))
    expect([vm, after[vm]]).toEqual([vm, before[vm]]);
}
