import * as fc from "fast-check";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { defaultInstantRestoreDays } from "../../src/backupPolicy/facts";
import { presets } from "../../src/backupPolicy/presets";
import {
  oldestPointDays,
  recoveryPointAges,
  recoveryPointCount,
} from "../../src/backupPolicy/recoveryPoints";
import { costOf, estimate, instanceUnits, storedShare } from "../../src/cost/estimate";
import { instanceSizes } from "../../src/cost/facts";

const month = presets.dailyForAMonth as BackupPolicy;
const { smallGB, unitGB } = instanceSizes;

it.each([
  [0, 0.5],
  [smallGB, 0.5],
  [smallGB + 1, 1],
  [unitGB, 1],
  [unitGB + 1, 2],
  [2 * unitGB, 2],
  [2000, 4],
])("a VM of %i GB is billed as %d instances", (gb, units) => expect(instanceUnits(gb)).toBe(units));

it("a policy's recovery points have one age each, up to the oldest", () => {
  const ages = recoveryPointAges(presets.grandfatherFatherSon as BackupPolicy);
  expect(ages.length).toBe(recoveryPointCount(presets.grandfatherFatherSon as BackupPolicy));
  expect(ages.at(-1)).toBe(oldestPointDays(presets.grandfatherFatherSon as BackupPolicy));
  expect(ages.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, i) => i));
});

it("thirty daily points store one full copy and the changes of twenty-nine days", () => {
  expect(storedShare(month, 0)).toBe(1);
  expect(storedShare(month, 0.02)).toBeCloseTo(1 + 29 * 0.02, 10);
  expect(storedShare(month, 1)).toBeCloseTo(30, 10);
});

it("more churn never stores less, and a point never stores more than a full copy", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        const [few, many] = [
          storedShare(presets.grandfatherFatherSon as BackupPolicy, Math.min(a, b)),
          storedShare(presets.grandfatherFatherSon as BackupPolicy, Math.max(a, b)),
        ];
        expect(few).toBeLessThanOrEqual(many + 1e-9);
        expect(many).toBeLessThanOrEqual(
          recoveryPointCount(presets.grandfatherFatherSon as BackupPolicy) + 1e-9,
        );
      },
    ),
  );
});

it("no VMs, and no price of snapshots, cost nothing", () => {
  const assumptions = { churnPerDay: { low: 0.5, high: 0.5 }, used: { low: 1, high: 1 } };
  expect(estimate([], month, assumptions)).toMatchObject({
    instances: { low: 0, high: 0 },
    storageGB: { low: 0, high: 0 },
  });
  const withSnapshots = estimate(
    [{ diskGB: 100 }],
    { ...month, instantRestoreDays: 5 } as BackupPolicy,
    assumptions,
  );
  expect(costOf(withSnapshots, { instancePerMonth: 0, storagePerGBMonth: 0 }).total).toEqual({
    low: 0,
    high: 0,
  });
});

it("equals an estimate by hand: two VMs of 100 GB, 50 to 100 % used, 2 to 4 % churn a day, two days of snapshots", () => {
  const policy = { ...month, tier: "Standard", instantRestoreDays: 2 } as BackupPolicy;
  const churnPerDay = { low: 0.02, high: 0.04 };
  const found = estimate([{ diskGB: 100 }, { diskGB: 100 }], policy, {
    churnPerDay,
    used: { low: 0.5, high: 1 },
  });
  expect(found).toMatchObject({ vms: 2, recoveryPointsPerVm: 30, instances: { low: 1, high: 2 } });
  expect(found.storageGB.low).toBeCloseTo(100 * 1.58, 6);
  expect(found.storageGB.high).toBeCloseTo(200 * 2.16, 6);
  expect(found.snapshotGB).toEqual({ low: 100 * 0.04, high: 200 * 0.08 });
  const { total } = costOf(found, { instancePerMonth: 10, storagePerGBMonth: 0.05, snapshotPerGBMonth: 0.1 });
  expect(total.low).toBeCloseTo(10 + 158 * 0.05 + 4 * 0.1, 6);
  expect(total.high).toBeCloseTo(20 + 432 * 0.05 + 16 * 0.1, 6);
});

/**
 * Published examples of protected instances: the price of a unit and the price of the instance.
 * imageframe.co.uk/how-to-price-azure-backup (2015-05), powershellgallery.com AzureSimpleREST 0.1.9 (2018, 120 GB).
 */
it.each([
  [300, 6.109, 6.109],
  [45, 6.109, 3.0545],
  [30, 6.109, 3.0545],
  [1300, 6.109, 18.33],
  [120, 8.433, 8.433],
])("published: an instance of %i GB at %d a unit costs %d", (gb, unitPrice, price) =>
  expect(instanceUnits(gb) * unitPrice).toBeCloseTo(price, 2),
);

describe("snapshots", () => {
  const oneVm = (policy: BackupPolicy) =>
    estimate([{ diskGB: 100 }], policy, {
      churnPerDay: { low: 0.01, high: 0.01 },
      used: { low: 1, high: 1 },
    });

  it("Azure Backup's published example: 100 GB, 1 GB a day, four days under an Enhanced policy are about 5.2 USD", () => {
    const policy = { ...month, tier: "Enhanced", instantRestoreDays: 4 } as BackupPolicy;
    const prices = { instancePerMonth: 0, storagePerGBMonth: 0, snapshotPerGBMonth: 0.05 };
    expect(costOf(oneVm(policy), prices).total.high).toBeCloseTo(5.2, 6);
  });

  it("a policy that does not set the days has those of its tier", () => {
    const days = (tier: string) => oneVm({ ...month, tier } as BackupPolicy).snapshotGB.high;
    expect([days("Standard"), days("Enhanced")]).toEqual([
      defaultInstantRestoreDays.Standard.daily,
      100 + defaultInstantRestoreDays.Enhanced.daily,
    ]);
  });
});
