import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { runCli } from "../support/cli";
import { makeEstate } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "cost-"));
const rows = join(folder, "rows.json");
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, name);
};

/** An entry of the retail price API, whose pages here have one entry each. */
const item = (skuName: string, meterName: string, retailPrice: number, armRegionName: string) => ({
  ...{ currencyCode: "EUR", serviceName: "Backup", type: "Consumption" },
  ...{ skuName, meterName, retailPrice, armRegionName },
});
const items = (region: string) => [
  item("Azure VM", "Azure VM Protected Instance", 9, region),
  item("Standard", "Standard GRS Data Stored", 0.04, region),
  item("Archive", "Archive GRS Data Stored", 0.01, region),
];
/** The same with the names that the meters had before. */
const itemsOfBefore = (region: string) => [
  item("Azure VM", "Azure VM Protected Instances", 9, region),
  item("Archive", "GRS Data Stored", 0.01, region),
  item("Standard", "GRS Data Stored", 0.04, region),
];
const regions = ["westeurope", "northeurope"];
let api: Server;
let env: Record<string, string>;
beforeAll(async () => {
  makeEstate({ folder: join(folder, "azure"), vms: 20, regions: ["westeurope", "northeurope"] });
  const all = [...openStore(join(folder, "azure")).all()].map(
    ({ id, type, name, properties: { location, tags, properties, ...open } }) => ({
      ...{ id, type, name, location, tags },
      properties: { ...open, ...(properties as object) },
    }),
  );
  writeFileSync(rows, JSON.stringify(all));
  api = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const region = /armRegionName eq '(\w+)'/.exec(url.searchParams.get("$filter") ?? "")?.[1] ?? "";
    const page = Number(url.searchParams.get("page") ?? 0);
    const found = items(region);
    url.searchParams.set("page", String(page + 1));
    const NextPageLink =
      page + 1 < found.length ? `http://${request.headers.host}${url.pathname}${url.search}` : null;
    response.end(JSON.stringify({ Items: found.slice(page, page + 1), NextPageLink }));
  });
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
  env = { AZURE_VM_BACKUP_PRICES_ENDPOINT: `http://127.0.0.1:${(api.address() as AddressInfo).port}` };
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});
const cost = (...args: string[]) => runCli(["cost", "--from", rows, ...args], { env });

it("estimates the ready VMs of each region with public prices, as a range with its assumptions", async () => {
  const { code, stdout } = await cost("--churn", "1-3", "--format", "json");
  const { currency, regions, total, assumptions } = JSON.parse(stdout);
  expect([code, currency, regions.map(({ region }: { region: string }) => region)]).toEqual([
    0,
    "EUR",
    ["northeurope", "westeurope"],
  ]);
  const [north] = regions;
  // Nine ready VMs of 320 GB in northeurope, 40 to 100 % used: one instance each.
  expect(north.estimate).toMatchObject({ vms: 9, instances: { low: 9, high: 9 }, recoveryPointsPerVm: 30 });
  expect(north.estimate.storageGB.low).toBeCloseTo(9 * 320 * 0.4 * (1 + 29 * 0.01), 4);
  expect(north.cost.total.low).toBeCloseTo(9 * 9 + north.estimate.storageGB.low * 0.04, 4);
  expect(total.high).toBeGreaterThan(total.low);
  expect(assumptions.join(" ")).toContain("1-3 % of the data changes in a day");
});

