/** @jest-environment ./test/support/engineEnvironment.js */
// A crash of each kind at each resource. The provider stops answering; in two of them it is a process that dies.
import { type Crash, crashedStack, expectNextUpFinishes, expectRepairFinishes } from "../support/crashes";

jest.setTimeout(300_000);

/** A command with options of Node.js starts a process for the program and for the provider. */
const ownProcesses = { NODE_OPTIONS: "" };

const resources: [what: string, resource: string, idPart: string, vms: number][] = [
  ["the vault", "*:Vault", "/vaults/bank-vault", 2],
  ["the policy", "*:ProtectionPolicy", "/backupPolicies/nightly", 2],
  ["an item", "*:ProtectedItem", "/protectedItems/", 6],
];
const crashes: Crash[] = ["before", "answered", "after"];

describe.each(crashes)("a crash %s the write or its answer", (crash) => {
  it.each(resources)("of %s: nothing is lost or doubled", async (_, resource, idPart, vms) => {
    const dies = resource === "*:ProtectedItem" && crash !== "after";
    const stack = await crashedStack(crash, resource, vms, dies ? ownProcesses : {});
    if (crash === "after") await expectRepairFinishes(stack, idPart);
    else await expectNextUpFinishes(stack);
    stack.remove();
  });
});
