/** @jest-environment ./test/support/engineEnvironment.js */
// Components that add rules to one network security group.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { bankGroup, errorsOf, expectNoChange, stackOf, succeeded } from "../support/engine";
import { warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

const groupId = `${bankGroup}/providers/Microsoft.Network/networkSecurityGroups/locked`;

let stack: Stack;
afterEach(() => stack.remove());

const prioritiesOf = ({ steps }: Outcome) =>
  Object.fromEntries(
    steps
      .filter(({ type }) => type.endsWith(":SecurityRule"))
      .map(({ name, inputs }) => [name, inputs?.priority] as const),
  );

it("choose different free priorities, keep them in any order of declaration, and are refused a taken one", async () => {
  stack = await stackOf("neighbours", { config: { rules: [{ name: "one" }, { name: "two" }] } });
  expect(prioritiesOf(succeeded(await stack.preview()))).toEqual({ one: 100, two: 101 });
  expect(prioritiesOf(succeeded(await stack.up()))).toEqual({ one: 100, two: 101 });

  stack.setConfig({
    rules: [{ name: "tags", kind: "tags" }, { name: "new" }, { name: "two" }, { name: "one" }],
  });
  const all = { one: 100, two: 101, new: 102 };
  const tags = { "tags-AzureBackup": 110, "tags-Storage": 111, "tags-AzureActiveDirectory": 112 };
  expect(prioritiesOf(succeeded(await stack.preview()))).toEqual({ ...all, ...tags });
  expect(prioritiesOf(succeeded(await stack.up()))).toEqual({ ...all, ...tags });
  expectNoChange(await stack.up());

  stack.setConfig({ rules: [{ name: "mine", args: { priority: 101 } }, { name: "one" }, { name: "two" }] });
  const refused = await stack.preview();
  expect(refused.ok).toBe(false);
  const error = errorsOf(refused).replaceAll(/\s+/g, " ");
  expect(error).toMatch(/BackupNsgRule "two" at neighbours\S+ has 1 error/);
  expect(error.match(/another rule has it: mine \(101 of BackupNsgRule "mine"\)/g)).toHaveLength(1);
});

it("knows the rules of others in Azure, and advises if Azure refuses a priority", async () => {
  stack = await stackOf("neighbours", { config: { rules: [] } });
  succeeded(await stack.up());
  const theirs = { name: "theirs", direction: "Outbound", access: "Allow", priority: 100, protocol: "Tcp" };
  const any = { sourceAddressPrefix: "*", destinationAddressPrefix: "*" };
  const id = `${groupId}/securityRules/theirs`;
  openStore(stack.azureDir).put({
    ...{ id, name: "theirs", type: "Microsoft.Network/networkSecurityGroups/securityRules" },
    properties: { id, ...theirs, ...any, sourcePortRange: "*", destinationPortRange: "443" },
  });
  stack.setConfig({ rules: [{ name: "mine", args: { priority: 100 } }] });
  const refused = await stack.preview();
  expect(errorsOf(refused)).toContain("already in use: theirs (100)");
  expect(errorsOf(refused)).toContain("set it to 101, or leave it out");

  stack.setConfig({ rules: [{ name: "mine" }] });
  const conflict = {
    ...{ operation: "create", resource: "mine", times: 1 },
    ...{ status: 400, code: "SecurityRuleConflict" },
  };
  writeFileSync(join(stack.azureDir, "faults.json"), JSON.stringify([conflict]));
  const failed = await stack.up({ env: { AZURE_SIMULATION_FAULTS: join(stack.azureDir, "faults.json") } });
  expect(failed.ok).toBe(false);
  expect(warningsOf(failed)).toContain("mine: another rule of the network security group has priority 101.");
  expect(prioritiesOf(succeeded(await stack.up()))).toEqual({ mine: 101 });
});
