import type { Arm, ArmResponse } from "../../src/live/arm";
import { regionsOfDeletedVaults, undeleteVault } from "../../src/live/deletedVaults";

const subscription = "00000000-0000-0000-0000-000000000000";
const id = `/subscriptions/${subscription}/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults/bank_1`;
const groupId = `/subscriptions/${subscription}/resourceGroups/bank`;

/** Azure with an answer to each GET, one after the other, and to the POST. */
function armWith(
  gets: readonly unknown[],
  post: Partial<ArmResponse> & { headers?: Record<string, string> } = {},
) {
  const requests: unknown[][] = [];
  const answers = [...gets];
  const arm = {
    async get(...request: unknown[]) {
      requests.push(["GET", ...request]);
      return answers.shift();
    },
    async send(...request: unknown[]) {
      requests.push(request);
      return { status: 202, body: undefined, ...post, header: (name: string) => post.headers?.[name] };
    },
  } as unknown as Arm;
  return { arm, requests };
}

const provider = (...types: (readonly [string, readonly string[]])[]) => ({
  registrationState: "Registered",
  resourceTypes: types.map(([resourceType, locations]) => ({ resourceType, locations })),
});

it.each([
  ["of deleted vaults", provider(["vaults", ["A"]], ["Locations/DeletedVaults", ["B", "C"]]), ["B", "C"]],
  ["of vaults, if Azure does not list deleted vaults", provider(["vaults", ["A"]]), ["A"]],
])("the regions are those %s", async (_, answer, regions) => {
  expect(await regionsOfDeletedVaults(armWith([answer]).arm, subscription)).toEqual(regions);
});

it.each<[string, unknown, string]>([
  ["a subscription that is not registered", { registrationState: "NotRegistered" }, "not registered"],
  ["a provider without regions", provider(["vaults", []]), "does not say in which regions"],
  ["a provider that does not exist", undefined, "does not say in which regions"],
])("%s is an error, not a subscription without deleted vaults", async (_, answer, message) => {
  await expect(regionsOfDeletedVaults(armWith([answer]).arm, subscription)).rejects.toThrow(message);
});

const operation = (name: string) => ({
  headers: {
    "azure-asyncoperation": `https://host${id}/operations/${name}?api-version=x`,
    "retry-after": "0",
  },
});

it("an undelete names the vault's own group, and follows the operation until it has succeeded", async () => {
  const { arm, requests } = armWith([{ status: "InProgress" }, { status: "Succeeded" }], operation("YWU%3D"));
  await undeleteVault(arm, id, groupId);
  const poll = ["GET", `${id}/operations/YWU=`, "2025-08-01"];
  expect(requests).toEqual([
    ["POST", `${id}/undelete`, "2025-08-01", { properties: { recoveryResourceGroupId: groupId } }],
    poll,
    poll,
  ]);
});

it("an undelete that Azure answers with 200 is done", async () => {
  const { arm, requests } = armWith([], { status: 200 });
  await undeleteVault(arm, id, groupId);
  expect(requests).toHaveLength(1);
});

it.each<[string, unknown, object, string]>([
  ["failed", { status: "Failed", error: { message: "From Azure." } }, operation("1"), "Failed: From Azure."],
  ["was cancelled", { status: "Canceled" }, operation("1"), "Canceled: Azure gives no reason"],
  ["does not exist", undefined, operation("1"), "not known to Azure"],
  ["is not named", undefined, {}, "no operation to follow"],
])("an operation that %s is an error", async (_, answer, post, message) => {
  await expect(undeleteVault(armWith([answer], post).arm, id, groupId)).rejects.toThrow(message);
});
