/**
 * `npm run release:check` prints every reason why the version of package.json cannot be released. `npm run release` prepares the release
 * in `dist/release`: the archive for npm, its software bill of materials and the release notes; and it makes the tag. It publishes
 * nothing: the last lines that it prints do.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sbom } from "../sbom";
import { notesOf, problemsOf, type ReleaseState, tagOf } from "./problems";
import { tagWithArchive } from "./tag";

const published = ["package.json", "schema.json", "docs/_index.md", "docs/installation-configuration.md"];

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
const read = (file: string) => readFileSync(file, "utf8");

function currentState(): ReleaseState {
  const { version } = JSON.parse(read("package.json"));
  return {
    version,
    texts: Object.fromEntries(published.map((file) => [file, read(file)])),
    changelog: read("CHANGELOG.md"),
    changes: git("status", "--porcelain"),
    tags: git("tag", "--list").split("\n"),
    hasStoredState: existsSync(`test/upgrades/${version}/state.jsonl`),
  };
}

function release({ version, changelog }: ReleaseState): void {
  const folder = join("dist", "release");
  const [tag, notes] = [tagOf(version), notesOf(changelog, version) ?? ""];
  // npm pack compiles again, into an empty dist.
  const packed =
    execFileSync("npm", ["pack", "--silent"], { encoding: "utf8" }).trim().split("\n").at(-1) ?? "";
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, packed);
  writeFileSync(archive, readFileSync(packed));
  rmSync(packed);
  writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(sbom(), null, 2)}\n`);
  writeFileSync(join(folder, "notes.md"), `${notes}\n`);
  tagWithArchive(process.cwd(), archive, tag, notes);
  process.stdout.write(`${folder} has the archive, sbom.cdx.json and notes.md; ${tag} has the compiled package. To publish:
  git push origin ${tag}
  npm publish ${archive}
`);
}

const state = currentState();
const problems = problemsOf(state);
if (problems.length > 0) {
  process.stderr.write(`${state.version} cannot be released:\n- ${problems.join("\n- ")}\n`);
  process.exitCode = 1;
} else if (process.argv.includes("--check")) {
  process.stdout.write(`${state.version} can be released.\n`);
} else {
  release(state);
}
