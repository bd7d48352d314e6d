/** The assessment of a large estate: time and memory, and how they grow. Azure's side runs on the same machine. */
import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../simulator/azure/store";
import { repositoryDir } from "../simulator/engine/cache";
import { runQuery } from "../simulator/rest/graph";
import { rowsOfTables } from "../simulator/rest/rows";
import { serveArm } from "../simulator/rest/server";
import { printedQuery } from "../src/live/discover";
import { makeEstate } from "../test/support/estate";
import { compare, ratio } from "./report";
import { inTurns } from "./turns";

const regions = ["westeurope", "northeurope", "eastus", "swedencentral"];

interface Measured {
  readonly seconds: number;
  /** To write all rows as JSON and to read them again, which any program pays that gets them from Azure. */
  readonly jsonSeconds: number;
  readonly residentMiB: number;
}

export async function benchAssess(): Promise<void> {
  await benchFiles();
  await measure(1000);
  const [few, many] = [await measure(1000), await measure(10_000)];
  const most = await measure(50_000);
  const sides = { ours: most.seconds, other: most.jsonSeconds };
  compare("`assess` of 50,000 VMs in 100 subscriptions / its rows to JSON and back", sides, 60);
  ratio("The same, of 512 MiB resident", most.residentMiB / 512, 1);
  const exponent = Math.log(most.seconds / few.seconds) / Math.log(50);
  ratio(
    `Exponent of its time from 1,000 to 50,000 VMs (to 10,000: ${(Math.log(many.seconds / few.seconds) / Math.log(10)).toFixed(2)})`,
    exponent,
    1.1,
  );
}

/** A file of the printed query, with as many VMs as an estate of 1,000 and copies of it in other subscriptions. */
function writeRows(file: string, vms: number): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-rows-"));
  makeEstate({ folder, vms: 1000, regions, subscriptions: 2 });
  const azure = { store: openStore(folder), anyVm: true, slowDeletes: 0 };
  const lines = runQuery(azure, printedQuery).map((row) => JSON.stringify(row));
  writeFileSync(file, '{"data":[');
  for (let copy = 0; copy < vms / 1000; copy++) {
    const guid = `00000000-0000-${String(copy).padStart(4, "0")}-`;
    const own = lines.map((line) => line.replaceAll("00000000-0000-0000-", guid)).join(",\n");
    appendFileSync(file, `${copy === 0 ? "" : ","}\n${own}`);
  }
  appendFileSync(file, "]}");
  rmSync(folder, { recursive: true });
}

/** Prints its CPU time and its largest memory when it ends. */
const meter = `process.on("exit", () => { const { user, system } = process.cpuUsage();
  console.error("cpu " + (user + system) / 1e6 + " resident " + process.resourceUsage().maxRSS); });`;

/** Runs Node.js in a process of its own, whose code, time and memory are measured. */
async function metered(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const hook = join(folder, "meter.js");
  writeFileSync(hook, meter);
  const child = spawn(process.execPath, ["--require", hook, ...args], {
    ...{ env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] },
  });
  let stderr = "";
  child.stderr?.on("data", (text) => {
    stderr += text;
  });
  const code = await new Promise((done) => child.on("close", done));
  const [, cpu, resident] = /cpu (\S+) resident (\d+)/.exec(stderr) ?? [];
  if (cpu === undefined) throw new Error(stderr);
  return { code, stderr, cpuSeconds: Number(cpu), residentMiB: Number(resident) / 1024 };
}

const commandLine = join(repositoryDir, "dist/cli/index.js");

async function benchFiles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-files-"));
  const file = join(folder, "rows.json");
  const assess = () =>
    metered(folder, [
      ...[commandLine, "assess", "--from", file],
      ...["--format", "json", "--output", join(folder, "report.json")],
    ]);
  writeRows(file, 10_000);
  const read = `JSON.parse(require("fs").readFileSync(${JSON.stringify(file)}, "utf8"))`;
  const sides = await inTurns(
    5,
    async () => (await assess()).cpuSeconds,
    async () => (await metered(folder, ["-e", read])).cpuSeconds,
  );
  compare("CPU time of `assess --from` of 10,000 VMs / reading and parsing the file", sides, 8);
  writeRows(file, 100_000);
  ratio("`assess --from` of 100,000 VMs (320 MB), of 1 GiB resident", (await assess()).residentMiB / 1024, 1);
  rmSync(folder, { recursive: true });
}

async function measure(vms: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "bench-assess-"));
  makeEstate({ folder, vms, regions, subscriptions: Math.max(2, vms / 500) });
  const arm = await serveArm({ folder });
  try {
    const started = performance.now();
    const args = [commandLine, "assess", "--format", "json", "--output", join(folder, "report.json")];
    const { code, stderr, residentMiB } = await metered(folder, args, arm.env);
    const seconds = (performance.now() - started) / 1000;
    if (code !== 1) throw new Error(`exit ${code}: ${stderr}`);
    process.stdout.write(`  ${vms} VMs: ${seconds.toFixed(1)} s, ${residentMiB.toFixed(0)} MiB\n`);
    return { seconds, jsonSeconds: secondsOfJson(folder), residentMiB };
  } finally {
    await arm.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function secondsOfJson(folder: string): number {
  const azure = { store: openStore(folder), anyVm: true, slowDeletes: 0 };
  const rows = ["resources", "recoveryservicesresources"].flatMap((table) => rowsOfTables(azure, table));
  const started = performance.now();
  for (const row of rows) JSON.parse(JSON.stringify(row));
  return (performance.now() - started) / 1000;
}
