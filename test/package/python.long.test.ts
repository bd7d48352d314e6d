// The library in Python; languages.long.test.ts has the other languages.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { components } from "../../scripts/componentSchema";
import { repositoryDir } from "../../simulator/engine";
import { config } from "../docs/config";
import { pythonFor } from "./languageTools";
import { run } from "./packed";
import { outputsByType, pagePrograms, registeredBy } from "./pagePrograms";
import {
  generateSdks,
  installPythonSdk,
  missingDeclarations,
  programIn,
  registered,
  type Sdks,
} from "./sdks";

/** The first run builds the generator and installs Pulumi's Python SDK. */
jest.setTimeout(20 * 60_000);

let sdks: Sdks;
beforeAll(async () => {
  sdks = await generateSdks();
});
afterAll(() => sdks?.remove());

it("the packed library's schema has every component and needs no other package", () => {
  const { resources, types, dependencies } = sdks.schema;
  // test/package/schema.test.ts compares schema.json with the exports of the library.
  const expected = components.map(({ name }) => `azure-vm-backup:index:${name}`);
  expect(Object.keys(resources).sort()).toEqual(expected.sort());
  expect(Object.keys(types).filter((name) => name.endsWith("Args"))).toEqual([]);
  // With azure-native's own types in it, every Go program would compile azure-native's SDK.
  expect(dependencies ?? []).toEqual([]);
});

it("Python: the SDK has every component and every enumeration", () => {
  const missing = missingDeclarations(sdks, "python", (name) => ({
    component: `class ${name}(pulumi.ComponentResource):`,
    enumeration: `class ${name}(_builtins.str, Enum):`,
  }));
  expect(missing).toEqual([]);
});

it("Python: the SDK compiles and installs, and a program on it and those of the pages register what they should", async () => {
  const { root, folder } = sdks;
  const python = await pythonFor(join(repositoryDir, "test/package/programs/requirements.txt"));
  await run(python, ["-m", "compileall", "-q", folder("python")], root);
  const site = await installPythonSdk(python, sdks);
  const env = { ...process.env, PYTHONPATH: site };
  expect(JSON.parse(await run(python, [programIn("py")], root, env))).toEqual(registered);

  const programs = Object.fromEntries(pagePrograms.map(({ name, code }) => [name, code("python")]));
  writeFileSync(join(root, "pages.json"), JSON.stringify({ config, outputs: outputsByType, programs }));
  const pages = join(repositoryDir, "test/package/programs/pages.py");
  expect(JSON.parse(await run(python, [pages, "pages.json"], root, env))).toEqual(
    Object.fromEntries(pagePrograms.map(({ name, yaml }) => [name, registeredBy(yaml, config)])),
  );
});
