/** @jest-environment ./test/support/engineEnvironment.js */
// replace.long.test.ts has onDestroy Delete.
import { errorsOf, stackOf, succeeded } from "../support/engine";
import { describeReplacedVm, warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

describeReplacedVm("Retain");

it("preview refuses to create a VM anew that is named only by its id, and warns once of all such VMs", async () => {
  const stack = await stackOf("redeploy", { config: { onDestroy: "Retain", idOnly: true } });
  succeeded(await stack.up());
  stack.setConfig({ admin: "newcomer" });
  const refused = await stack.preview();
  expect([refused.ok, errorsOf(refused)]).toEqual([
    false,
    expect.stringContaining("vms.web: the VM is created anew, and its names are only in its id"),
  ]);
  const warnings = warningsOf(refused);
  expect(warnings.match(/preview does not know the names of vms\.web\./g)).toHaveLength(1);
  expect(warnings).toContain('const web = { resourceGroupName: group.name, vmName: "web" }');
  stack.remove();
});
