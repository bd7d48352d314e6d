// "Discover the VMs, then configure": one program, against simulated Azure's REST API and provider.
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { errorsOf, moves, stackOf } from "../support/engine";
import { makeEstate } from "../support/estate";

jest.setTimeout(240_000);

let stack: Stack;
let arm: RestServer;
beforeAll(async () => {
  stack = await stackOf("discover");
  makeEstate({ folder: stack.azureDir, vms: 20, regions: ["westeurope", "northeurope"] });
  arm = await serveArm({ folder: stack.azureDir });
});
afterAll(async () => {
  stack.remove();
  await arm.stop();
});
const good = (outcome: Outcome): Outcome => {
  expect(errorsOf(outcome)).toBe("");
  return outcome;
};
const up = () => stack.up({ env: arm.env });

it("protects what can be, in the region of each, and leaves alone what others protect", async () => {
  const preview = good(await stack.preview({ env: arm.env }));
  expect(preview.log).toContain("bank/vm00003 is left out: vm-os-supported");
  expect(preview.log).toContain("bank/vm00000 is left out: vault safe-westeurope protects it");
  const first = good(await up());
  // Ten of northeurope without the blocked one, three ready of westeurope and one that is soft-deleted in another vault.
  expect((first.outputs.keys as string[]).length).toBe(13);
  expect(Object.keys(good(await up()).changes)).toEqual(["same"]);
});

it("a VM that comes is protected by the next up, and moves no other; one that is excluded leaves", async () => {
  const store = openStore(stack.azureDir);
  const [first] = [...store.ofType("Microsoft.Compute/virtualMachines")];
  if (first === undefined) throw new Error("no VM");
  const id = first.id.replace(/vm00000$/, "aaa-new");
  store.put({ ...first, id, name: "aaa-new" });
  expect(moves(good(await up()))).toEqual([
    "update bank",
    "update bank-westeurope",
    "create bank-westeurope-bank/aaa-new",
  ]);
  stack.setConfig({ exclude: ["aaa-*"] });
  const without = good(await up());
  expect(without.log).toContain("the VM stays protected in Azure");
});

it("where Azure cannot be asked the program fails, and nothing changes", async () => {
  arm.setFaults([{ request: /ResourceGraph/, status: 403, code: "AuthorizationFailed" }]);
  const failed = await up();
  arm.setFaults([]);
  expect(errorsOf(failed)).toContain("Azure answered 403 AuthorizationFailed");
  expect(moves(failed).filter((move) => /delete|create/.test(move))).toEqual([]);
  expect(moves(good(await up())).filter((move) => /delete|create/.test(move))).toEqual([]);
});
