import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvidence } from "../../cli/assess/evidence";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const document = (name: string, more: object = {}) => ({
  format: "azure-vm-backup/restore-drill/1",
  simulated: false,
  vm: { id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/${name}`, name },
  outcome: "passed",
  endedAt: "2026-11-01T00:00:00Z",
  ...more,
});

/** A folder with documents and their manifest, and then some files replaced. Null: removed. */
function folderWith(
  documents: readonly object[],
  replaced: Readonly<Record<string, string | null>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  folders.push(folder);
  let chain = "0".repeat(64);
  const files: Record<string, string | null> = {};
  const entries = documents.map((one, i) => {
    const [file, text] = [`d${i}.json`, JSON.stringify(one)];
    files[file] = text;
    chain = sha256(`${chain}\n${file}\n${sha256(text)}\n`);
    return { file, sha256: sha256(text), chain };
  });
  files["manifest.json"] = JSON.stringify({ format: "azure-vm-backup/restore-drill-manifest/1", entries });
  for (const [file, text] of Object.entries({ ...files, ...replaced }))
    if (text !== null) writeFileSync(join(folder, file), text);
  return folder;
}

const two = [document("web"), document("queue", { outcome: "failed" })];

it("reads the drills that the manifest confirms, and an unfinished run is none", () => {
  const { evidence, notes } = readEvidence(folderWith(two, { "unfinished.json": "{}" }), false);
  expect(evidence.drills.map(({ vmId, outcome }) => [vmId.split("/").pop(), outcome])).toEqual([
    ["web", "passed"],
    ["queue", "failed"],
  ]);
  expect([evidence.gap, notes]).toEqual([undefined, []]);
});

it.each<[string, Record<string, string | null>, number, RegExp]>([
  [
    "a changed document",
    { "d0.json": JSON.stringify(document("web", { outcome: "passed ", by: "me" })) },
    1,
    /d0.json was changed/,
  ],
  ["a removed document", { "d1.json": null }, 1, /d1.json was removed/],
  [
    "an added document",
    { "d9.json": JSON.stringify(document("other")) },
    2,
    /d9.json is not in the manifest/,
  ],
])("%s does not count, and then drills may be missing", (_, replaced, count, problem) => {
  const { evidence, notes } = readEvidence(folderWith(two, replaced), false);
  expect(evidence.drills).toHaveLength(count);
  expect(evidence.gap?.what).toMatch(problem);
  expect(notes.join()).toMatch(problem);
});

it.each([
  ["an unknown outcome", { outcome: "great" }],
  ["no time", { endedAt: "soon" }],
  ["no VM", { vm: null }],
  ["another format", { format: "azure-vm-backup/restore-drill/2" }],
])("%s is an unknown format", (_, more) => {
  const { evidence } = readEvidence(folderWith([document("web", more)]), true);
  expect([evidence.drills, evidence.gap?.what]).toEqual([[], expect.stringMatching(/unknown format/)]);
});

it("a drill in simulated Azure counts only in an assessment of simulated Azure", () => {
  const folder = folderWith([document("web", { simulated: true }), document("queue")]);
  const real = readEvidence(folder, false);
  expect(real.evidence.drills).toHaveLength(1);
  expect(real.notes).toEqual([
    expect.stringMatching(/^1 restore drill of the evidence ran in simulated Azure/),
  ]);
  expect(readEvidence(folder, true).evidence.drills).toHaveLength(2);
});

it("refuses a folder that does not exist, and one without a manifest", () => {
  expect(() => readEvidence("/nowhere", false)).toThrow(
    "Cannot read /nowhere: no such file or directory (ENOENT)",
  );
  expect(() => readEvidence(folderWith([], { "manifest.json": null }), false)).toThrow(
    "has no evidence of restore drills",
  );
});
