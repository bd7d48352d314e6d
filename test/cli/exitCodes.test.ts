// Runs each row of the table of exit codes through the compiled command.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { exitCodeTable } from "../../cli/exitCodes";
import { openStore } from "../../simulator/azure/store";
import { runQuery } from "../../simulator/rest/graph";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { printedQuery } from "../../src/live/discover";
import { runCli } from "../support/cli";
import { makeEstate, subscriptionId } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "exit-codes-"));
const file = (name: string) => join(folder, name);
let arm: RestServer;
beforeAll(async () => {
  makeEstate({ folder: file("azure"), vms: 10, regions: ["westeurope", "northeurope"] });
  const store = openStore(file("azure"));
  const empty = subscriptionId(5);
  const group = `/subscriptions/${empty}/resourceGroups/hub`;
  store.put({ id: group, type: "Microsoft.Resources/resourceGroups", name: "hub", properties: {} });
  store.put({
    id: `/subscriptions/${empty}/providers/Microsoft.RecoveryServices/locations/westeurope/deletedVaults/hub_1`,
    ...{ type: "Microsoft.RecoveryServices/locations/deletedVaults", name: "hub_1" },
    properties: {
      location: "westeurope",
      properties: {
        vaultId: `${group}/providers/Microsoft.RecoveryServices/vaults/gone`,
        purgeAt: "2099-12-31T00:00:00.0000000Z",
      },
    },
  });
  const rows = runQuery({ store, anyVm: false, slowDeletes: 0 }, printedQuery);
  writeFileSync(file("rows.json"), JSON.stringify(rows));
  const vaults = rows.filter(({ type }) => !String(type).startsWith("microsoft.compute/"));
  writeFileSync(file("without-vms.json"), JSON.stringify(vaults));
  writeFileSync(file("program.json"), JSON.stringify({ deployment: { resources: [] } }));
  const prices = { currency: "EUR", instancePerMonth: 9, storagePerGBMonth: 0.04 };
  writeFileSync(file("prices.json"), JSON.stringify(prices));
  // A CLI of Pulumi whose stack lacks nothing.
  mkdirSync(file("drills"));
  mkdirSync(file("changed"));
  writeFileSync(file("changed/more.json"), "{}");
  mkdirSync(file("bin"));
  const answers = `case "$1" in preview) echo '{"steps":[]}' ;; *) echo '{"deployment":{"resources":[]}}' ;; esac`;
  writeFileSync(file("bin/pulumi"), `#!/bin/sh\n${answers}\n`);
  chmodSync(file("bin/pulumi"), 0o755);
  arm = await serveArm({ folder: file("azure"), anyVm: true });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => arm.setFaults([]));

const run = (...args: string[]) =>
  runCli(args, { env: { ...arm.env, PATH: `${file("bin")}${delimiter}${process.env.PATH}` } });
const rows = ["--from", file("rows.json")];
const failingBackup = [{ request: /^POST .*\/backup$/, status: 400, code: "Wrong", message: "From Azure." }];

/** What to run for each row, and each of its commands if they differ. */
const cases: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "no condition of --fail-on applies, and --min-coverage is reached": [
    ["assess", ...rows, "--fail-on", "failing", "--min-coverage", "40"],
    ["assess", ...rows, "--fail-on", "never"],
    ["assess", "--from", "program.json", "--fail-on", "mandatory"],
    ["assess", "--subscription", subscriptionId(5), "--fail-on", "never"],
  ],
  "the project is written": [
    ["generate", ...rows, "--output", "generated"],
    ["adopt", ...rows, "--output", "adopted"],
  ],
  "with --undelete: the deleted vaults are listed or brought back": [["adopt", "--undelete", "gone"]],
  "the resources are imported or listed, or there is nothing to repair": [
    ["repair", "--subscription", subscriptionId(0)],
  ],
  "Azure has validated all backups, or with --no-wait started them": [
    ["backup-now", "vm00000", "--poll-seconds", "0.1"],
    ["backup-now", "vm00002", "--no-wait"],
  ],
  "all drills passed, or with --dry-run the plan is printed; clean: nothing is left; report: the evidence is as it was written":
    [["drill", "report", "drills"]],
  "one or more drills failed or are incomplete; clean: something is left; report: the evidence was changed": [
    ["drill", "report", "changed", "--verify"],
  ],
  "the result is printed": [
    ["cost", ...rows, "--churn", "2", "--prices", "prices.json"],
    ["completion", "bash"],
  ],
  "a condition of --fail-on applies, or --min-coverage is not reached": [
    ["assess", ...rows],
    ["assess", ...rows, "--fail-on", "advisory"],
    ["assess", ...rows, "--fail-on", "unprotected"],
    ["assess", ...rows, "--fail-on", "never", "--min-coverage", "95"],
  ],
  "no VM was found, or a subscription of --subscription has no VM or cannot be read (not with --fail-on never)":
    [
      ["assess", "--subscription", subscriptionId(5), "--fail-on", "failing"],
      ["assess", "--subscription", subscriptionId(0), subscriptionId(5), "--fail-on", "failing"],
      ["assess", "--subscription", subscriptionId(0), subscriptionId(9), "--fail-on", "failing"],
      ["assess", "--from", "without-vms.json", "--fail-on", "failing"],
    ],
  "one or more backups failed": [["backup-now", "vm00004", "--poll-seconds", "0.1"]],
  "the command could not run: it prints a one-line error and writes no files": [
    ["assess", "--subscription", subscriptionId(9), "--output", "none"],
    ["assess", "--from", "nowhere.json", "--output", "none"],
    ["assess", "--from", "rows.json", "--subscription", subscriptionId(0), "--output", "none"],
    ["generate", "--from", "nowhere.json", "--output", "none"],
    ["adopt", "--from", "nowhere.json", "--output", "none"],
    ["repair", "--subscription", "bank"],
    ["drill", "vm00000", "--yes"],
    ["backup-now", "absent"],
    ["cost", ...rows, "--churn", "lots"],
    ["completion", "cmd"],
    ["simulate", "--", "no-such-command"],
  ],
  "the command that it ran ended with this code": [["simulate", "--", "node", "-e", "process.exit(7)"]],
};

