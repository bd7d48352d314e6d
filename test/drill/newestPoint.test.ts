import { newestPoint } from "../../src/drill/newestPoint";

const nowMs = Date.parse("2023-04-17T00:00:00Z");

/** Recorded: azure-powershell TestAzureCrossZonalRestore, 2023-04, API version 2023-01-01. It has neither a threat status nor an immutability. */
const recorded = {
  name: "174747612387318",
  properties: {
    ...{ objectType: "IaasVMRecoveryPoint", recoveryPointType: "FileSystemConsistent" },
    ...{ recoveryPointTime: "2023-04-16T08:06:37.3387273Z", recoveryPointAdditionalInfo: "" },
    ...{ isSourceVMEncrypted: false, isInstantIlrSessionActive: false, isManagedVirtualMachine: true },
    recoveryPointTierDetails: [
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Valid" },
    ],
    ...{ virtualMachineSize: "Standard_DS1_v2", originalStorageAccountOption: false, osType: "Linux" },
    recoveryPointProperties: {
      ...{ expiryTime: "2023-05-16T08:06:37.3387273", ruleName: "Daily", isSoftDeleted: false },
    },
  },
};

/** Recorded: azure-cli test_backup_restore, 2022-05, API version 2022-02-01. It does not say when the point expires. */
const older = {
  name: "17523471602712",
  properties: {
    ...{ objectType: "IaasVMRecoveryPoint", recoveryPointType: "AppConsistent" },
    recoveryPointTime: "2022-05-16T14:29:12.8057106Z",
    recoveryPointTierDetails: [
      { type: "InstantRP", status: "Valid" },
      { type: "HardenedRP", status: "Valid" },
    ],
  },
};

/** The recorded point with other fields: in SDK 11.2.0 for Python of 2026-10, the immutability is one of recoveryPointProperties. */
const point = (fields: object, more: object = {}) => ({
  name: "point",
  properties: {
    ...recorded.properties,
    ...fields,
    recoveryPointProperties: { ...recorded.properties.recoveryPointProperties, ...more },
  },
});
const immutable = (immutabilityProperties: object | null) => point({}, { immutabilityProperties });

it("reads recorded answers: what they do not say is unknown", () => {
  expect(newestPoint([older, recorded], nowMs)).toEqual({
    ...{ state: "found", name: recorded.name, time: "2023-04-16T08:06:37.3387273Z", tiers: ["vault"] },
    threatStatus: null,
    immutability: { state: "unknown", why: "Azure does not say whether it is immutable" },
  });
  expect(newestPoint([older], nowMs)).toMatchObject({ name: older.name, tiers: ["snapshot", "vault"] });
});

it.each<[string, object[], string]>([
  ["there is none", [], "it has no recovery point"],
  ["it is soft-deleted", [point({}, { isSoftDeleted: true })], "it is soft-deleted"],
  ["it has expired", [point({}, { expiryTime: "2023-04-16T23:59:59.0000000" })], "it has expired"],
  ["it has a threat", [point({ threatStatus: "UnHealthy" })], "its threat status is UnHealthy"],
])("no healthy point: %s", (_, points, why) => {
  expect(newestPoint(points, nowMs)).toEqual({ state: "none", why: expect.stringContaining(why) });
});

it("an unhealthy newest point is left out, and a point without a time may be the newest", () => {
  const unhealthy = { ...point({ recoveryPointTime: "2023-04-16T20:00:00Z", threatStatus: "warning" }) };
  expect(newestPoint([unhealthy, recorded], nowMs)).toMatchObject({ name: recorded.name });
  expect(newestPoint([recorded, point({ recoveryPointTime: "" })], nowMs).state).toBe("unknown");
});

it.each<[string | null | undefined, string | null]>([
  ["Healthy", "Healthy"],
  ["Unknown", null],
  ["notavailable", null],
  ["", null],
  [null, null],
  [undefined, null],
])("threat status %s is %s", (threatStatus, expected) => {
  expect(newestPoint([point({ threatStatus })], nowMs)).toMatchObject({ threatStatus: expected });
});

it.each<[object | null, object]>([
  [
    { isImmutable: true, expiryTime: "2023-05-16T08:06:37" },
    { state: "immutable", until: "2023-05-16T08:06:37Z" },
  ],
  [{ isImmutable: false, expiryTime: "2023-05-16T08:06:37" }, { state: "notImmutable" }],
  [{ isImmutable: true }, { state: "unknown", why: "it is immutable, and Azure does not say until when" }],
  [{ expiryTime: "2023-05-16T08:06:37" }, { state: "unknown", why: expect.any(String) }],
  [null, { state: "unknown", why: expect.any(String) }],
])("immutability %j", (azure, immutability) => {
  expect(newestPoint([immutable(azure)], nowMs)).toMatchObject({ immutability });
});

it("has no tier from which it cannot be restored", () => {
  const recoveryPointTierDetails = [
    { type: "InstantRP", status: "Disabled" },
    { type: "ArchivedRP", status: "Valid" },
  ];
  expect(newestPoint([point({ recoveryPointTierDetails })], nowMs)).toMatchObject({ tiers: ["archive"] });
  expect(newestPoint([point({ recoveryPointTierDetails: null })], nowMs)).toMatchObject({ tiers: [] });
});
