// The library in Java: languages.long.test.ts has the other languages.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { config } from "../docs/config";
import { javaLibraries } from "./languageTools";
import { run } from "./packed";
import { outputsByType, pagePrograms, registeredBy } from "./pagePrograms";
import { generateSdks, missingDeclarations, type Sdks } from "./sdks";

/** The first run builds the generator and fetches Pulumi's Java SDK. */
jest.setTimeout(20 * 60_000);

const { version } = JSON.parse(readFileSync(join(repositoryDir, "package.json"), "utf8"));
const programsDir = join(repositoryDir, "test/package/programs/java");

let sdks: Sdks;
beforeAll(async () => {
  sdks = await generateSdks();
});
afterAll(() => sdks?.remove());

it("the SDK has every component and every enumeration", () => {
  const missing = missingDeclarations(sdks, "java", (name) => ({
    component: `public class ${name} extends com.pulumi.resources.ComponentResource`,
    enumeration: `public enum ${name} {`,
  }));
  expect(missing).toEqual([]);
});

it("the SDK compiles, and the pages' programs on it compile and register what they should", async () => {
  const { root, folder } = sdks;
  const libraries = join(await javaLibraries(join(programsDir, "pom.xml")), "*");
  const pages = pagePrograms.map(({ name, code }) => {
    const file = join(root, "pages", name.toLowerCase(), "App.java");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `package ${name.toLowerCase()};\n${code("java")}`);
    return file;
  });
  const own = readdirSync(folder("java"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".java"))
    .map((name) => join(folder("java"), name));
  const sources = [...own, ...pages, join(programsDir, "Pages.java")];
  await run("javac", ["-encoding", "UTF-8", "-d", "classes", "-cp", libraries, ...sources], root);
  // The SDK's Gradle build writes this resource.
  const resources = join(root, "classes/com/pulumi/azure-vm-backup");
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, "version.txt"), version);

  const programs = pagePrograms.map(({ name }) => name);
  writeFileSync(join(root, "pages.json"), JSON.stringify({ config, outputs: outputsByType, programs }));
  const classpath = ["classes", libraries].join(delimiter);
  const made = await run("java", ["-cp", classpath, "Pages", "pages.json"], root);
  expect(JSON.parse(made)).toEqual(
    Object.fromEntries(pagePrograms.map(({ name, yaml }) => [name, registeredBy(yaml, config)])),
  );
});
