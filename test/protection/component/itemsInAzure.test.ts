import { readFileSync } from "node:fs";
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { type Arm, armOf } from "../../../src/live/arm";
import { type Cloud, clouds } from "../../../src/live/cloud";
import { askAzure, maxRequests } from "../../../src/protection/component/itemsInAzure";

jest.mock("../../../src/live/arm");

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

/** What Azure answers to the list of a vault's items, and the requests for it. */
function listing(list: () => unknown[]) {
  const requests: { cloud: Cloud; token: string | undefined; path: string }[] = [];
  jest.mocked(armOf).mockImplementation(async (cloud, credential) => {
    const answer = async (path: string) => {
      requests.push({ cloud, token: (await credential.getToken("any"))?.token, path });
      return list();
    };
    return { list: answer } as unknown as Arm;
  });
  return requests;
}
const itemId = (vm: string) => `/v/protectedItems/VM;iaasvmcontainerv2;Bank;${vm}`;

it("one answer for each place, with at most eight requests at a time", async () => {
  await answering(({ inputs, token }) => {
    if (token.endsWith(":getVault")) return { id: "/vault" };
    if (inputs.protectedItemName !== "vm;iaasvmcontainerv2;bank;vm1") return notFound();
    return { id: "/item", properties: { isScheduledForDeferredDelete: true, policyId: "/p" } };
  });
  const { byPlace, notAsked } = await askAzure(places(maxRequests), vault, undefined);
  expect(itemCalls()).toHaveLength(maxRequests);
  expect(most).toBe(8);
  expect(byPlace.get("bank/vm0")).toBe("absent");
  expect(byPlace.get("bank/vm1")).toEqual({ id: "/item", isSoftDeleted: true, state: "", policy: "/p" });
  expect(notAsked).toBeUndefined();
});

describe("more places than the limit", () => {
  const count = maxRequests + 1;
  const signedIn = ({ token }: pulumi.runtime.MockCallArgs) => {
    if (token.endsWith(":getVault")) return { id: "/vault" };
    return token.endsWith(":getClientToken") ? { token: "of the provider" } : notFound();
  };

  it("are compared with one list of the vault's items, read with the provider's own sign-in", async () => {
    await answering(signedIn);
    const properties = { isScheduledForDeferredDelete: true, policyId: "/p" };
    const requests = listing(() => [{ id: itemId("VM7"), properties }, { id: itemId("other") }]);
    const { byPlace, notAsked } = await askAzure(places(count), vault, undefined);
    expect(byPlace.size).toBe(count);
    expect(byPlace.get("bank/vm0")).toBe("absent");
    const item = { id: itemId("VM7"), isSoftDeleted: true, state: "", policy: "/p" };
    expect(byPlace.get("bank/vm7")).toEqual(item);
    expect([notAsked, itemCalls()]).toEqual([undefined, []]);
    const path = expect.stringMatching(/^\/vault\/backupProtectedItems\?/);
    expect(requests).toEqual([{ cloud: clouds.value.public, token: "of the provider", path }]);
    const { audience } = clouds.value.public;
    const tokenCalls = calls.filter(({ token }) => token.endsWith(":getClientToken"));
    expect(tokenCalls.map(({ inputs }) => inputs)).toEqual([{ endpoint: audience }]);
  });

  it.each([
    ["Azure refuses the list", signedIn, "Azure returned 403"],
    ["Azure does not find the list", signedIn, "Azure returned 404 NotFound"],
    [
      "the provider has no token",
      (call: pulumi.runtime.MockCallArgs) =>
        call.token.endsWith(":getClientToken") ? fail("no sign-in") : signedIn(call),
      "no sign-in",
    ],
    [
      "the vault cannot be read",
      (call: pulumi.runtime.MockCallArgs) =>
        call.token.endsWith(":getVault") ? fail("Status=403") : signedIn(call),
      "Status=403",
    ],
  ])("if %s: what was not asked is not claimed, and the reason is given", async (_, answer, reason) => {
    await answering(answer);
    listing(() => {
      throw new Error(reason);
    });
    const { byPlace, notAsked } = await askAzure(places(count), vault, undefined);
    expect(itemCalls()).toHaveLength(maxRequests);
    expect(byPlace.get("bank/vm0")).toBe("absent");
    expect(byPlace.get(`bank/vm${maxRequests}`)).toBeUndefined();
    expect(notAsked).toContain(`first ${maxRequests} of ${count}`);
    expect(notAsked).toContain(reason);
  });

  it("is what the pages say", () => {
    for (const page of ["docs/components/protected-vms.md", "docs/roles.md", "SECURITY.md"])
      expect(readFileSync(page, "utf8").replace(/\s+/g, " ")).toContain(`more than ${maxRequests} new VMs`);
  });
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
