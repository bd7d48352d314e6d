import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";

it("the rules and every requirement load without a module of Pulumi", () => {
  const dist = resolve("dist/src");
  const requirements = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((file) =>
    /equirements\.js$/.test(file),
  );
  expect(requirements.length).toBeGreaterThan(5);
  const files = ["rules.js", ...requirements].map((file) => join(dist, file));
  const program = `
    for (const file of ${JSON.stringify(files)}) require(file);
    const loaded = Object.keys(require.cache).filter((file) => file.includes("@pulumi"));
    process.stdout.write(JSON.stringify(loaded));`;
  const loaded = JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }));
  expect(loaded).toEqual([]);
});

it.each(["src/index", "src/rules", "policies/pack", "simulator/testing/index"])(
  "the types of %s reach none of azure-native's, which are half of a program's type check",
  (entry) => {
    const options = { module: ts.ModuleKind.NodeNext, types: [], skipLibCheck: true };
    const files = ts.createProgram([resolve(`dist/${entry}.d.ts`)], options).getSourceFiles();
    const reached = files.map(({ fileName }) => fileName);
    expect(reached.filter((file) => file.includes("@pulumi/azure-native"))).toEqual([]);
    expect(reached.filter((file) => file.includes("/dist/")).length).toBeGreaterThan(2);
  },
);
