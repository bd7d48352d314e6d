import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import Ajv from "ajv";
import type { Azure } from "../../simulator/azure/service";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { put, sendTo } from "../simulator/azure/recorded/case";
import { type Ran, runCli } from "../support/cli";
import { createDrillEstate, itemId } from "../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "deleted-vaults-"));
const subscription = "00000000-0000-0000-0000-000000000000";
const groupId = `/subscriptions/${subscription}/resourceGroups/bank`;
const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/safe`;
const emptyVaultId = vaultId.replace(/safe$/, "hollow");
let arm: RestServer;
let send: ReturnType<typeof sendTo>;
const remove = (id: string) => expect(send({ method: "DELETE", url: id }).status).toBe(202);

/** A vault that is deleted with the soft-deleted items of its VMs, and one that was empty. */
beforeAll(async () => {
  const store = await createDrillEstate(folder, ["api", "web"]);
  const azure: Azure = { store, anyVm: false, slowDeletes: 0 };
  send = sendTo(azure);
  send(put(emptyVaultId, { location: "westeurope", properties: {} }));
  for (const id of [itemId("api"), itemId("web"), vaultId, emptyVaultId]) remove(id);
  arm = await serveArm({ folder });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => arm.setFaults([]));

const run = (...args: string[]): Promise<Ran> => runCli(args, { env: arm.env });
const assess = async (format: string, ...args: string[]) =>
  (await run("assess", "--format", format, ...args)).stdout;
const words = (text: string) => text.replace(/\s+/g, " ");

/** Checks a part of a report by its published schema. */
function expectValid(deletedVaults: unknown): void {
  const { definitions } = JSON.parse(readFileSync("schemas/assess.v1.json", "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: true });
  ajv.validate({ definitions, $ref: "#/definitions/DeletedVaults" }, deletedVaults);
  expect(ajv.errors ?? []).toEqual([]);
}

describe("assess", () => {
  it("lists the deleted vaults that can be brought back, until when and how, in every format", async () => {
    const { deletedVaults } = JSON.parse(await assess("json"));
    const [vault] = deletedVaults.vaults;
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(deletedVaults).toEqual({
      vaults: [
        {
          id: expect.stringMatching(/\/locations\/westeurope\/deletedVaults\/bank_/),
          ...{ vaultId, vaultName: "safe", resourceGroup: "bank", subscriptionId: subscription },
          ...{ location: "westeurope", deletedAt: time, recoverableUntil: time },
        },
      ],
      notRead: [],
    });
    expectValid(deletedVaults);
    const days = (Date.parse(vault.recoverableUntil) - Date.parse(vault.deletedAt)) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    const until = `until ${vault.recoverableUntil.slice(0, 16).replace("T", " ")} UTC`;
    const [table, markdown, html, sarif, csv] = await Promise.all(
      ["table", "markdown", "html", "sarif", "csv"].map((format) => assess(format)),
    );
    for (const text of [table, markdown, html, sarif]) {
      expect(words(text ?? "")).toContain("Deleted vaults that can be brought back");
      expect(words(text ?? "")).toContain("npx azure-vm-backup adopt --undelete");
      expect(words(text ?? "")).toContain(until);
      expect(text).not.toContain("hollow");
    }
    expect(csv).toContain("deletedVaultsInRegion");
    expect(csv?.split("\r\n").filter((line) => line.includes(`,safe ${until},`))).toHaveLength(2);
  });

  it("what cannot be read is unknown, in every format", async () => {
    arm.setFaults([
      { request: /locations\/westeurope\/deletedVaults/, status: 403, code: "AuthorizationFailed" },
    ]);
    const { deletedVaults } = JSON.parse(await assess("json"));
    expect(deletedVaults).toEqual({
      vaults: [],
      notRead: [
        {
          ...{ subscriptionId: subscription, regions: ["westeurope"] },
          why: expect.stringContaining("AuthorizationFailed"),
        },
      ],
    });
    expectValid(deletedVaults);
    const [table, markdown, html, sarif, csv] = await Promise.all(
      ["table", "markdown", "html", "sarif", "csv"].map((format) => assess(format)),
    );
    for (const text of [table, markdown, html, sarif]) {
      expect(words(text ?? "")).toContain("Deleted vaults that were not read");
      expect(words(text ?? "")).toContain("in westeurope: not read.");
      expect(text).not.toContain("can be brought back");
    }
    expect(csv?.split("\r\n").filter((line) => line.includes(",unknown,"))).not.toEqual([]);
  });

  it("a list of regions that fails makes all regions unknown", async () => {
    arm.setFaults([{ request: /GET .*\/providers\/Microsoft.RecoveryServices$/, status: 403 }]);
    const { deletedVaults } = JSON.parse(await assess("json"));
    expect(deletedVaults).toMatchObject({ vaults: [], notRead: [{ regions: [] }] });
  });

  it("asks about the regions of the estate, and not for controls and --no-deleted-vaults", async () => {
    const asked = () => arm.requests.filter((one) => one.includes("/deletedVaults"));
    const before = asked().length;
    await assess("json", "--no-deleted-vaults");
    await run("assess", "--framework", "dora");
    expect(asked().slice(before)).toEqual([]);
    await assess("json");
    expect(asked().slice(before)).toEqual([expect.stringContaining("/locations/westeurope/deletedVaults")]);
  });

  it("asks once about each region if the estate has nothing", async () => {
    const emptyFolder = mkdtempSync(join(tmpdir(), "no-vms-"));
    const toEmpty = sendTo({ store: openStore(emptyFolder), anyVm: false, slowDeletes: 0 });
    toEmpty(put(groupId, { location: "westeurope" }));
    const empty = await serveArm({ folder: emptyFolder });
    await runCli(["assess", "--format", "json"], { env: empty.env });
    const requests = empty.requests.filter((one) => one.includes("/deletedVaults"));
    await empty.stop();
    rmSync(emptyFolder, { recursive: true });
    expect(requests.length).toBeGreaterThan(5);
    expect(new Set(requests).size).toBe(requests.length);
  });
});

describe("repair", () => {
  const type = "azure-native:recoveryservices:Vault";
  const urn = `urn:pulumi:dev::bank::${type}::safe`;
  const declared = { vaultName: "safe", resourceGroupName: "bank", location: "West Europe" };
  const bin = join(folder, "bin");

  /** Runs repair with a CLI of Pulumi whose stack has the vault, or lacks it. */
  const repair = async (isInStack: boolean, ...args: string[]) => {
    mkdirSync(bin, { recursive: true });
    const resource = { urn, type, id: vaultId, custom: true, inputs: declared, outputs: declared };
    const state = { version: 3, deployment: { resources: isInStack ? [resource] : [] } };
    const steps = isInStack ? [] : [{ op: "create", urn, newState: { inputs: declared } }];
    const missing = { resources: isInStack ? [] : [{ type, name: "safe" }] };
    const script = [
      "#!/bin/sh",
      `case "$1" in`,
      `preview) for file; do case "$file" in *.json) echo '${JSON.stringify(missing)}' > "$file" ;; esac; done`,
      `echo '${JSON.stringify({ steps })}' ;;`,
      `*) echo '${JSON.stringify(state)}' ;;`,
      "esac",
    ];
    writeFileSync(join(bin, "pulumi"), `${script.join("\n")}\n`);
    chmodSync(join(bin, "pulumi"), 0o755);
    const env = { ...arm.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    return runCli(["repair", "--subscription", subscription, ...args], { env, cwd: folder });
  };

  it.each([
    ["a vault of the stack that Azure does not have", true],
    ["a vault of the program that a deleted vault was", false],
  ])("names the deleted vault behind %s, and the command that brings it back", async (_, isInStack) => {
    const { code, stdout } = await repair(isInStack);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /The vault safe of resource group bank was deleted, and can be brought back: until .* UTC\./,
    );
    expect(stdout).toContain("that one is empty");
    const id = /npx azure-vm-backup adopt --undelete (\S+) --yes/.exec(stdout)?.[1] ?? "";
    // The command finds the vault: only --yes would change something.
    expect((await run("adopt", "--undelete", id)).stdout).toContain("safe of resource group bank");
  });

  it("says that a new vault has the name, and prints all of it as JSON", async () => {
    send(put(vaultId, { location: "westeurope", properties: {} }));
    expect((await repair(true)).stdout).toContain("A new vault has its name now");
    const { deletedVaults, deletedVaultsNotRead } = JSON.parse(
      (await repair(true, "--format", "json")).stdout,
    );
    expect([deletedVaults, deletedVaultsNotRead]).toEqual([
      [
        {
          id: expect.stringContaining("/deletedVaults/bank_"),
          ...{ vaultId, recoverableUntil: expect.any(String), hasNewVault: true },
        },
      ],
      [],
    ]);
    remove(vaultId);
  });

  it("what cannot be read is unknown: a note on standard error, and a sentence in the JSON", async () => {
    arm.setFaults([{ request: /\/deletedVaults$/, status: 403, code: "AuthorizationFailed" }]);
    const { code, stdout, stderr } = await repair(true);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Nothing to repair")]);
    expect(stderr).toContain("in westeurope: not read. Azure returned 403 AuthorizationFailed");
    const { deletedVaultsNotRead } = JSON.parse((await repair(true, "--format", "json")).stdout);
    expect(deletedVaultsNotRead).toEqual([expect.stringContaining("not read")]);
  });

  it("asks only for the region of the vault, and not with --no-deleted-vaults", async () => {
    const asked = () => arm.requests.filter((one) => one.endsWith("/deletedVaults"));
    const before = asked().length;
    const { stdout } = await repair(true, "--no-deleted-vaults");
    expect([stdout, asked().length]).toEqual([expect.stringContaining("Nothing to repair"), before]);
    await repair(true);
    expect(asked().slice(before)).toEqual([expect.stringContaining("/locations/westeurope/")]);
  });
});

describe("adopt --undelete", () => {
  const adopt = (...args: string[]) => run("adopt", ...args);
  const posts = () => arm.requests.filter((one) => one.endsWith("/undelete"));
  const project = join(folder, "project");

  it.each<[string, string[], string]>([
    ["an unknown vault", ["--undelete", "nowhere"], "that can be brought back (safe)"],
    ["a vault that is purged already", ["--undelete", "hollow"], "that can be brought back (safe)"],
    ["files", ["--undelete", "safe", "--from", "rows.json"], "--from reads files"],
    ["--yes alone", ["--yes", "--output", project], "--yes is for --undelete"],
    ["no folder", [], "required option '--output <folder>' not specified"],
  ])("refuses %s in one line, and changes nothing", async (_, args, message) => {
    const { code, stdout, stderr } = await adopt(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
    expect([posts(), existsSync(project)]).toEqual([[], false]);
  });

  it("names the regions that it could not read", async () => {
    arm.setFaults([
      { request: /locations\/westeurope\/deletedVaults/, status: 403, code: "AuthorizationFailed" },
    ]);
    const { code, stderr } = await adopt("--undelete", "safe");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("in westeurope: not read. Azure returned 403"),
    ]);
  });

  it("refuses a vault whose name a new vault has, and says how to bring it back", async () => {
    send(put(vaultId, { location: "westeurope", properties: {} }));
    const { code, stderr } = await adopt("--undelete", "safe", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringContaining("has a new vault of this name")]);
    expect(posts()).toEqual([]);
    remove(vaultId);
  });

  it("refuses a vault whose resource group does not exist", async () => {
    arm.setFaults([
      { request: /^GET .*\/resourceGroups\/bank$/, status: 404, code: "ResourceGroupNotFound" },
    ]);
    const { code, stderr } = await adopt("--undelete", "safe", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringContaining("its resource group bank does not exist")]);
    expect(posts()).toEqual([]);
  });

  it("without --yes it lists the vault and until when, and changes nothing", async () => {
    const { code, stdout } = await adopt("--undelete", "SAFE", "--output", project);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^safe of resource group bank in westeurope can be brought back, until .* UTC\n/);
    expect(stdout).toContain("Add --yes");
    expect([posts(), existsSync(project)]).toEqual([[], false]);
  });

  it("reports Azure's reason if the operation fails, and writes nothing", async () => {
    arm.setFaults([{ request: /POST .*\/undelete$/, status: 409, code: "Busy", message: "From Azure." }]);
    const { code, stderr } = await adopt("--undelete", "safe", "--yes", "--output", project);
    expect([code, stderr.trim()]).toEqual([2, expect.stringContaining("409 Busy: From Azure.")]);
    expect(existsSync(project)).toBe(false);
    arm.setFaults([]);
  });

  it("brings the vault back, waits, and adopts it", async () => {
    const before = posts().length;
    const { code, stdout, stderr } = await adopt("--undelete", "safe", "--yes", "--output", project);
    expect([code, stdout, stderr]).toEqual([
      0,
      `Brought back: safe of resource group bank in westeurope\n${project}: 1 vault with 0 protected VMs\n`,
      "",
    ]);
    expect(posts()).toHaveLength(before + 1);
    expect(arm.requests.filter((one) => /deletedVaults\/[^/]+\/operations\//.test(one))).toHaveLength(2);
    expect(send({ url: vaultId }).status).toBe(200);
    const program = readFileSync(join(project, "index.ts"), "utf8");
    expect(program).toContain('vaultName: "safe"');
    expect(program).toContain("soft-deleted; to undelete it, use the argument adopt");
  });
});
