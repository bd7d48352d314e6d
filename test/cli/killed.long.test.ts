// generate, adopt and assess, killed at any moment: no half-written file, and the next run succeeds.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RestServer } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { runs } from "../support/runs";
import { serveEstate } from "./generateEstate";

const folder = mkdtempSync(join(tmpdir(), "killed-"));
let arm: RestServer;
beforeAll(async () => {
  arm = await serveEstate(join(folder, "azure"), 40);
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const contents = (at: string) =>
  Object.fromEntries(readdirSync(at).map((file) => [file, readFileSync(join(at, file), "utf8")]));
const kills = runs(50, 3);
// A busy machine needs seconds for each command.
jest.setTimeout(600_000 + kills * 60_000);

it.each(["generate", "adopt"])("%s: no half-written file, and the next run succeeds", async (command) => {
  const run = (output: string, stop?: AbortSignal) =>
    runCli([command, "--output", output], { env: arm.env, ...(stop && { stop }) });
  const started = Date.now();
  expect((await run(join(folder, command))).code).toBe(0);
  const duration = Date.now() - started;
  const whole = contents(join(folder, command));
  let killed = 0;
  for (let i = 0; i < kills; i++) {
    const output = join(folder, `${command}-${i}`);
    // The files are written near the end.
    const at = Math.round(duration * (i % 2 === 0 ? i / kills : 0.8 + (0.25 * i) / kills));
    const { code } = await run(output, AbortSignal.timeout(at));
    if (code === null) killed += 1;
    const left = existsSync(output) ? contentsWithoutDrafts(output) : {};
    for (const [file, text] of Object.entries(left)) expect([file, text]).toEqual([file, whole[file]]);
    if (Object.keys(left).length < Object.keys(whole).length) expect((await run(output)).code).toBe(0);
    expect(contentsWithoutDrafts(output)).toEqual(whole);
  }
  expect(killed).toBeGreaterThan(0);
});

it("assess --output: the file is the earlier one or whole, and the next run succeeds", async () => {
  const output = join(folder, "report.json");
  const run = (stop?: AbortSignal) =>
    runCli(["assess", "--format", "json", "--fail-on", "never", "--output", output], {
      ...{ env: arm.env, ...(stop && { stop }) },
    });
  const vmsIn = (file: string) => {
    const { subscriptions } = JSON.parse(readFileSync(file, "utf8"));
    return subscriptions.map(({ vms }: { vms: object[] }) => vms.length);
  };
  const started = Date.now();
  expect((await run()).code).toBe(0);
  const duration = Date.now() - started;
  const whole = vmsIn(output);
  let killed = 0;
  for (let i = 0; i < kills; i++) {
    // Every second run replaces a file, and the file is written near the end.
    if (i % 2 === 0) rmSync(output, { force: true });
    else writeFileSync(output, "earlier");
    const { code } = await run(AbortSignal.timeout(Math.round(duration * (0.6 + (0.45 * i) / kills))));
    if (code === null) killed += 1;
    const isEarlier = i % 2 === 0 ? !existsSync(output) : readFileSync(output, "utf8") === "earlier";
    expect([i, isEarlier || vmsIn(output)]).toEqual([i, isEarlier || whole]);
    expect([(await run()).code, vmsIn(output)]).toEqual([0, whole]);
  }
  expect(killed).toBeGreaterThan(0);
});

const contentsWithoutDrafts = (at: string) =>
  Object.fromEntries(
    readdirSync(at)
      .filter((file) => !/^\.azure-vm-backup-|\.draft$/.test(file))
      .map((file) => [file, readFileSync(join(at, file), "utf8")]),
  );
