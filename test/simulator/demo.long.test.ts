import { readFileSync } from "node:fs";
import { repositoryDir } from "../../simulator/engine";
import { run } from "../package/packed";

jest.setTimeout(300_000);

/** What the demo prints. .ci/run has just run it, and names the file of its output in DEMO_OUTPUT. */
const demoOutput = async (): Promise<string> =>
  process.env.DEMO_OUTPUT
    ? readFileSync(process.env.DEMO_OUTPUT, "utf8")
    : run(process.execPath, ["dist/simulator/demo/index.js"], repositoryDir);

it("without a terminal each step is one line, and no line is longer than 80 columns", async () => {
  const output = await demoOutput();
  const lines = output.split("\n");
  expect(output).toContain("Each step did what it should.");
  expect(lines.filter((line) => line.startsWith("pulumi ")).map((line) => line.split(":")[0])).toEqual([
    "pulumi up",
    "pulumi up again ...",
    "pulumi up of a VM with 33 data disks and of a CoreOS VM ...",
    "pulumi destroy ...",
  ]);
  expect(output).not.toContain("\u001b");
  expect(output).toContain("- vm-data-disk-limit: ");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
