import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanUp } from "../../cli/drill/cleanUp";
import type { Context } from "../../cli/drill/context";
import { openEvidence } from "../../cli/drill/record";
import { recordCreated, restore } from "../../cli/drill/restore";
import type { VmDrill } from "../../cli/drill/unfinishedRun";
import type { Evidence } from "../../src/drill/evidence";
import type { ArmJson } from "../../src/drill/network";
import type { Arm } from "../../src/live/arm";

const groupId = "/subscriptions/s/resourceGroups/drills";
const [own, other] = ["0123456789ab", "ba9876543210"];
const idOf = (type: string, name: string) => `${groupId}/providers/${type}/${name}`;
const vms = "Microsoft.Compute/virtualMachines";
const nics = "Microsoft.Network/networkInterfaces";
const disks = "Microsoft.Compute/disks";

/** Azure Resource Manager with these resources in the group. `keeps`: a deletion is accepted, and the resource stays. */
function fakeArm(
  resources: readonly (readonly [type: string, name: string, tags?: Record<string, string>])[],
  { keeps = false, answers = {} }: { keeps?: boolean; answers?: Record<string, unknown> } = {},
) {
  const all = new Map<string, ArmJson & { type: string }>();
  for (const [type, name, tags = {}] of resources) {
    const id = idOf(type, name);
    all.set(id, { ...{ id, type, name, tags } });
  }
  const sent: string[] = [];
  const arm = {
    get: async (path: string) => all.get(path) ?? answers[path],
    list: async () => [...all.values()],
    send: async (method: string, path: string) => {
      sent.push(`${method} ${path.slice(path.lastIndexOf("/") + 1)}`);
      if (method === "DELETE" && !keeps) all.delete(path);
      return { status: 200, header: () => undefined, body: undefined };
    },
    isSimulated: true,
  } as unknown as Arm;
  return { arm, sent, all };
}

const drillOf = (changes: Partial<VmDrill> = {}): VmDrill => ({
  ...{ drillId: own, point: null, disksOnly: null, step: "restoring", checks: [], created: [] },
  vm: { id: "/subscriptions/s/web-1", name: "web-1", location: "westeurope", size: null },
  item: { id: "item", vaultId: "/subscriptions/s/vault", policyId: null },
  ...changes,
});
const contextOf = (arm: Arm, drill: VmDrill): Context =>
  ({
    ...{ arm, settings: { pauseSeconds: 0 }, log: () => {} },
    run: { groupId, subnetId: null, stagingId: "/subscriptions/s/staging", vms: [drill] },
    update: (one: VmDrill, changes: Partial<VmDrill>) => Object.assign(one, changes),
  }) as unknown as Context;

it("deletes only what carries the drill's id and is of a type that a drill creates, the VM before what it holds", async () => {
  const { arm, sent, all } = fakeArm([
    [disks, `dr${own}-osdisk-20230105-095022`],
    [nics, `dr-${own}-nic-1`],
    [vms, `dr-${own}`],
    ["Microsoft.Network/networkSecurityGroups", "lockdown", { "azure-vm-backup-drill": own }],
    [vms, `dr-${other}`],
    [disks, "data"],
  ]);
  const result = await cleanUp(arm, groupId, own, [], 0);
  expect(sent).toEqual([
    `DELETE dr-${own}`,
    `DELETE dr-${own}-nic-1`,
    `DELETE dr${own}-osdisk-20230105-095022`,
  ]);
  expect([...all.values()].map(({ name }) => name)).toEqual(["lockdown", `dr-${other}`, "data"]);
  expect([result.complete, result.left]).toEqual([
    false,
    [{ id: expect.stringContaining("lockdown"), why: "a drill deletes no resource of this type" }],
  ]);
});

it("what Azure still has after a deletion that it accepted is left", async () => {
  const { arm } = fakeArm([[vms, `dr-${own}`]], { keeps: true });
  const { complete, removed, left } = await cleanUp(arm, groupId, own, [], 0);
  expect([complete, removed, left]).toEqual([
    ...[false, []],
    [{ id: idOf(vms, `dr-${own}`), why: "Azure accepted the deletion, and still has it" }],
  ]);
});

it("never restores over a VM that exists", async () => {
  const { arm, sent } = fakeArm([[vms, `dr-${own}`]]);
  const drill = drillOf();
  await expect(restore(contextOf(arm, drill), drill)).rejects.toThrow(
    `a VM dr-${own} exists already in the target group`,
  );
  expect([sent, drill.requestedAt]).toEqual([[], undefined]);
});

it.each([
  ["web1-4a835c63", [`${"/subscriptions/s/staging"}/blobServices/default/containers/web1-4a835c63`]],
  ["../../other", []],
])(
  "a disk that was there before the restore is not the drill's; the container %s of its job",
  async (container, expected) => {
    const job = {
      properties: { extendedInfo: { propertyBag: { "Config Blob Container Name": container } } },
    };
    const { arm, sent } = fakeArm(
      [
        [disks, "web1-osdisk-20230105-095022", { RSVaultBackup: "job" }],
        [disks, "web-1-osdisk-of-before"],
      ],
      { answers: { "/subscriptions/s/vault/backupJobs/job": job } },
    );
    const disksBefore = [idOf(disks, "web-1-osdisk-of-before")];
    const drill = drillOf({ disksOnly: "the only check is disks", jobId: "job", disksBefore });
    await recordCreated(contextOf(arm, drill), drill);
    expect(drill.created).toEqual([idOf(disks, "web1-osdisk-20230105-095022"), ...expected]);
    // The tag lets drill clean find it without the record.
    expect(sent).toEqual(["PATCH default"]);
  },
);

describe("the folder of the evidence", () => {
  const folder = mkdtempSync(join(tmpdir(), "drill-lock-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is used by one process at a time", () => {
    writeFileSync(join(folder, "lock"), String(process.ppid));
    expect(() => openEvidence(folder)).toThrow(
      `Process ${process.ppid} is drilling with the evidence folder`,
    );
    // Of a process that was killed.
    writeFileSync(join(folder, "lock"), "999999999");
    openEvidence(folder).close();
  });

  it("has each document and its entry once, as they were written first", () => {
    const evidence = { drillId: own, vm: { name: "web" }, outcome: "failed" } as unknown as Evidence;
    const opened = openEvidence(folder);
    opened.write(evidence);
    opened.write({ ...evidence, outcome: "passed" });
    opened.close();
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { entries: object[] };
    expect(manifest.entries).toHaveLength(1);
    expect(readFileSync(join(folder, `web-${own}.json`), "utf8")).toContain('"failed"');
  });
});
