/** @jest-environment ./test/support/engineEnvironment.js */
// A program that discovers VMs and protects them, against simulated Azure's REST API and provider.
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { changedSteps, errorsOf, expectNoChange, stackOf, succeeded } from "../support/engine";
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
const up = () => stack.up({ env: arm.env });

it("protects each VM that it can, in the VM's region, and leaves out what another vault protects", async () => {
  const preview = succeeded(await stack.preview({ env: arm.env }));
  expect(preview.log).toContain("bank/vm00003 is left out: vm-os-supported");
  expect(preview.log).toContain("bank/vm00000 is left out: vault safe-westeurope protects it");
  const first = succeeded(await up());
  // Nine in northeurope, since one is blocked; in westeurope three that are ready and one that is soft-deleted in another vault.
  expect((first.outputs.keys as string[]).length).toBe(13);
  expectNoChange(await up());
});

it("the next up protects a new VM and changes no other; an excluded one leaves", async () => {
  const store = openStore(stack.azureDir);
  const [first] = [...store.ofType("Microsoft.Compute/virtualMachines")];
  if (first === undefined) throw new Error("no VM");
  const id = first.id.replace(/vm00000$/, "aaa-new");
  store.put({ ...first, id, name: "aaa-new" });
  expect(changedSteps(succeeded(await up()))).toEqual([
    "update bank",
    "update bank-westeurope",
    "create bank-westeurope-bank/aaa-new",
  ]);
  stack.setConfig({ exclude: ["aaa-*"] });
  const without = succeeded(await up());
  expect(without.log).toContain("the VM stays protected in Azure");
});

it("the program fails if Azure refuses the query, and nothing changes", async () => {
  arm.setFaults([{ request: /ResourceGraph/, status: 403, code: "AuthorizationFailed" }]);
  const failed = await up();
  arm.setFaults([]);
  expect(errorsOf(failed)).toContain("Azure returned 403 AuthorizationFailed");
  const createdOrDeleted = /delete|create/;
  expect(changedSteps(failed).filter((step) => createdOrDeleted.test(step))).toEqual([]);
  const next = changedSteps(succeeded(await up()));
  expect(next.filter((step) => createdOrDeleted.test(step))).toEqual([]);
});
