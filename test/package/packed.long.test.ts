// What is published: which files, how large, under which versions, and what comes with it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sbom } from "../../scripts/sbom";
import { repositoryDir } from "../../simulator/engine";
import { logFile, packLibrary } from "./packed";

jest.setTimeout(120_000);

const read = (file: string) => readFileSync(join(repositoryDir, file), "utf8");
const library = JSON.parse(read("package.json"));

describe("the archive", () => {
  let root: string;
  let archive: string;
  let files: string[];
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "avb-archive-"));
    archive = await packLibrary(root);
    files = readdirSync(join(root, "package"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "package/").length));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is packed by npm without a warning", () => {
    const output = readFileSync(join(root, logFile), "utf8");
    expect(output).toContain("npm notice");
    expect(output.split("\n").filter((line) => /^npm (warn|error)/i.test(line))).toEqual([]);
  });

  it("has what is compiled, what the plugin and the pack start from, and texts", () => {
    const shape = files.map((file) => {
      const [top = "", ...below] = file.split("/");
      const ending = /(\.d)?\.\w+$/.exec(file)?.[0] ?? file;
      if (["docs", "examples"].includes(top) && !file.includes("node_modules")) return `${top}/*${ending}`;
      if (top !== "dist") return below.length === 0 && ending === ".md" ? "*.md" : file;
      return `dist/${below[0]}/${below[0] === "simulator" ? `${below[1]}/` : ""}*${ending}`;
    });
    const texts = ["md", "svg", "json"].map((ending) => `docs/*.${ending}`);
    const programs = ["ts", "json", "yaml", "md", "sh"].map((ending) => `examples/*.${ending}`);
    expect(files.filter((file) => /^examples\/[^/]+$/.test(file))).toEqual(["examples/pipeline.sh"]);
    expect([...new Set(shape)].filter((file) => ![...texts, ...programs].includes(file)).sort()).toEqual(
      [
        "*.md",
        "dist/cli/*.js",
        ...both("dist/policies/*"),
        ...both("dist/simulator/azure/*"),
        "dist/simulator/engine/*.js",
        ...both("dist/simulator/rest/*"),
        ...both("dist/simulator/testing/*"),
        ...both("dist/src/*"),
        "LICENSE",
        "PulumiPlugin.yaml",
        "package.json",
        "policies/PulumiPolicy.yaml",
        "policies/main.js",
        "policies/package.json",
        "schema.json",
        ...["assess", "backup-now", "cost", "repair"].map((command) => `schemas/${command}.v1.json`),
      ].sort(),
    );
  });

  it("has no project whose program is absent: the root's Pulumi.yaml runs an example of the repository", () => {
    expect(read("Pulumi.yaml")).toContain("main: examples/");
    const projects = files.filter((file) => file.endsWith("Pulumi.yaml"));
    const programOf = (project: string) =>
      read(project).includes("runtime: yaml") ? project : join(dirname(project), "index.ts");
    expect(projects.filter((project) => !files.includes(programOf(project)))).toEqual([]);
  });

  it("has every file that its package.json names", () => {
    const named = JSON.stringify([
      library.main,
      library.types,
      library.bin,
      library.exports,
      library.typesVersions,
    ]);
    const paths = [...named.matchAll(/"(?:\.\/)?(dist\/[^"]+|package\.json)"/g)].map(
      ([, path]) => path ?? "",
    );
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !files.includes(path))).toEqual([]);
  });

  it("requires nothing that npm does not install with it", () => {
    const code = files
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(join(root, "package", file), "utf8"));
    const required = code.flatMap((text) => [
      ...text.matchAll(/(?:require|import)\("((?:@[\w.-]+\/)?[a-z][\w.:-]*)[^"]*"\)/g),
    ]);
    const names = new Set(required.map(([, name]) => name ?? ""));
    const known = [...Object.keys(library.dependencies), ...Object.keys(library.peerDependencies)];
    const strange = [...names].filter(
      (name) => !known.includes(name) && !isOfNode(name) && name !== library.name,
    );
    expect(names.size).toBeGreaterThan(10);
    expect(strange).toEqual([]);
  });

  it("names no source map, because it has none", () => {
    const naming = files.filter(
      (file) =>
        file.endsWith(".js") &&
        readFileSync(join(root, "package", file), "utf8").includes("//# sourceMappingURL"),
    );
    expect(naming).toEqual([]);
  });

  it("is small: less than 1 MB packed, 3.6 MB unpacked", () => {
    const unpacked = files.reduce((sum, file) => sum + statSync(join(root, "package", file)).size, 0);
    expect(statSync(archive).size).toBeLessThan(1e6);
    expect(unpacked).toBeLessThan(3.6e6);
  });
});

const both = (files: string) => [`${files}.d.ts`, `${files}.js`];
const isOfNode = (name: string) =>
  name.startsWith("node:") || require("node:module").builtinModules.includes(name);

describe("the software bill of materials", () => {
  const bom = sbom();
  /** Licences that demand nothing of a user except to keep their text. */
  const allowed = [
    "MIT",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "(BSD-3-Clause AND Apache-2.0)",
  ];

  it("has every run-time dependency, and nothing of development", () => {
    const names = bom.components.map((component) => component["bom-ref"].replace(/(?<=.)@.*$/, ""));
    expect(names).toEqual(expect.arrayContaining(Object.keys(library.dependencies)));
    const ofDevelopment = Object.keys(library.devDependencies).filter(
      (name) => !(name in library.dependencies),
    );
    // What a run-time dependency needs too is no mere tool.
    expect(ofDevelopment.filter((name) => names.includes(name))).toEqual(["@types/node"]);
  });

  it("names no component that it does not have", () => {
    const refs = new Set(bom.components.map((component) => component["bom-ref"]));
    const dangling = bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref));
    expect(dangling).toEqual([]);
  });

  it("each has a licence that an organisation may take without asking", () => {
    const licences = bom.components.map((component) => ({
      of: component["bom-ref"],
      is: (component.licenses ?? [])
        .map(({ license, expression }) => expression ?? license?.id ?? license?.name)
        .join(),
    }));
    expect(licences.filter(({ is }) => !allowed.includes(is))).toEqual([]);
  });
});
