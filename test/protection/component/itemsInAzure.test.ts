import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { askAzure, maxRequests } from "../../../src/protection/component/itemsInAzure";

const vault = { vaultName: "safe", resourceGroupName: "bank" };
const places = (count: number) => Array.from({ length: count }, (_, i) => `bank/vm${i}`);
/** Fails as a call of the engine does. */
const fail = (details: string) => {
  throw Object.assign(new Error(details), { details });
};
const notFound = () => fail('request failed /x: Status=404 Code="ResourceNotFound"');

let calls: pulumi.runtime.MockCallArgs[];
let [underWay, most] = [0, 0];
async function answering(answer: (call: pulumi.runtime.MockCallArgs) => Record<string, unknown>) {
  calls = [];
  [underWay, most] = [0, 0];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: async (call) => {
      calls.push(call);
      most = Math.max(most, ++underWay);
      await new Promise((done) => setImmediate(done));
      underWay--;
      return answer(call);
    },
  });
}
const itemCalls = () => calls.filter(({ token }) => token.endsWith(":getProtectedItem"));

it("one answer for each place, at most eight requests at a time, and no more than the limit", async () => {
  await answering(({ inputs, token }) => {
    if (token.endsWith(":getVault")) return { id: "/vault" };
    if (inputs.protectedItemName !== "vm;iaasvmcontainerv2;bank;vm1") return notFound();
    return { id: "/item", properties: { isScheduledForDeferredDelete: true, policyId: "/p" } };
  });
  const { byPlace, notAsked } = await askAzure(places(maxRequests + 7), vault, undefined);
  expect(itemCalls()).toHaveLength(maxRequests);
  expect(most).toBe(8);
  expect(byPlace.get("bank/vm0")).toBe("absent");
  expect(byPlace.get("bank/vm1")).toEqual({ id: "/item", isSoftDeleted: true, state: "", policy: "/p" });
  expect(byPlace.get(`bank/vm${maxRequests}`)).toBeUndefined();
  expect(notAsked).toContain("7 more virtual machines");
});

it("a vault that does not exist has no items: only it is asked for", async () => {
  await answering(notFound);
  const { byPlace, notAsked } = await askAzure(places(300), vault, undefined);
  expect([calls.length, byPlace.get("bank/vm299"), notAsked]).toEqual([1, "absent", undefined]);
});

it("without permission nothing is claimed, the reason is given once, and the other requests are not sent", async () => {
  await answering(() => fail("Status=403 Code=AuthorizationFailed\nmore"));
  const { byPlace, notAsked } = await askAzure(places(50), vault, undefined);
  expect([...byPlace.values()]).toEqual(Array(50).fill(undefined));
  expect(notAsked).toContain("Status=403");
  expect(itemCalls().length).toBeLessThanOrEqual(8);
});

it("requests go through the provider of the component", async () => {
  await answering(notFound);
  const provider = new Provider("other", { subscriptionId: "22222222-2222-2222-2222-222222222222" });
  const parent = new pulumi.ComponentResource("a:b:C", "component", {}, { providers: [provider] });
  await askAzure(["bank/vm0"], vault, parent);
  expect(calls.map((call) => call.provider)).toEqual([expect.stringContaining("::other::")]);
});

it("an unknown vault is not asked for", async () => {
  await answering(notFound);
  await askAzure(["bank/vm0"], { ...vault, vaultName: pulumi.unknown }, undefined);
  expect(calls).toEqual([]);
});
