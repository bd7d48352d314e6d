/** A deployment that a crash of the provider interrupts, and what brings it to its end. */
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import { changedSteps, env, errorsOf, expectNoChange, stackOf, succeeded, vmId } from "./engine";

/** The provider dies `before` Azure was asked, `after` Azure's write without an answer, or when the engine was `answered`. */
export type Crash = "before" | "after" | "answered";

/** `count` VMs; the first `up`, with `crashedIn` in its environment, is interrupted at the first creation of the resource, and fails. */
export async function crashedStack(
  crash: Crash,
  resource: string,
  count: number,
  crashedIn: NodeJS.ProcessEnv = {},
): Promise<Stack> {
  const vmIds = Object.fromEntries(Array.from({ length: count }, (_, i) => [`vm${i}`, vmId(`vm${i}`)]));
  const faults = [{ resource, operation: "create", crash, times: 1 }];
  const stack = await stackOf("backup", { config: { vmIds }, faults });
  expect((await stack.up({ env: { ...env, ...crashedIn } })).ok).toBe(false);
  return stack;
}

/** After a crash that Azure and the engine remember alike. */
export async function expectNextUpFinishes(stack: Stack): Promise<void> {
  succeeded(await stack.up({ env }));
  expectNoChange(await stack.up({ env }));
}

/** After a crash between Azure's write and its answer: `id` is part of the id of what the engine does not know. */
export async function expectRepairFinishes(stack: Stack, id: string): Promise<void> {
  const failed = await stack.up({ env });
  const refused = errorsOf(failed);
  expect(refused).toContain("cannot create already existing resource");
  expect(refused).toContain(id);
  // What to do is said beside azure-native's own error.
  expect(failed.log).toMatch(/npx azure-vm-backup repair --yes|adopt: \{ vaultId: /);

  const lines: string[] = [];
  const options = { pulumi: stack.pulumi, log: (line: string) => void lines.push(line) };
  expect(await repair({ ...options, yes: false })).toBe(0);
  expect(lines.at(-1)).toContain("no other stack manages them");
  expect(await repair({ ...options, yes: true })).toBeGreaterThan(0);

  const up = succeeded(await stack.up({ env }));
  expect(changedSteps(up).filter((step) => /delete|replace/.test(step))).toEqual([]);
  expectNoChange(await stack.up({ env }));
  expect(await repair({ ...options, yes: true })).toBe(0);
}
