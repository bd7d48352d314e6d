// generate and adopt, killed at any moment: no half-written file, and the next run succeeds.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RestServer } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { serveEstate } from "./generateEstate";

jest.setTimeout(600_000);

const folder = mkdtempSync(join(tmpdir(), "killed-"));
let arm: RestServer;
beforeAll(async () => {
  arm = await serveEstate(join(folder, "azure"));
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const contents = (at: string) =>
  Object.fromEntries(readdirSync(at).map((file) => [file, readFileSync(join(at, file), "utf8")]));
const kills = 8;

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

const contentsWithoutDrafts = (at: string) =>
  Object.fromEntries(
    readdirSync(at)
      .filter((file) => !/^\.azure-vm-backup-|\.draft$/.test(file))
      .map((file) => [file, readFileSync(join(at, file), "utf8")]),
  );
