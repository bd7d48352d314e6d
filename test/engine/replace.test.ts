/** @jest-environment ./test/support/engineEnvironment.js */
// replace.long.test.ts has onDestroy Delete.
import { stackOf, succeeded } from "../support/engine";
import { describeReplacedVm, warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

describeReplacedVm("Retain");

it("preview warns once of all VMs that are created anew and named only by their ids", async () => {
  const stack = await stackOf("redeploy", { config: { onDestroy: "Retain", idOnly: true } });
  succeeded(await stack.up());
  stack.setConfig({ admin: "newcomer" });
  const warnings = warningsOf(await stack.preview());
  expect(warnings.match(/preview does not know the names of vms\.web\./g)).toHaveLength(1);
  expect(warnings).toContain('const web = { resourceGroupName: group.name, vmName: "web" }');
  stack.remove();
});
