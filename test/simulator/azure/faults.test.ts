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
  [
    "by part of a type, in capital letters",
    { resource: "*:RESOURCEGROUP", status: 429 },
    "429 TooManyRequests",
  ],
  ["by id", { resource: "/subscriptions/*/resourceGroups/rg", status: 409 }, "409 Conflict"],
  [
    "by name",
    { resource: "rg", status: 409, code: "StorageAccountOperationInProgress" },
    "409 StorageAccountOperationInProgress",
  ],
  ["for another operation", { resource: "rg", status: 503, operation: "delete" }, "accepted"],
  ["for another resource", { resource: "rg2", status: 503 }, "accepted"],
  ["only a delay", { resource: "rg", delaySeconds: 0.01 }, "accepted"],
])("a fault %s", async (_, fault, expected) => {
  azure.setFaults([{ resource: "*", ...fault }]);
  expect(await create()).toBe(expected);
});

test("fails as many requests as it has times, over all processes", async () => {
  azure.setFaults([{ resource: "*", operation: "create", status: 503, times: 2 }]);
  expect(await create()).toBe("503 ServiceUnavailable");
  const other = await startAzure({ folder: azure.folder });
  expect(await responseTo(other.create(groups, body))).toBe("503 ServiceUnavailable");
  await other.stop();
  expect(await create()).toBe("accepted");
});

test("a failed request writes nothing", async () => {
  azure.setFaults([{ resource: "*", operation: "create", status: 503 }]);
  await create();
  expect(await azure.read(groups, group, {})).toBeUndefined();
});

test("reads, updates and deletions fail too", async () => {
  const created = await azure.create(groups, body);
  azure.setFaults([{ resource: "*", status: 503 }]);
  for (const request of [
    azure.read(groups, group, {}),
    azure.update(groups, created, body),
    azure.delete(groups, created),
  ]) {
    expect(await responseTo(request)).toBe("503 ServiceUnavailable");
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
])(
  "a read with 404 %s means that the resource is deleted; the code with another status does not",
  async (code) => {
    await azure.create(groups, body);
    azure.setFaults([{ resource: "*", operation: "read", status: 404, code }]);
    expect(await azure.read(groups, group, {})).toBeUndefined();
    azure.setFaults([{ resource: "*", operation: "read", status: 400, code }]);
    expect(await responseTo(azure.read(groups, group, {}))).toBe(`400 ${code}`);
  },
);

test("a 404 with any other code fails the read", async () => {
  azure.setFaults([{ resource: "*", operation: "read", status: 404, code: "OtherNotFound" }]);
  expect(await responseTo(azure.read(groups, group, {}))).toBe("404 OtherNotFound");
});

test("the existence check before a create fails with azure-native's own message, and no other operation fails", async () => {
  azure.setFaults([{ resource: "rg", operation: "check", status: 403, code: "Forbidden", times: 1 }]);
  await expect(azure.create(groups, body)).rejects.toThrow(
    `cannot check existence of resource '${group}': status code 403, {"error":{"code":"Forbidden"`,
  );
  expect(await create()).toBe("accepted");
});

test("a partial failure creates the resource and reports the error", async () => {
  azure.setFaults([{ resource: "rg", operation: "create", status: 500, partial: true, times: 1 }]);
  expect(await create()).toBe("500 InternalServerError");
  expect(await azure.read(groups, group, {})).toBeDefined();
});

test.each<[string, Partial<Fault>, number, string]>([
  ["succeeds at the fourth attempt", { status: 429, times: 3 }, 3, "accepted"],
  ["remains after four attempts", { status: 503, times: 9 }, 4, "503 ServiceUnavailable"],
  [
    "is not retried if Retry-After is long",
    { status: 429, times: 9, retryAfterSeconds: 121 },
    1,
    "429 TooManyRequests",
  ],
  ["is retried if Retry-After is short", { status: 429, times: 3, retryAfterSeconds: 120 }, 3, "accepted"],
  ["is not retried if it is not transient", { status: 400, times: 9 }, 1, "400 Failed"],
  ["is not retried for a conflict", { status: 409, times: 9 }, 1, "409 Conflict"],
  [
    "is retried while another operation is in progress",
    { status: 409, code: "AnotherOperationInProgress", times: 3 },
    3,
    "accepted",
  ],
])("with eachAnswer, an error %s", async (_, options, count, expected) => {
  const fault: Fault = { resource: "rg", operation: "create", eachAnswer: true, ...options };
  azure.setFaults([fault]);
  expect(await create()).toBe(expected);
  expect(openStore(azure.folder).faultCount(JSON.stringify(fault))).toBe(count);
});

describe("a crash", () => {
  const isCreated = (folder: string) => openStore(folder).find(group) !== undefined;
  const other = { resourceGroupName: "other", location: "westeurope" };

  /** A provider with a crash fault, and a promise that resolves when it would exit. */
  async function startCrashingProvider(crash: Fault["crash"]) {
    let exitProcess: () => void = () => undefined;
    const exit = new Promise<string>((resolve) => {
      exitProcess = () => resolve("exited");
    });
    const provider = await startAzure({ folder: azure.folder, exitProcess });
    azure.setFaults([{ resource: "*", operation: "create", times: 1, ...(crash ? { crash } : {}) }]);
    return { provider, exit };
  }

  test.each<[Fault["crash"], boolean, string]>([
    ["before", false, "accepted"],
    ["after", true, `cannot create already existing resource '${group}'`],
  ])("%s the write sends no response", async (crash, written, afterwards) => {
    const { provider, exit } = await startCrashingProvider(crash);
    const response = responseTo(provider.create(groups, body));
    expect(await Promise.race([response, exit])).toBe("exited");
    expect(isCreated(azure.folder)).toBe(written);
    expect(await create()).toBe(afterwards);
    provider.kill();
    expect(await response).not.toBe("accepted");
  });

  test("after the response answers no other request", async () => {
    const { provider, exit } = await startCrashingProvider("answered");
    expect(await responseTo(provider.create(groups, body))).toBe("accepted");
    const next = responseTo(provider.create(groups, other));
    expect(await Promise.race([next, exit])).toBe("exited");
    expect(await responseTo(azure.create(groups, other))).toBe("accepted");
    provider.kill();
    expect(await next).not.toBe("accepted");
  });
});
