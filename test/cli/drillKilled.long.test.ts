import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { serveArm } from "../../simulator/rest/server";
import type { Evidence } from "../../src/drill/evidence";
import { runCli } from "../support/cli";
import { createDrillEstate, drillPlace, leftBehind } from "../support/drillEstate";
import { runs } from "../support/runs";

jest.setTimeout(3_600_000);

const kills = runs(50, 5);

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

it(`killed at ${kills} moments and run again: no VM is left, and no evidence is lost or duplicated`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "drill-killed-"));
  const azureDir = join(folder, "azure");
  await createDrillEstate(azureDir, ["web", "api"]);
  const store = openStore(azureDir);
  const arm = await serveArm({ folder: azureDir });
  const random = numbers(2026);
  let killed = 0;
  for (let round = 0; killed < kills; round++) {
    const dir = join(folder, `evidence-${round}`);
    const args = [
      "drill",
      "web",
      "api",
      ...drillPlace,
      "--check",
      "boot",
      "agent",
      "--evidence",
      dir,
      "--yes",
    ];
    const sent = arm.requests.length;
    let isOver = false;
    while (!isOver) {
      // The moment is a number of requests, so that it does not depend on the machine's speed.
      const moment = arm.requests.length + 1 + Math.floor(random() * 40);
      const stop = new AbortController();
      const watch = setInterval(() => arm.requests.length >= moment && stop.abort(), 1);
      const { code } = await runCli(args, { env: arm.env, stop: stop.signal });
      clearInterval(watch);
      isOver = code !== null;
      if (isOver) expect(code).toBe(0);
      else killed++;
    }
    const documents = readdirSync(dir).filter((file) => /^(web|api)-[0-9a-f]{12}\.json$/.test(file));
    const evidence = documents.map((file) => JSON.parse(readFileSync(join(dir, file), "utf8")) as Evidence);
    expect(evidence.map(({ vm, outcome }) => `${vm.name} ${outcome}`)).toEqual(["api passed", "web passed"]);
    expect(evidence.map(({ cleanUp }) => cleanUp.complete && cleanUp.removed.length)).toEqual([3, 3]);
    const restores = arm.requests
      .slice(sent)
      .filter((one) => one.startsWith("POST") && one.endsWith("/restore"));
    expect(restores).toHaveLength(2);
    expect(leftBehind(store)).toEqual([]);
    expect(readdirSync(dir).sort()).toEqual([...documents, "manifest.json"].sort());
    expect(await runCli(["drill", "report", dir, "--verify"])).toMatchObject({ code: 0 });
  }
  await arm.stop();
  rmSync(folder, { recursive: true });
});
