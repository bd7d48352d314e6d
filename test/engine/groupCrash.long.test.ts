/** @jest-environment ./test/support/engineEnvironment.js */
// Operations on the resource group that a crash interrupts. No hook of the library is on the group, so the docs name the way back.
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import { crashedStack } from "../support/crashes";
import {
  bankGroup,
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  stackOf,
  succeeded,
  vmId,
} from "../support/engine";

jest.setTimeout(300_000);

let stack: Stack;
afterEach(() => stack.remove());

it("a group that Azure created and the stack does not have is imported by repair, and the next up finishes", async () => {
  stack = await crashedStack("after", "*:ResourceGroup", 1);
  expect(errorsOf(await stack.up({ env }))).toContain(
    `cannot create already existing resource '${bankGroup}'`,
  );
  const lines: string[] = [];
  const options = { pulumi: stack.pulumi, log: (line: string) => void lines.push(line) };
  await expect(repair({ ...options, yes: false })).rejects.toThrow("--subscription");
  const subscriptionId = "00000000-0000-0000-0000-000000000000";
  expect(await repair({ ...options, subscriptionId, yes: true })).toBe(1);
  expect(lines).toContain(`  bank  ${bankGroup}`);
  expect(lines).toContain(
    "If a resource group is imported, pulumi destroy deletes it with all that is in it.",
  );
  const steps = changedSteps(succeeded(await stack.up({ env })));
  expect(steps.filter((step) => /delete|replace|bank$/.test(step))).toEqual([]);
  expectNoChange(await stack.up({ env }));
});

it.each(["before", "after"] as const)(
  "a deletion of the group that a crash interrupts %s Azure's write: destroy finishes it, and up --refresh starts anew",
  async (crash) => {
    stack = await stackOf("backup", {
      config: { deleteItems: true, policy: { onDestroy: "Delete" }, vmIds: { web: vmId("web") } },
    });
    succeeded(await stack.up({ env }));
    const fault = { resource: "*:ResourceGroup", operation: "delete" as const, crash, times: 1 };
    stack.writeFaults([fault]);
    expect((await stack.destroy({ env })).ok).toBe(false);
    succeeded(await stack.up({ env, args: ["--refresh"] }));
    stack.writeFaults([{ ...fault, id: "again" }]);
    expect((await stack.destroy({ env })).ok).toBe(false);
    succeeded(await stack.destroy({ env }));
    expect((await stack.exportState()).resources ?? []).toEqual([]);
  },
);
