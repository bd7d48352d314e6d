// The published schemas against what the commands really print. test/package/generatedFiles.long.test.ts keeps them equal to the types.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import Ajv from "ajv";
import { openStore } from "../../simulator/azure/store";
import { runQuery } from "../../simulator/rest/graph";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { printedQuery } from "../../src/live/discover";
import { runCli } from "../support/cli";
import { makeEstate, subscriptionId } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "schemas-"));
const file = (name: string) => join(folder, name);
let arm: RestServer;
beforeAll(async () => {
  makeEstate({
    ...{ folder: file("azure"), vms: 20, subscriptions: 2 },
    ...{ regions: ["westeurope", "northeurope"], lockedRegions: ["northeurope"] },
  });
  const store = openStore(file("azure"));
  const all = runQuery({ store, anyVm: true, slowDeletes: 0 }, printedQuery);
  writeFileSync(file("rows.json"), JSON.stringify(all));
  const unmarked = all.map(({ inventory, ...row }) => row);
  writeFileSync(file("unmarked.json"), JSON.stringify({ data: unmarked, total_records: all.length + 1 }));
  const reason = "OPS-1: in spring";
  const exemptions = [
    { policy: "vm-os-supported", match: { name: "vm0000*" }, reason, expires: "2099-12-31" },
  ];
  writeFileSync(file("config.json"), JSON.stringify({ exemptions }));
  const prices = {
    ...{ currency: "EUR", instancePerMonth: 9, storagePerGBMonth: 0.04, snapshotPerGBMonth: 0.05 },
  };
  writeFileSync(file("prices.json"), JSON.stringify(prices));
  arm = await serveArm({ folder: file("azure"), anyVm: true });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => arm.setFaults([]));

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { stdout, stderr } = await runCli(args, { env: { ...arm.env, ...env }, cwd: folder });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
};

type Schema = { type?: string; properties?: object } & { [key: string]: unknown };
const schemaOf = (command: string): Schema =>
  JSON.parse(readFileSync(join("schemas", `${command}.v1.json`), "utf8"));

/** A schema that allows no field that it does not name. */
const closed = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === "object" && value.properties !== undefined
      ? { additionalProperties: false, ...value }
      : value,
  );

function expectValid(command: string, output: unknown): void {
  for (const schema of [schemaOf(command), closed(schemaOf(command))]) {
    const ajv = new Ajv({ allErrors: true, strict: true });
    ajv.validate(schema, output);
    expect(ajv.errors ?? []).toEqual([]);
  }
}

it("there is a schema for each command that prints JSON", () => {
  expect(readdirSync("schemas").sort()).toEqual(
    ["assess", "backup-now", "cost", "repair"].map((command) => `${command}.v1.json`),
  );
});

it("assess, of Azure and of a part of an estate", async () => {
  const ofAzure = await run(["assess", "--format", "json"]);
  expectValid("assess", ofAzure);
  const verdicts = (report: { totals: Record<string, number> }) =>
    ["failing", "blocked", "unknown", "stopped", "ready", "protected"].filter((one) => report.totals[one]);
  expect(verdicts(ofAzure)).toEqual(["blocked", "stopped", "ready", "protected"]);
  const ofFiles = await run([
    ...["assess", "--format", "json", "--from", file("unmarked.json"), "--partial"],
    ...["--config", file("config.json")],
  ]);
  expectValid("assess", ofFiles);
  expect(verdicts(ofFiles)).toContain("unknown");
});

it("backup-now: backed up, started, failed and left out", async () => {
  const vaultId = `/subscriptions/${subscriptionId(0)}/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/safe-westeurope`;
  const poll = ["--poll-seconds", "0.1", "--format", "json"];
  const refused = { request: /;vm00004\/backup$/, status: 400, code: "Wrong", message: "From Azure." };
  arm.setFaults([{ ...refused }]);
  const withFailure = await run(["backup-now", "vm00000", "vm00004", ...poll]);
  arm.setFaults([]);
  const withoutWait = await run(["backup-now", "--no-wait", "--vault", vaultId, ...poll]);
  expectValid("backup-now", withoutWait);
  expectValid("backup-now", withFailure);
  const statuses = (report: { backups: { status: string }[] }) => report.backups.map(({ status }) => status);
  expect(new Set(statuses(withoutWait))).toEqual(new Set(["started"]));
  expect(withoutWait.leftOut.map(({ vmName }: { vmName: string }) => vmName)).toContain("vm00006");
  expect(statuses(withFailure)).toEqual(["backed up", "failed"]);
  expect(withFailure.backups[1].error).toContain("From Azure.");
});

it("cost", async () => {
  const args = ["--from", file("rows.json"), "--churn", "1-3", "--prices", file("prices.json"), "--all"];
  expectValid("cost", await run(["cost", "--format", "json", ...args]));
});

it("repair, with what is missing, what was interrupted and what leaves; the lines go to standard error", async () => {
  const type = "azure-native:recoveryservices:Vault";
  const urn = `urn:pulumi:dev::bank::${type}::safe`;
  const id = `/subscriptions/${subscriptionId(0)}/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/safe`;
  const inputs = { vaultName: "safe", resourceGroupName: "bank" };
  mkdirSync(file("bin"));
  const answers = {
    preview: {
      steps: [
        { op: "create", urn, newState: { inputs } },
        {
          op: "delete",
          urn: "urn:pulumi:dev::bank::azure-native:recoveryservices:ProtectedItem::backup-web",
          oldState: { id: "/item", retainOnDelete: true },
        },
      ],
    },
    export: { deployment: { resources: [{ urn: `${urn}-old`, type, id, pendingReplacement: true }] } },
    missing: { resources: [{ type, name: "safe" }] },
  };
  for (const [name, answer] of Object.entries(answers))
    writeFileSync(file(`${name}.json`), JSON.stringify(answer));
  const script = `case "$1" in preview) cp ${file("missing.json")} "$4"; cat ${file("preview.json")} ;; *) cat ${file("export.json")} ;; esac`;
  writeFileSync(file("bin/pulumi"), `#!/bin/sh\n${script}\n`);
  chmodSync(file("bin/pulumi"), 0o755);
  const PATH = `${file("bin")}${delimiter}${process.env.PATH}`;
  const report = await run(["repair", "--format", "json"], { PATH });
  expectValid("repair", report);
  expect(report).toEqual({
    ...{
      version: 1,
      restoredInputs: 0,
      encryptedSecrets: false,
      leaving: [],
      deletedVaults: [],
      deletedVaultsNotRead: [],
      interrupted: [{ name: "safe-old", id }],
    },
    missing: [{ name: "safe", type, id, isImported: false }],
    leaving: [
      { name: "backup-web", id: "/item", isDeleted: false, effect: expect.stringContaining("stays") },
    ],
  });
});
