import fc from "fast-check";
import { disksOnlyReason } from "../../src/drill/disksOnly";
import { durationMs, formatSeconds } from "../../src/drill/duration";
import { type Findings, isMet, judge } from "../../src/drill/evidence";
import { emptyManifest, headOf, type Manifest, verify, withDocument } from "../../src/drill/manifest";
import { type DrillPlace, drillOf, placeRefusals, vmNameOf } from "../../src/drill/place";
import {
  choosePoint,
  type PointChoice,
  type RecoveryPoint,
  recoveryPointOf,
} from "../../src/drill/recoveryPoint";
import { restoreRequest } from "../../src/drill/restoreRequest";

const nowMs = Date.parse("2026-11-30T12:00:00Z");
const latest: PointChoice = { pick: "latest", tier: "any", nowMs, random: 0 };

/** A point in Azure's form. */
const point = (name: string, hoursAgo: number, tiers: object, fields: object = {}): RecoveryPoint =>
  recoveryPointOf({
    name,
    properties: {
      recoveryPointTime: new Date(nowMs - hoursAgo * 3_600_000).toISOString(),
      recoveryPointTierDetails: Object.entries(tiers).map(([type, status]) => ({ type, status })),
      ...fields,
    },
  });
const both = { InstantRP: "Valid", HardenedRP: "Valid" };
const vaultOnly = { InstantRP: "Deleted", HardenedRP: "Valid" };

describe("the recovery point", () => {
  const points = [
    point("old", 48, vaultOnly),
    point("new", 2, both),
    point("archived", 1, { HardenedRP: "Deleted", ArchivedRP: "Valid" }),
  ];

  it.each<[string, Partial<PointChoice>, string]>([
    ["the newest that can be restored", {}, "new"],
    ["one with a snapshot", { tier: "snapshot" }, "new"],
    ["one that is in the vault only", { tier: "vault" }, "old"],
    ["any, by a random number", { pick: "random", random: 0.99 }, "old"],
    ["any, by the largest random number", { pick: "random", random: 1 }, "old"],
    ["one within an age", { pick: "random", random: 0.99, withinMs: 3 * 3_600_000 }, "new"],
  ])("%s", (_, choice, name) => {
    expect(choosePoint(points, { ...latest, ...choice })).toMatchObject({ point: { name } });
  });

  it.each<[string, readonly RecoveryPoint[], Partial<PointChoice>, string]>([
    ["no point", [], {}, "it has no recovery point"],
    [
      "expired",
      [point("p", 2, both, { recoveryPointProperties: { expiryTime: "2026-11-30T11:59:59.0000000" } })],
      {},
      "it has expired",
    ],
    [
      "soft-deleted",
      [point("p", 2, both, { recoveryPointProperties: { isSoftDeleted: true } })],
      {},
      "it is soft-deleted",
    ],
    ["a threat", [point("p", 2, both, { threatStatus: "UnHealthy" })], {}, "its threat status is UnHealthy"],
    ["too old", [point("p", 5, both)], { withinMs: 3_600_000 }, "it is older than --within"],
    ["archived", [point("p", 5, { ArchivedRP: "Valid" })], {}, "must be rehydrated"],
    ["still a snapshot", [point("p", 5, both)], { tier: "vault" }, "it still has a snapshot"],
    ["no snapshot", [point("p", 5, vaultOnly)], { tier: "snapshot" }, "it has no snapshot"],
    ["no time", [recoveryPointOf({ name: "p" })], {}, "Azure does not say its time"],
  ])("none: %s", (_, some, choice, reason) => {
    expect(choosePoint(some, { ...latest, ...choice })).toEqual({ none: expect.stringContaining(reason) });
  });

  it("reads Azure's expiry, which has no zone, as UTC, and nulls as nothing", () => {
    const read = point("p", 1, both, {
      recoveryPointProperties: { expiryTime: "2023-05-16T08:06:37.3387273" },
      osType: null,
    });
    expect(read).toMatchObject({ expiryTime: "2023-05-16T08:06:37.3387273Z" });
    expect("osType" in read).toBe(false);
    expect(
      recoveryPointOf({
        name: "p",
        properties: { recoveryPointTierDetails: null, recoveryPointProperties: null },
      }).tiers,
    ).toEqual([]);
  });
});

