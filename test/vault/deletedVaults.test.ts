import { deletedVaultOf, isRecoverable } from "../../src/vault/deletedVaults";

const subscription = "/subscriptions/00000000-0000-0000-0000-00000000000A";
const vaultId = `${subscription}/resourceGroups/rg1/providers/Microsoft.RecoveryServices/vaults/safe`;
const id = `${subscription}/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults/rg1_1`;
const now = new Date("2026-11-30T12:00:00Z");

it("reads an entry of Azure's list, whose times have seven digits after the second", () =>
  expect(
    deletedVaultOf(
      {
        ...{ id, name: "rg1_1", location: "westeurope" },
        properties: {
          vaultId,
          vaultDeletionTime: "2025-10-24T10:50:01.7476576Z",
          purgeAt: "2025-11-07T10:49:41.1885305Z",
        },
      },
      "westeurope",
    ),
  ).toEqual({
    ...{ id, vaultId, vaultName: "safe", resourceGroup: "rg1", location: "westeurope" },
    subscriptionId: "00000000-0000-0000-0000-00000000000a",
    ...{ deletedAt: "2025-10-24T10:50:01.747Z", recoverableUntil: "2025-11-07T10:49:41.188Z" },
  }));

it.each<[string, string | null | undefined, boolean]>([
  ["a later moment", "2026-11-30T12:00:00.0010000Z", true],
  ["this moment", "2026-11-30T12:00:00.0000000Z", false],
  ["an earlier moment", "2026-07-21T07:00:46.8225266Z", false],
  ["nothing: Azure does not say when it is purged", undefined, true],
  ["null", null, true],
  ["an empty text", "", true],
])("purgeAt is %s", (_, purgeAt, expected) => {
  const vault = deletedVaultOf({ id, properties: { vaultId, purgeAt } }, "westeurope");
  expect([vault.location, isRecoverable(vault, now)]).toEqual(["westeurope", expected]);
});

it.each([null, {}, { id }, { id, properties: { vaultId: "" } }, { properties: { vaultId } }])(
  "an entry without its ids is an error, because it may be any vault: %j",
  (entry) => expect(() => deletedVaultOf(entry, "westeurope")).toThrow("without its id"),
);