it("prints a table of at most 80 columns, with the prices of a file", async () => {
  const prices = file("prices.json", {
    currency: "CHF",
    instancePerMonth: 8,
    storagePerGBMonth: 0.03,
    snapshotPerGBMonth: 0.05,
  });
  const { stdout } = await cost("--churn", "2", "--prices", prices, "--policy", "everyFourHours");
  expect(stdout).toMatch(/Total: CHF [\d,]+ - [\d,]+ per month\./);
  expect(
    Math.max(
      ...stdout
        .split("\n")
        .filter((line) => /[│┌└├]/.test(line))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
  expect(stdout).not.toContain("Snapshots are not included");
});

it.each<[string, () => string[], string]>([
  ["no churn", () => [], "required option '--churn <percent>' not specified"],
  [
    "an invalid churn",
    () => ["--churn", "much"],
    '--churn is "much"; this option accepts a percentage such as 2',
  ],
  ["a range in the wrong order", () => ["--churn", "5-1"], '--churn is "5-1"'],
  ["more than 100 percent", () => ["--churn", "2", "--used", "120"], '--used is "120"'],
  [
    "an unknown redundancy",
    () => ["--churn", "2", "--redundancy", "None"],
    '--redundancy is "None"; this option accepts LocallyRedundant, ZoneRedundant',
  ],
  [
    "a policy that Azure refuses",
    () => [
      "--churn",
      "2",
      "--policy",
      file("p.json", { schedule: { daily: { time: "22:15" } }, retention: { daily: { days: 3 } } }),
    ],
    "retention.daily.days",
  ],
  ["a file without prices", () => ["--churn", "2", "--prices", file("q.json", {})], "is not a price list"],
  [
    "prices of another region",
    () => ["--churn", "2", "--prices", file("r.json", { Items: items("eastus") })],
    'has no price for "Azure VM Protected Instance" in northeurope',
  ],
])("%s: one line, exit 2", async (_, args, message) => {
  const { code, stdout, stderr } = await cost(...args());
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
});

describe("the redundancy", () => {
  type Row = { type: string; location: string; properties: object };
  const withVaults = (settings: object) => {
    const all = JSON.parse(readFileSync(rows, "utf8")) as Row[];
    const isVault = ({ type }: Row) => /\/vaults$/i.test(type);
    const vaults = all.filter(isVault).map((row) => ({
      ...row,
      properties: { ...row.properties, redundancySettings: settings },
    }));
    return file("vaults.json", [...all.filter((row) => !isVault(row)), ...vaults]);
  };
  const priced = (region: string) => [
    ...items(region),
    item("Standard", "Standard LRS Data Stored", 0.02, region),
    item("Standard", "Standard RA-GRS Data Stored", 0.05, region),
  ];
  const list = () => file("meters.json", { Items: regions.flatMap(priced) });
  const ask = async (settings: object, ...args: string[]) =>
    runCli(["cost", "--from", withVaults(settings), "--churn", "2", "--format", "json", ...args]);

  it("is that of the region's vaults, else Azure's default, and --redundancy outranks both", async () => {
    const local = { standardTierStorageRedundancy: "LocallyRedundant", crossRegionRestore: "Disabled" };
    const storage = async (...args: string[]) => {
      const { regions, assumptions } = JSON.parse((await ask(local, "--prices", list(), ...args)).stdout);
      type Region = {
        region: string;
        cost: { storage: { low: number } };
        estimate: { storageGB: { low: number } };
      };
      const perGB = (regions as Region[]).map(({ region, cost, estimate }) => [
        region,
        Number((cost.storage.low / estimate.storageGB.low).toFixed(3)),
      ]);
      return [Object.fromEntries(perGB), assumptions.find((text: string) => text.startsWith("Storage:"))];
    };
    expect(await storage()).toEqual([
      { westeurope: 0.02, northeurope: 0.04 },
      "Storage: northeurope GeoRedundant, Azure's default, because it has no vault; westeurope LocallyRedundant, as its vaults have.",
    ]);
    expect(await storage("--redundancy", "GeoRedundant")).toEqual([
      { westeurope: 0.04, northeurope: 0.04 },
      expect.stringContaining("westeurope GeoRedundant, as --redundancy says"),
    ]);
  });

  it("is RA-GRS where a vault has cross-region restore", async () => {
    const crossRegion = { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Enabled" };
    const report = JSON.parse((await ask(crossRegion, "--prices", list())).stdout);
    for (const { region, cost, estimate } of report.regions)
      expect([region, (cost.storage.low / estimate.storageGB.low).toFixed(3)]).toEqual([
        region,
        region === "westeurope" ? "0.050" : "0.040",
      ]);
    expect(report.assumptions.join(" ")).toContain(
      "westeurope ReadAccessGeoRedundant, as its vaults have with cross-region restore (safe-westeurope)",
    );
  });
});

it("reads the names that the meters had before", async () => {
  const list = file("before.json", { Items: regions.flatMap(itemsOfBefore) });
  const now = file("now.json", { Items: regions.flatMap(items) });
  const total = async (prices: string) =>
    JSON.parse((await cost("--churn", "2", "--prices", prices, "--format", "json")).stdout).total;
  expect(await total(list)).toEqual(await total(now));
});

describe("the archive tier", () => {
  const policy = () =>
    file("archive.json", {
      schedule: { daily: { time: "22:00" } },
      retention: { daily: { days: 30 }, monthly: { months: 36, byDate: { days: [1] } } },
      archive: { afterMonths: 3 },
    });

  it("has the price of its own meter, in the table, the lines and the total", async () => {
    const { code, stdout } = await cost("--churn", "2", "--policy", policy(), "--format", "json");
    const { regions: costs, vms, assumptions } = JSON.parse(stdout);
    expect(code).toBe(0);
    for (const { cost: ofRegion, estimate } of costs) {
      expect(ofRegion.archive.high).toBeCloseTo(estimate.archiveGB.high * 0.01, 6);
      expect(estimate.archiveGB.high).toBeGreaterThan(0);
    }
    expect(vms[0].cost.archive.high).toBeGreaterThan(0);
    expect(assumptions.join(" ")).toContain("each point in it is a full copy");
    const { stdout: table } = await cost("--churn", "2", "--policy", policy());
    expect(table).toMatch(/│ {3}archive +│/);
  });

  it("without a price, the command says which one is missing", async () => {
    const own = file("own.json", { currency: "CHF", instancePerMonth: 8, storagePerGBMonth: 0.03 });
    expect(await cost("--churn", "2", "--policy", policy(), "--prices", own)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has no archivePerGBMonth"),
    });
    const meters = file("noArchive.json", { Items: regions.flatMap((region) => items(region).slice(0, 2)) });
    expect(await cost("--churn", "2", "--policy", policy(), "--prices", meters)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no price for "Archive GRS Data Stored"'),
    });
  });
});

describe("--reserved", () => {
  const reservation = (region: string, term: string, price: number) => ({
    ...item("Standard - 100 TB GRS", "GRS Data Stored", price, region),
    ...{ type: "Reservation", productName: "Backup Reserved Capacity", reservationTerm: term },
  });
  const list = () =>
    file("reservations.json", {
      Items: regions.flatMap((region) => [
        reservation(region, "1 Year", 100 * 1024 * 0.03 * 12),
        reservation(region, "3 Years", 100 * 1024 * 0.02 * 36),
        ...items(region),
      ]),
    });
  const reserved = async (...args: string[]) => {
    const { stdout, stderr, code } = await cost(...args, "--format", "json");
    return code === 0 ? JSON.parse(stdout) : [code, stderr];
  };

  it("the price of storage is that of the blocks that the low end of the range fills, and the lines add up to it", async () => {
    const policy = file("manyPoints.json", {
      schedule: { daily: { time: "22:00" } },
      retention: { daily: { days: 300 } },
    });
    const args = ["--churn", "100", "--used", "100", "--policy", policy, "--prices", list()];
    const usual = await reserved(...args);
    for (const [term, perGB] of [
      ["1-year", 0.03],
      ["3-years", 0.02],
    ] as const) {
      const { regions: costs, vms, total, assumptions } = await reserved(...args, "--reserved", term);
      for (const [i, { cost: ofRegion, reserved: blocks }] of costs.entries()) {
        const { count, gb } = blocks[0];
        expect(ofRegion.storage.low).toBeCloseTo(
          usual.regions[i].cost.storage.low - count * gb * (0.04 - perGB),
          4,
        );
      }
      const sum = vms.reduce(
        (all: number, vm: { cost: { total: { low: number } } }) => all + vm.cost.total.low,
        0,
      );
      expect(sum).toBeCloseTo(total.low, 4);
      expect(assumptions.join(" ")).toMatch(/westeurope \d+ x 100 TiB/);
    }
  });

  it("reserves nothing that would be lost, and says so", async () => {
    const { regions: costs, assumptions } = await reserved(
      "--churn",
      "1",
      "--prices",
      list(),
      "--reserved",
      "1-year",
    );
    expect(costs.map(({ reserved: blocks }: { reserved: object[] }) => blocks)).toEqual([[], []]);
    expect(assumptions.join(" ")).toContain("nothing, because no region fills a block");
  });

  it("without a price, the command says what is missing", async () => {
    const meters = file("noTerm.json", { Items: regions.flatMap(items) });
    const own = file("own.json", { currency: "CHF", instancePerMonth: 8, storagePerGBMonth: 0.03 });
    for (const prices of [meters, own])
      expect(await reserved("--churn", "1", "--prices", prices, "--reserved", "1-year")).toEqual([
        2,
        expect.stringContaining("no reserved capacity of 1-year".slice(3)),
      ]);
    const withBlocks = file("blocks.json", {
      ...{ currency: "CHF", instancePerMonth: 8, storagePerGBMonth: 0.03 },
      reserved: [{ term: "1-year", gb: 1000, perMonth: 20 }],
    });
    const { regions: costs } = await reserved("--churn", "1", "--prices", withBlocks, "--reserved", "1-year");
    expect(costs[0].reserved[0]).toMatchObject({ gb: 1000, perMonth: 20 });
  });
});

describe("a line for each VM", () => {
  const prices = () =>
    file("prices.json", {
      currency: "CHF",
      instancePerMonth: 8,
      storagePerGBMonth: 0.03,
      snapshotPerGBMonth: 0,
    });
  /** The rows, with a VM whose OS disk has no size. */
  const withUnknownSize = () => {
    const all = JSON.parse(readFileSync(rows, "utf8")) as { id: string; type: string; properties: object }[];
    const vm = all.find(({ type }) => type.toLowerCase() === "microsoft.compute/virtualmachines");
    const id = `${vm?.id.slice(0, vm.id.lastIndexOf("/"))}/sizeless`;
    const storageProfile = { osDisk: { osType: "Linux" }, dataDisks: [{ lun: 0, diskSizeGB: 64 }] };
    const added = { ...vm, id, name: "sizeless", properties: { ...vm?.properties, storageProfile } };
    return file("sizeless.json", [...all, added]);
  };
  const costOf = (...args: string[]) =>
    runCli(["cost", "--from", withUnknownSize(), "--all", "--churn", "2", "--prices", prices(), ...args]);

  it("the lines add up to the total, and a VM with a disk of unknown size has no cost", async () => {
    const { vms, total, assumptions } = JSON.parse((await costOf("--format", "json")).stdout);
    const known = vms.filter(({ cost }: { cost: unknown }) => cost !== null);
    const sum = known.reduce(
      (all: number, { cost }: { cost: { total: { high: number } } }) => all + cost.total.high,
      0,
    );
    expect(sum).toBeCloseTo(total.high, 6);
    const unknown = vms.filter(({ cost }: { cost: unknown }) => cost === null);
    expect(unknown.map(({ name }: { name: string }) => name)).toEqual(["sizeless"]);
    expect(assumptions).toContain("The total is without 1 VM whose disks have unknown sizes: sizeless.");
  });

  it("CSV has empty fields where nothing is known", async () => {
    const { code, stdout } = await costOf("--format", "csv");
    const lines = stdout.trimEnd().split("\r\n");
    const { vms } = JSON.parse((await costOf("--format", "json")).stdout);
    expect([code, lines.length]).toEqual([0, vms.length + 1]);
    expect(lines.find((line) => line.includes(",sizeless,"))).toMatch(/,64,CHF,{11}\//);
  });
});

it("asks for a price list if it cannot read the public prices", async () => {
  const { code, stderr } = await runCli(["cost", "--from", rows, "--churn", "2"], {
    env: { AZURE_VM_BACKUP_PRICES_ENDPOINT: "http://127.0.0.1:9" },
  });
  expect([code, stderr]).toEqual([2, expect.stringContaining("Give a price list with --prices.")]);
});