it("every row of the table has a case for each of its commands", () => {
  for (const { when, commands } of exitCodeTable)
    expect([when, ...new Set(cases[when]?.map(([command]) => command))].sort()).toEqual(
      [when, ...commands].sort(),
    );
});

const all = exitCodeTable.flatMap(({ code, when }) =>
  (cases[when] ?? []).map((args) => [code, when, args] as const),
);
it.each(all)("%s: %s: %j", async (code, when, args) => {
  if (when === "one or more backups failed") arm.setFaults(failingBackup);
  const absolute = args.map((arg) =>
    /^[\w-]+\.json$|^(generated|adopted|none|drills|changed)$/.test(arg) ? file(arg) : arg,
  );
  const simulated = args[0] === "simulate" ? [...absolute.slice(0, 1), "--state", file("state")] : [];
  const ran = await run(...simulated, ...absolute.slice(simulated.length > 0 ? 1 : 0));
  expect([ran.code, ran.stderr]).toEqual([code === "its own" ? 7 : code, expect.any(String)]);
  if (code !== 2) return;
  expect(existsSync(file("none"))).toBe(false);
  expect(ran.stdout).toBe("");
  const lines = ran.stderr.trim().split("\n");
  expect(lines.filter((line) => !line.startsWith("(add --help"))).toHaveLength(1);
});

it("the names of empty and unreadable subscriptions are in the report", async () => {
  const { stdout } = await run(
    ...[
      "assess",
      "--format",
      "json",
      "--subscription",
      subscriptionId(5),
      subscriptionId(9),
      subscriptionId(0),
    ],
  );
  expect(JSON.parse(stdout).notSeen).toEqual([
    `Subscription ${subscriptionId(5)}: it has no virtual machine that you can read.`,
    `Subscription ${subscriptionId(9)}: it does not exist, or you cannot read it.`,
  ]);
});