it("restores VMs with special configurations only as disks", () => {
  const reason = (vm: object, nic: Record<string, unknown> = {}, fields: object = {}) =>
    disksOnlyReason({ ...vm }, [{ properties: nic }], point("p", 1, both, fields));
  expect(reason({})).toBeUndefined();
  expect(reason({ plan: null, properties: { networkProfile: { networkInterfaces: [{}] } } })).toBeUndefined();
  expect(reason({ plan: { name: "x" } })).toContain("marketplace plan");
  expect(reason({ properties: { networkProfile: { networkInterfaces: [{}, {}] } } })).toContain(
    "several network interfaces",
  );
  expect(
    reason({}, { ipConfigurations: [{ properties: { loadBalancerBackendAddressPools: [{}] } }] }),
  ).toContain("load balancer");
  expect(reason({}, {}, { isSourceVMEncrypted: true })).toContain("Azure Disk Encryption");
});

describe("the place", () => {
  const groupId = "/subscriptions/0/resourceGroups/drills";
  const place: DrillPlace = {
    ...{ groupId, resources: [], stagingId: "staging", staging: {} },
    group: { id: groupId, tags: { "Azure-VM-Backup-Drill": "group" } },
    sourceIds: ["/subscriptions/0/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web"],
  };
  const refusals = (changes: Partial<DrillPlace>) =>
    placeRefusals({ ...place, ...changes })
      .map(({ what }) => what)
      .join();

  it("refuses what is not for drills only", () => {
    expect(refusals({})).toBe("");
    expect(refusals({ group: undefined })).toContain("was not found");
    expect(refusals({ group: { tags: null } })).toContain("does not have the tag");
    expect(refusals({ staging: undefined })).toContain("storage account");
    expect(refusals({ sourceIds: [`${groupId.toUpperCase()}/providers/x/y/web`] })).toContain(
      "is the resource group of web",
    );
    expect(refusals({ resources: [{ id: "ip", type: "Microsoft.Network/PublicIPAddresses" }] })).toContain(
      "public IP",
    );
  });

  it("a resource belongs to a drill only by the drill's whole id", () => {
    const id = "0123456789ab";
    expect(vmNameOf(id)).toHaveLength(15);
    expect([`dr-${id}`, `DR-${id}-nic-1`, `dr-${id}_OsDisk`].map((name) => drillOf({ name }))).toEqual([
      id,
      id,
      id,
    ]);
    expect(drillOf({ name: "web", tags: { "azure-vm-backup-drill": id.toUpperCase() } })).toBe(id);
    for (const name of ["web", "dr-web", "dr-0123456789a", `dr-${id}c`, `my-dr-${id}`, "isolated"])
      expect(drillOf({ name, tags: { "azure-vm-backup-drill": "group" } })).toBeUndefined();
  });
});

it("a request never goes to the original location", () => {
  const target = {
    pointName: "1",
    sourceVmId: "vm",
    groupId: "group",
    stagingId: "staging",
    region: "r",
    guardRequests: [],
  };
  const vm = { id: "new", subnetId: "/net/subnets/drill" };
  // Recorded: azure-powershell TestAzureManagedVMRestore, 2022-05; azure-cli test_backup_restore, 2022-05.
  expect(restoreRequest({ ...target, vm }).properties).toEqual({
    ...{ objectType: "IaasVMRestoreRequest", recoveryPointId: "1", recoveryType: "AlternateLocation" },
    ...{
      sourceResourceId: "vm",
      targetVirtualMachineId: "new",
      targetResourceGroupId: "group",
      storageAccountId: "staging",
    },
    ...{ virtualNetworkId: "/net", subnetId: "/net/subnets/drill", region: "r" },
    ...{ createNewCloudService: false, originalStorageAccountOption: false, restoreWithManagedDisks: false },
  });
  expect(restoreRequest(target).properties).toEqual({
    ...{ objectType: "IaasVMRestoreRequest", recoveryPointId: "1", recoveryType: "RestoreDisks" },
    ...{ sourceResourceId: "vm", targetResourceGroupId: "group", storageAccountId: "staging", region: "r" },
    ...{ createNewCloudService: false, originalStorageAccountOption: false },
  });
  expect(
    restoreRequest({ ...target, guardRequests: ["g"] }).properties.resourceGuardOperationRequests,
  ).toEqual(["g"]);
});

