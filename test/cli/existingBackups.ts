import type { Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { env, errorsOf, stackOf, vmId } from "../support/engine";

const weekly = {
  schedule: { weekly: { time: "01:30", days: ["Sunday", "Wednesday"] } },
  retention: {
    weekly: { weeks: 12 },
    monthly: { months: 12, byWeekday: { days: ["Sunday"], weeks: ["First"] } },
    yearly: { years: 7, months: ["January"], byWeekday: { days: ["Sunday"], weeks: ["First"] } },
  },
  ...{ tier: "Standard", timeZone: "Europe/Paris", instantRestoreDays: 5, archive: { afterMonths: 3 } },
};

/** Backups of another program: a vault with settings, a policy with every kind of recovery point, VMs with states and disks. */
export async function existingBackups(): Promise<{ existing: Stack; arm: RestServer }> {
  const vault = {
    softDelete: { retentionDays: 30 },
    immutability: "Unlocked",
    tags: { owner: "bank" },
    identity: { type: "SystemAssigned" },
  };
  const vmIds = { web: vmId("web"), api: vmId("api"), db: vmId("db"), os: vmId("os") };
  const disks = { api: { exclude: [1] }, os: { include: [] } };
  const existing = await stackOf("backup", { config: { vmIds, disks, vault, policy: weekly } });
  expect(errorsOf(await existing.up({ env }))).toBe("");
  existing.setConfig({ states: { db: "ProtectionStopped" } });
  expect(errorsOf(await existing.up({ env }))).toBe("");
  return { existing, arm: await serveArm({ folder: existing.azureDir, anyVm: true }) };
}
