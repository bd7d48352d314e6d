/** @jest-environment ./test/support/engineEnvironment.js */
// Two interrupted creations; crash.long.test.ts has a crash of each kind at each resource.
import type { Stack } from "../../simulator/engine";
import { crashedStack, expectNextUpFinishes } from "../support/crashes";
import { env, errorsOf, expectNoChange, stackOf, succeeded, vmId } from "../support/engine";

jest.setTimeout(180_000);

let stack: Stack;
afterEach(() => stack.remove());

it("a crash right after the answer for the policy: the next up finishes", async () => {
  stack = await crashedStack("answered", "*:ProtectionPolicy", 1);
  await expectNextUpFinishes(stack);
});

it("a resource that Azure created and failed at later is not created again: the stack keeps it, and the next up completes it", async () => {
  const fault = { status: 500, code: "CloudInternalError", partial: true, times: 1 };
  const vmIds = { web: vmId("web"), api: vmId("api") };
  stack = await stackOf("backup", {
    config: { vmIds, "azure-vm-backup:retryPauseSeconds": 0 },
    faults: [{ resource: "*:ProtectedItem", operation: "create", ...fault }],
  });
  const failed = await stack.up({ env });
  expect(errorsOf(failed)).toContain("CloudInternalError");
  expect(failed.log).not.toContain("retrying");
  succeeded(await stack.up({ env }));
  expectNoChange(await stack.up({ env }));
});
