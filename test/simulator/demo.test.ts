import { join } from "node:path";
import { protectionTable } from "../../simulator/demo/table";
import { repositoryDir } from "../../simulator/engine";
import { runLimited } from "../../simulator/engine/process";

jest.setTimeout(300_000);

const longest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));

it("without a terminal each step is one line, and no line is longer than 80 columns", async () => {
  const demo = join(repositoryDir, "dist/simulator/demo/index.js");
  const { exitCode, stdout, output } = await runLimited(process.execPath, [demo], { timeLimitSeconds: 240 });
  expect([exitCode, output]).toEqual([0, expect.stringContaining("Each step did what it should.")]);
  const steps = stdout.split("\n").filter((line) => line.startsWith("pulumi "));
  expect(steps.map((line) => line.split(":")[0])).toEqual([
    "pulumi up",
    "pulumi up again ...",
    "pulumi up of a VM with 33 data disks and of a CoreOS VM ...",
    "pulumi destroy ...",
  ]);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toContain("- vm-data-disk-limit: ");
  expect(longest(stdout)).toBeLessThanOrEqual(80);
});

it("the table stays within 80 columns, whatever its names", () => {
  const item = (name: string) => `/…/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
  const table = protectionTable(
    {
      ...{
        region: "southafricanorth",
        vaultName: "v".repeat(50),
        redundancy: "GeoRedundant",
        policyName: "p".repeat(150),
      },
      ...{ backupTime: "22:30", timeZone: "America/Argentina/ComodRivadavia", recoveryPoints: 9999 },
      protectedItems: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i, item(`machine-${i}`)])),
    },
    new Date("2026-11-26T12:00:00Z"),
  );
  expect(longest(table)).toBeLessThanOrEqual(80);
  expect(table).toContain("machine-29");
});
