// The examples as a user copies them: by `pulumi new`, each with its own package.json and tsconfig.json.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleNames } from "../../simulator/demo/runExample";
import { repositoryDir, runCli } from "../../simulator/engine";
import { provideYamlHost } from "./languageTools";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

const folderOf = (name: string) => join(repositoryDir, "examples", name);
const read = (...path: string[]) => readFileSync(join(repositoryDir, ...path), "utf8");
const library = JSON.parse(read("package.json"));
const ranges = { ...library.devDependencies, ...library.peerDependencies };

const programs = exampleNames().filter((name) => existsSync(join(folderOf(name), "Pulumi.yaml")));
const inTypeScript = exampleNames().filter((name) => existsSync(join(folderOf(name), "index.ts")));

it.each(exampleNames())(
  "examples/%s depends on this library and on the versions that it is tested with",
  (name) => {
    const manifest = JSON.parse(read("examples", name, "package.json"));
    expect(manifest.private).toBe(true);
    const { "azure-vm-backup": own, ...others } = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(own).toBe(`^${library.version}`);
    for (const [dependency, range] of Object.entries(others)) expect(range).toBe(ranges[dependency]);
  },
);

it("all have the same compiler options, those of `npm run check`", () => {
  const options = new Set(inTypeScript.map((name) => read("examples", name, "tsconfig.json")));
  expect(options.size).toBe(1);
  expect([...options].join()).not.toContain("extends");
  expect(JSON.parse(read("examples/tsconfig.json")).extends).toMatch(/^\.\/[\w-]+\/tsconfig\.json$/);
});

/** Configuration keys in a text: a pattern's groups. */
const keys = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, ...groups]) => groups.find((key) => key) ?? "").sort();

it.each(programs)(
  "examples/%s names the commands that run it, and its template asks for the configuration that it reads",
  (name) => {
    const main = read("examples", name, inTypeScript.includes(name) ? "index.ts" : "Pulumi.yaml");
    const [head = ""] = main.split(/^(?!\/\/|#)/m);
    expect(head).toContain(`npm run example ${name}\n`);
    expect(head).toContain("npm install");
    expect(head).toMatch(/^(\/\/|#) {3}pulumi up/m);
    const template = read("examples", name, "Pulumi.yaml").split(/^template:/m)[1] ?? "";
    const asked = keys(template, /^ {4}([\w:-]+):$/gm).map((key) => key.replace("azure-native:", ""));
    const needed = keys(main, /require(?:Secret)?\("(\w+)"\)|^ {2}(\w+):\n {4}type: string$/gm);
    expect(asked).toEqual(expect.arrayContaining(needed));
    const set = keys(head, /pulumi config set (?:--secret )?(?:azure-native:)?(\w+)/g);
    expect(set).toEqual(expect.arrayContaining(needed));
  },
);

const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file !== "node_modules")
    .sort();

it.each(exampleNames())(
  "`pulumi new` or `pulumi policy new` creates a project from examples/%s",
  async (name) => {
    await provideYamlHost();
    const root = mkdtempSync(join(tmpdir(), "avb-new-"));
    const project = join(root, "mine");
    mkdirSync(project);
    const isProgram = programs.includes(name);
    const command = isProgram ? ["new", "--name", "mine", "--yes"] : ["policy", "new"];
    const { exitCode, output } = await runCli(
      [...command, folderOf(name), "--dir", project, "--generate-only"],
      root,
    );
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/^Created (project 'mine'|Policy Pack!)/)]);
    expect(filesOf(project)).toEqual(filesOf(folderOf(name)));
    if (isProgram) expect(readFileSync(join(project, "Pulumi.yaml"), "utf8")).toMatch(/^name: mine$/m);
    rmSync(root, { recursive: true, force: true });
  },
);