it("judges a drill: what failed, what is not answered, and what to do", () => {
  const good: Findings = {
    checks: [{ name: "boot", result: "passed", detail: "", outputSha256: null }],
    objectives: {
      rtoSeconds: 10,
      recoverySeconds: 10,
      rtoMet: true,
      rpoSeconds: null,
      pointAgeSeconds: 9,
      rpoMet: null,
    },
    cleanUp: { removed: ["vm"], left: [], verifiedAt: "now", complete: true },
  };
  const check = (result: "failed" | "not-answered") => [{ ...good.checks[0], result }] as Findings["checks"];
  expect(judge(good)).toEqual({ outcome: "passed", reasons: [], correctiveAction: null });
  expect(judge({ ...good, checks: check("failed") }).outcome).toBe("failed");
  expect(judge({ ...good, checks: check("not-answered") }).outcome).toBe("incomplete");
  expect(judge({ ...good, objectives: { ...good.objectives, rtoMet: false } })).toMatchObject({
    outcome: "failed",
    correctiveAction: expect.stringContaining("recovery time"),
  });
  expect(judge({ ...good, objectives: { ...good.objectives, rpoMet: false } }).correctiveAction).toContain(
    "Back up more often",
  );
  const left = { ...good.cleanUp, left: [{ id: "nic", why: "403" }], complete: false };
  expect(judge({ ...good, cleanUp: left })).toMatchObject({
    outcome: "failed",
    reasons: ["nic is left: 403"],
  });
  expect(judge({ ...good, failure: { kind: "restore", message: "no cores" } }).correctiveAction).toContain(
    "Azure's reason",
  );
});

it("durations", () => {
  expect(["30m", "4h", "1.5h", "30d", "4 h", "0h", "-1h", "h", "4"].map(durationMs)).toEqual([
    ...[1_800_000, 14_400_000, 5_400_000, 2_592_000_000],
    ...[undefined, undefined, undefined, undefined, undefined],
  ]);
  expect([5, 90, 3600, 7500, 200_000].map(formatSeconds)).toEqual([
    "5 s",
    "2 min",
    "1 h",
    "2 h 5 min",
    "2 days",
  ]);
});

describe("the manifest", () => {
  const files = (count: number) =>
    new Map(Array.from({ length: count }, (_, i) => [`${i}.json`, `text ${i}`]));
  const manifestOf = (documents: ReadonlyMap<string, string>): Manifest =>
    [...documents].reduce((manifest, [file, text]) => withDocument(manifest, file, text), emptyManifest);

  it("finds no difference in what was written, and detects every change", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), fc.nat(), (count, a, b) => {
        const documents = files(count);
        const manifest = manifestOf(documents);
        const head = headOf(manifest);
        expect(verify(manifest, documents, head)).toEqual([]);
        const [i, j] = [a % count, b % count];
        const changed = new Map(documents).set(`${i}.json`, `text ${i} `);
        expect(verify(manifest, changed, undefined)).toEqual([
          expect.stringContaining(`${i}.json was changed`),
        ]);
        const fewer = new Map(documents);
        fewer.delete(`${i}.json`);
        expect(verify(manifest, fewer, undefined)).toEqual([
          expect.stringContaining(`${i}.json was removed`),
        ]);
        const without = { ...manifest, entries: manifest.entries.filter((_, at) => at !== i) };
        // The removal of the last entry with its document is visible only with the head.
        expect(verify(without, fewer, head).length).toBeGreaterThan(0);
        if (i < count - 1) expect(verify(without, fewer, undefined).length).toBeGreaterThan(0);
        expect(verify(without, documents, undefined)).toContain(`${i}.json is not in the manifest`);
        if (i === j) return;
        const moved = [...manifest.entries];
        [moved[i], moved[j]] = [moved[j] as never, moved[i] as never];
        expect(verify({ ...manifest, entries: moved }, documents, undefined).length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

it.each<[number | null, number | null, boolean | null]>([
  [60, 60, true],
  [60, 61, false],
  [null, 61, null],
  [60, null, null],
])("an objective of %s s is met by %s s: %s", (limit, seconds, expected) => {
  expect(isMet(limit, seconds)).toBe(expected);
});
