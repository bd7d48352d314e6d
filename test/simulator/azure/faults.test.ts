import type { Fault } from "../../../simulator/azure/faults";
import { openStore } from "../../../simulator/azure/store";
import { group, responseTo, startAzure, type TestAzure } from "./harness";

const groups = "resources:ResourceGroup";
const body = { resourceGroupName: "rg", location: "westeurope" };

let azure: TestAzure;
beforeEach(async () => {
  azure = await startAzure();
});
afterEach(() => azure.stop());

const create = () => responseTo(azure.create(groups, body));

test.each<[string, Partial<Fault>, string]>([
  ["by type", { resource: "azure-native:resources:ResourceGroup", status: 503 }, "503 ServiceUnavailable"],
  ["by part of a type, in capitals", { resource: "*:RESOURCEGROUP", status: 429 }, "429 TooManyRequests"],
  ["by id", { resource: "/subscriptions/*/resourceGroups/rg", status: 409 }, "409 Conflict"],
  [
    "by name",
    { resource: "rg", status: 409, code: "StorageAccountOperationInProgress" },
    "409 StorageAccountOperationInProgress",
  ],
  ["of another operation", { resource: "rg", status: 503, operation: "delete" }, "accepted"],
  ["of another resource", { resource: "rg2", status: 503 }, "accepted"],
  ["delay only", { resource: "rg", delaySeconds: 0.01 }, "accepted"],
])("%s", async (_, fault, expected) => {
  azure.setFaults([{ resource: "*", ...fault }]);
  expect(await create()).toBe(expected);
});

test("strikes as often as it says, over all processes", async () => {
  azure.setFaults([{ resource: "*", operation: "create", status: 503, times: 2 }]);
  expect(await create()).toBe("503 ServiceUnavailable");
  const other = await startAzure({ folder: azure.folder });
  expect(await responseTo(other.create(groups, body))).toBe("503 ServiceUnavailable");
  await other.stop();
  expect(await create()).toBe("accepted");
});

test("a refused request writes nothing", async () => {
  azure.setFaults([{ resource: "*", operation: "create", status: 503 }]);
  await create();
  expect(await azure.read(groups, group, {})).toBeUndefined();
});

test("reads, updates and deletions fail too", async () => {
  const made = await azure.create(groups, body);
  azure.setFaults([{ resource: "*", status: 503 }]);
  for (const work of [
    azure.read(groups, group, {}),
    azure.update(groups, made, body),
    azure.delete(groups, made),
  ]) {
    expect(await responseTo(work)).toBe("503 ServiceUnavailable");
  }
});

test.each([
  ...[
    ["NotFound"],
    ["ResourceNotFound"],
    ["ResourceGroupNotFound"],
    ["LockNotFound"],
    ["ParentResourceNotFound"],
  ],
  ...[["EntityNotFound"], ["SubscriptionNotFound"], ["RoleAssignmentNotFound"]],
  ["VulnerabilityAssessmentBaselineDoesNotExists"],
])("a 404 %s of a read is a resource that is gone; the code with another status is not", async (code) => {
  await azure.create(groups, body);
  azure.setFaults([{ resource: "*", operation: "read", status: 404, code }]);
  expect(await azure.read(groups, group, {})).toBeUndefined();
  azure.setFaults([{ resource: "*", operation: "read", status: 400, code }]);
  expect(await responseTo(azure.read(groups, group, {}))).toBe(`400 ${code}`);
});

test("a 404 of any other code fails the read", async () => {
  azure.setFaults([{ resource: "*", operation: "read", status: 404, code: "OtherNotFound" }]);
  expect(await responseTo(azure.read(groups, group, {}))).toBe("404 OtherNotFound");
});

test("the look before a create fails in azure-native's own words, and nothing else does", async () => {
  azure.setFaults([{ resource: "rg", operation: "check", status: 403, code: "Forbidden", times: 1 }]);
  await expect(azure.create(groups, body)).rejects.toThrow(
    `cannot check existence of resource '${group}': status code 403, {"error":{"code":"Forbidden"`,
  );
  expect(await create()).toBe("accepted");
});

test("a partial failure leaves the resource, and says so", async () => {
  azure.setFaults([{ resource: "rg", operation: "create", status: 500, partial: true, times: 1 }]);
  expect(await create()).toBe("500 InternalServerError");
  expect(await azure.read(groups, group, {})).toBeDefined();
});

test.each<[string, Partial<Fault>, number, string]>([
  ["passes with the fourth try", { status: 429, times: 3 }, 3, "accepted"],
  ["is left after four", { status: 503, times: 9 }, 4, "503 ServiceUnavailable"],
  [
    "is tried once where Azure asks for a long wait",
    { status: 429, times: 9, retryAfterSeconds: 121 },
    1,
    "429 TooManyRequests",
  ],
  ["is tried on where the wait is short", { status: 429, times: 3, retryAfterSeconds: 120 }, 3, "accepted"],
  ["is tried once where it is no such failure", { status: 400, times: 9 }, 1, "400 Failed"],
  ["is tried once at a conflict", { status: 409, times: 9 }, 1, "409 Conflict"],
  [
    "is tried on while another operation is in progress",
    { status: 409, code: "AnotherOperationInProgress", times: 3 },
    3,
    "accepted",
  ],
])("of single answers, azure-native's own tries: what %s", async (_, fault, struck, expected) => {
  const whole: Fault = { resource: "rg", operation: "create", eachAnswer: true, ...fault };
  azure.setFaults([whole]);
  expect(await create()).toBe(expected);
  expect(openStore(azure.folder).faultCount(JSON.stringify(whole))).toBe(struck);
});

describe("a crash", () => {
  const found = (folder: string) => openStore(folder).find(group) !== undefined;
  const other = { resourceGroupName: "other", location: "westeurope" };

  /** A provider that dies in name only. */
  async function createMortalProvider(crash: Fault["crash"]) {
    let died: () => void = () => undefined;
    const death = new Promise<string>((done) => {
      died = () => done("died");
    });
    const provider = await startAzure({ folder: azure.folder, exitProcess: died });
    azure.setFaults([{ resource: "*", operation: "create", times: 1, ...(crash ? { crash } : {}) }]);
    return { provider, death };
  }

  test.each<[Fault["crash"], boolean, string]>([
    ["before", false, "accepted"],
    ["after", true, `cannot create already existing resource '${group}'`],
  ])("%s the write gives no answer", async (crash, written, afterwards) => {
    const { provider, death } = await createMortalProvider(crash);
    const answer = responseTo(provider.create(groups, body));
    expect(await Promise.race([answer, death])).toBe("died");
    expect(found(azure.folder)).toBe(written);
    expect(await create()).toBe(afterwards);
    provider.kill();
    expect(await answer).not.toBe("accepted");
  });

  test("after the answer lets nothing else through", async () => {
    const { provider, death } = await createMortalProvider("answered");
    expect(await responseTo(provider.create(groups, body))).toBe("accepted");
    const next = responseTo(provider.create(groups, other));
    expect(await Promise.race([next, death])).toBe("died");
    expect(await responseTo(azure.create(groups, other))).toBe("accepted");
    provider.kill();
    expect(await next).not.toBe("accepted");
  });
});
