// README's program as an ES module, on the packed library: run by Pulumi as it is, and compiled.

import { compile, strictOptions } from "./compile";
import { type Consumers, consumersOf } from "./consumer";
import { countOf, previewOf } from "./newcomer";
import { firstProgram } from "./readme";

/** The first run installs the library's dependencies. */
jest.setTimeout(10 * 60_000);

let consumers: Consumers;
beforeAll(async () => {
  consumers = await consumersOf();
});
afterAll(() => consumers?.remove());

/** The program with azure-native's modules as docs/set-up.md writes them for ES modules. */
const asModule = () => firstProgram().replaceAll(/"(@pulumi\/azure-native\/\w+)"/g, '"$1/index.js"');

const project = {
  "package.json": { type: "module", dependencies: { "azure-vm-backup": "file:" } },
  "Pulumi.yaml": "name: newcomer\nruntime: nodejs\nmain: index.mjs\n",
};

it("a program in plain .mjs passes its first preview, with the policy pack", async () => {
  const folder = consumers.folder("plain", { ...project, "index.mjs": asModule() });
  const outcome = await previewOf(folder);
  expect([countOf(outcome, "BackupVault"), countOf(outcome, "ProtectedVms")]).toEqual([1, 1]);
});

it.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("TypeScript compiles it with module %s and moduleResolution %s", async (module, moduleResolution) => {
  const compilerOptions = { ...strictOptions, target: "es2022", module, moduleResolution };
  const tsconfig = { compilerOptions, files: ["index.ts"] };
  const folder = consumers.folder(module, { ...project, "index.ts": asModule(), "tsconfig.json": tsconfig });
  await compile(folder, "5");
});

it("without index.js, Node.js does not find azure-native's modules, as the docs say", async () => {
  const folder = consumers.folder("bare", {
    ...project,
    "index.mjs": 'import "@pulumi/azure-native/compute";\n',
  });
  await expect(previewOf(folder)).rejects.toThrow("is not supported resolving ES modules");
});
