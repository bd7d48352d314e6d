// What Azure answers was recorded in azure-cli, test_vault_soft_delete_misc_operations: 2025-10 and 2026-07.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt } from "../../../simulator/azure/json";
import type { Azure } from "../../../simulator/azure/service";
import { openStore } from "../../../simulator/azure/store";
import { rowsOfTables } from "../../../simulator/rest/rows";
import { group, itemPath, protectedVm, put, type Send, sendTo, vaultAndVm, vaultId } from "./recorded/case";

const folder = mkdtempSync(join(tmpdir(), "deleted-vaults-"));
afterAll(() => rmSync(folder, { recursive: true }));

let azure: Azure;
let send: Send;
let count = 0;
beforeEach(() => {
  azure = { store: openStore(join(folder, String(count++))), anyVm: false, slowDeletes: 0 };
  send = sendTo(azure);
});

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly properties: {
    readonly vaultId: string;
    readonly vaultDeletionTime: string;
    readonly purgeAt: string;
  };
}

const subscription = group.replace(/\/resourceGroups.*/, "");
const listUrl = (region = "centraluseuap", version = "2025-08-01") =>
  `${subscription}/providers/Microsoft.RecoveryServices/locations/${region}/deletedVaults?api-version=${version}`;
const listed = (): Listed[] => (send({ url: listUrl() }).body as { value: Listed[] }).value;
const remove = (url: string) => send({ method: "DELETE", url }).status;
const undelete = (id: string, groupId = group) =>
  send({
    ...{ method: "POST", url: `${id}/undelete?api-version=2025-08-01` },
    body: { properties: { recoveryResourceGroupId: groupId } },
  });
const dayMs = 86_400_000;

it("a vault with a soft-deleted item is listed until the item is purged, and comes back with it", () => {
  protectedVm(send);
  const before = send({ url: vaultId }).body;
  expect([remove(itemPath("ledger")), listed(), remove(vaultId)]).toEqual([202, [], 202]);
  const item = azure.store.find(itemPath("ledger"));
  expect([item, send({ url: vaultId }).status]).toEqual([undefined, 404]);
  const [deleted, ...others] = listed();
  expect([deleted, others]).toEqual([
    {
      id: `${listUrl().replace(/\?.*/, "")}/${deleted?.name}`,
      name: expect.stringMatching(/^bank_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      type: "Microsoft.RecoveryServices/locations/deletedVaults",
      location: "centraluseuap",
      properties: {
        vaultId,
        vaultDeletionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
        purgeAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
      },
    },
    [],
  ]);
  const { id = "", properties } = deleted as Listed;
  const kept = azure.store.kept(id).find((one) => one.id.toLowerCase() === itemPath("ledger").toLowerCase());
  const deletedAt = Date.parse(textAt(kept?.properties, "properties.deferredDeleteTimeInUTC") ?? "");
  expect(Date.parse(properties.purgeAt)).toBe(deletedAt + 14 * dayMs);
  expect(send({ url: `${id}?api-version=2025-08-01` }).body).toEqual(deleted);

  const { status, headers = {} } = undelete(id);
  const operation = headers["azure-asyncoperation"] ?? "";
  expect([status, operation.replace(/\/[^/]*$/, "")]).toEqual([202, `https://host${id}/operations`]);
  const polled = [1, 2].map(() => (send({ url: operation }).body as { status: string }).status);
  expect(polled).toEqual(["InProgress", "Succeeded"]);
  expect([send({ url: vaultId }).body, listed()]).toEqual([before, []]);
  const { isScheduledForDeferredDelete } = (
    send({ url: itemPath("ledger") }).body as { properties: Record<string, unknown> }
  ).properties;
  expect(isScheduledForDeferredDelete).toBe(true);
});

it("an empty vault is purged at once: it is listed, and cannot be brought back", () => {
  vaultAndVm(send);
  remove(vaultId);
  const [deleted] = listed();
  expect(deleted?.properties.purgeAt).toBe(deleted?.properties.vaultDeletionTime);
  expect(undelete(deleted?.id ?? "")).toMatchObject({
    status: 400,
    body: { error: { message: "safe is purged." } },
  });
});

it("a new vault may have the name of a deleted one, which then cannot come back", () => {
  protectedVm(send);
  remove(itemPath("ledger"));
  remove(vaultId);
  const [first] = listed();
  expect(send(put(vaultId, { location: "centraluseuap", properties: {} })).status).toBe(201);
  expect(undelete(first?.id ?? "")).toMatchObject({
    ...{ status: 400, body: { error: { message: "The resource group has a vault safe." } } },
  });
  remove(vaultId);
  expect(listed().map(({ properties }) => properties.vaultId)).toEqual([vaultId, vaultId]);
  expect(undelete(first?.id ?? "").status).toBe(202);
});

it("a deleted resource group leaves its vaults among the deleted ones; without the group they do not come back", () => {
  protectedVm(send);
  remove(itemPath("ledger"));
  remove(group);
  const [deleted] = listed();
  expect(deleted?.properties.vaultId).toBe(vaultId);
  expect(undelete(deleted?.id ?? "")).toMatchObject({
    body: { error: { code: "ResourceGroupNotFound" } },
  });
  send(put(group, { location: "centraluseuap" }));
  expect(undelete(deleted?.id ?? "", `${group}2`)).toMatchObject({ status: 400 });
  expect(undelete(deleted?.id ?? "").status).toBe(202);
});

it("only versions since 2025-08-01 and Azure Backup's regions have deleted vaults, and Resource Graph has no rows of them", () => {
  vaultAndVm(send);
  remove(vaultId);
  const refused = { status: 400, body: { error: { code: "NoRegisteredProviderFound" } } };
  expect(send({ url: listUrl("centraluseuap", "2024-10-01") })).toMatchObject(refused);
  expect(send({ url: listUrl("atlantis") })).toMatchObject(refused);
  const provider = send({
    url: `${subscription}/providers/Microsoft.RecoveryServices?api-version=2021-04-01`,
  });
  expect(provider.body).toMatchObject({
    registrationState: "Registered",
    resourceTypes: expect.arrayContaining([
      expect.objectContaining({
        resourceType: "locations/deletedVaults",
        locations: expect.arrayContaining(["West Europe", "centraluseuap"]),
      }),
    ]),
  });
  const rows = ["resources", "recoveryservicesresources"].flatMap((table) => rowsOfTables(azure, table));
  expect(rows.map(({ type }) => type).filter((type) => /vaults$/.test(String(type)))).toEqual([]);
});
