/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import {
  env,
  errorsOf,
  expectNoChange,
  itemId,
  propertiesInAzure,
  stackOf,
  succeeded,
  vmId,
} from "../support/engine";
import { guardId, guardRequest, unlockDelete } from "../support/guard";
import { warningsOf } from "../support/replacedVm";

jest.setTimeout(120_000);

let stack: Stack;
afterAll(() => stack.remove());

const refusal = "ResourceGuard Operation requestid is either null or empty";
const daily = (days: number, requests: string[] = []) => ({
  policy: { retention: { daily: { days } }, resourceGuardOperationRequests: requests },
});

it("a guarded vault accepts longer retention, and anything weaker only with the request that the program names", async () => {
  const vmIds = { web: vmId("web"), api: vmId("api") };
  stack = await stackOf("backup", {
    config: { vmIds, deleteItems: true, vault: { resourceGuardId: guardId } },
  });
  succeeded(await stack.up({ env }));
  stack.setConfig(daily(60));
  succeeded(await stack.up({ env }));

  const [forPolicy, forItem] = [
    guardRequest("updateProtectionPolicyRequests"),
    guardRequest("stopProtectionWithRetainDataRequests"),
  ];
  stack.setConfig({ ...daily(30), states: { web: "ProtectionStopped" } });
  expect(errorsOf(await stack.up({ env }))).toContain(
    `${refusal}: resourceGuardOperationRequests must name ${forPolicy}`,
  );
  stack.setConfig(daily(30, [forPolicy]));
  expect(errorsOf(await stack.up({ env }))).toContain(
    `${refusal}: resourceGuardOperationRequests must name ${forItem}`,
  );
  stack.setConfig({ guardRequests: [forItem] });
  succeeded(await stack.up({ env }));
  expect(propertiesInAzure(stack, itemId("web"))?.protectionState).toBe("ProtectionStopped");
  expectNoChange(await stack.up({ env, args: ["--refresh"] }));

  stack.setConfig({ ...daily(30), states: {}, guardRequests: undefined });
  succeeded(await stack.up({ env }));
});

it("the deletion of an item is refused until it is unlocked", async () => {
  stack.setConfig({ vmIds: { web: vmId("web") } });
  expect(errorsOf(await stack.up({ env }))).toContain(refusal);
  unlockDelete(stack, "deleteProtectedItemRequests", itemId("api"));
  succeeded(await stack.up({ env }));
  expect(propertiesInAzure(stack, itemId("api"))?.isScheduledForDeferredDelete).toBe(true);
});

it("a guarded vault becomes less immutable only with the request that the program names, and preview says so", async () => {
  const vault = { resourceGuardId: guardId, immutability: "Unlocked" };
  const request = guardRequest("reduceImmutabilityStateRequests");
  stack.setConfig({ vault });
  succeeded(await stack.up({ env }));
  stack.setConfig({ vault: { ...vault, immutability: "Disabled" } });
  const refused = await stack.up({ env });
  expect(errorsOf(refused)).toContain(`${refusal}: resourceGuardOperationRequests must name ${request}`);
  expect(warningsOf(refused)).toContain("names <guard id>/reduceImmutabilityStateRequests/default");
  stack.setConfig({
    vault: { ...vault, immutability: "Disabled", resourceGuardOperationRequests: [request] },
  });
  const reduced = succeeded(await stack.up({ env }));
  expect(warningsOf(reduced)).not.toContain("reduceImmutabilityStateRequests");
  expectNoChange(await stack.up({ env, args: ["--refresh"] }));
});
