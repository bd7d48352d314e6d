// Names and filters that match nothing, beside others that do.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { runQuery } from "../../simulator/rest/graph";
import { printedQuery } from "../../src/live/discover";
import { runCli } from "../support/cli";
import { makeEstate } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "unmatched-"));
const file = (name: string) => join(folder, name);
beforeAll(() => {
  makeEstate({ folder: file("azure"), vms: 10, regions: ["westeurope", "northeurope"] });
  const store = openStore(file("azure"));
  const rows = runQuery({ store, anyVm: false, slowDeletes: 0 }, printedQuery);
  writeFileSync(file("rows.json"), JSON.stringify(rows));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (command: string, ...args: string[]) =>
  runCli([command, "--from", file("rows.json"), "--output", file(command), "--force", ...args]);

it("adopt names each vault that it did not find, and writes nothing", async () => {
  const { code, stdout, stderr } = await run("adopt", "--vault", "Safe-westeurope", "nowhere", "safe-2");
  expect([code, stdout, stderr]).toEqual([2, "", "Found no vault nowhere, safe-2.\n"]);
  expect((await run("adopt", "--vault", "Safe-westeurope")).stdout).toContain("1 vault");
});

it("generate names each filter that no VM matches: one that leaves out nothing protects what it should not", async () => {
  const filters = ["--exclude", "vm0000*", "tst-*", "--resource-group", "*", "nogroup-*"];
  const { stderr } = await run(
    "generate",
    ...filters,
    "--policy",
    "azureDefaultPolicy",
    "Gold=everyFourHours",
  );
  expect(stderr.split("\n")).toEqual([
    "--exclude tst-*: no VM that was read matches it",
    "--resource-group nogroup-*: no VM that was read matches it",
    "--policy gold=…: no VM of the program has this value in the tag of --policy-tag",
    "No VM is ready to be protected. Run assess to see why.",
    "",
  ]);
});
