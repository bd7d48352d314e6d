import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(120_000);

const config = { deleteItems: true, vmIds: { web: vmId("web") } };

it("a vault that answers 400 once is made by the next up", async () => {
  const fault = { resource: "*:Vault", operation: "create", status: 400, code: "Once", times: 1 };
  const stack = await stackOf("backup", { config, faults: [fault] });
  const failed = await stack.up({ env });
  expect(failed.ok).toBe(false);
  expect(errorsOf(failed)).toContain("Once");
  const next = await stack.up({ env });
  expect(errorsOf(next)).toBe("");
  expect(next.ok).toBe(true);
  expect(moves(await stack.up({ env }))).toEqual([]);
  stack.remove();
});

it.each([
  [
    "before the policy was written",
    { resource: "*:ProtectionPolicy", operation: "create", crash: "before", times: 1 },
  ],
  [
    "right after the policy was written",
    { resource: "*:ProtectionPolicy", operation: "create", crash: "answered", times: 1 },
  ],
  [
    "before the item was written",
    { resource: "*:ProtectedItem", operation: "create", crash: "before", times: 1 },
  ],
])("a crash %s is mended by the next up", async (_, fault) => {
  const stack = await stackOf("backup", { config, faults: [fault] });
  expect((await stack.up({ env })).ok).toBe(false);
  const next = await stack.up({ env });
  expect(errorsOf(next)).toBe("");
  expect(next.ok).toBe(true);
  expect(moves(await stack.up({ env }))).toEqual([]);
  stack.remove();
});

it("a crash between Azure's write and its answer: azure-native refuses to overwrite, and says what to import", async () => {
  const fault = { resource: "*:ProtectionPolicy", operation: "create", crash: "after", times: 1 };
  const stack = await stackOf("backup", { config, faults: [fault] });
  expect((await stack.up({ env })).ok).toBe(false);
  const next = await stack.up({ env });
  expect(errorsOf(next)).toContain("cannot create already existing resource");
  expect(errorsOf(next)).toContain("backupPolicies/nightly");
  stack.remove();
});
