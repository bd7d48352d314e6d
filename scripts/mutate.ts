/**
 * Runs mutation tests with StrykerJS on folders or files, or on what changed since a git reference (default: main):
 * `npm run mutate -- src/vault src/vm/image.ts`, `npm run mutate -- --changed [reference]`. Folders and files of `test`
 * among the arguments replace the tests that it chooses. Exits with 1 if a mutant survives.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/** Quick tests that judge resources by the requirements of every room. */
const everyRoom = ["test/policies/messages.test.ts", "test/policies/stackPolicies.test.ts"];

async function main(args: readonly string[]): Promise<number> {
  const isTest = (path: string): boolean => path.startsWith("test/");
  const named = args.filter((path) => !isTest(path));
  const targets = named[0] === "--changed" ? changedSince(named[1] ?? "main") : named;
  if (targets.length === 0) {
    process.stderr.write(
      "Nothing to mutate. Name folders or files, or --changed: npm run mutate -- src/vault\n",
    );
    return named.length === 0 ? 2 : 0;
  }
  const chosen = args.some(isTest) ? args.filter(isTest) : [...targets.map(testsOf), ...everyRoom];
  const testMatch = chosen.map((path) => `<rootDir>/${filesIn(path, ".test.ts")}`);
  const { Stryker } = await import("@stryker-mutator/core");
  const results = await new Stryker({
    mutate: targets.map((path) => filesIn(path, ".ts")),
    jest: { config: { testMatch: [...testMatch, "!**/*.long.test.ts"] } },
    tsconfigFile: projectOf(targets),
  }).runMutationTest();
  return results.some(({ status }) => status === "Survived" || status === "NoCoverage") ? 1 : 0;
}

/** Source files that differ from where the current branch left `reference`, uncommitted ones included. */
function changedSince(reference: string): string[] {
  const git = (...args: readonly string[]): string[] =>
    execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
  const [base = reference] = git("merge-base", reference, "HEAD");
  const changed = git("diff", "--name-only", "--diff-filter=d", base);
  const added = git("ls-files", "--others", "--exclude-standard");
  return [...changed, ...added].filter((file) => /^(src|policies|cli)\/.*\.ts$/.test(file));
}

/** Rooms without a folder of tests, with the tests that judge what is in them. */
const testedElsewhere: Readonly<Record<string, string>> = {
  region: "test/component/everyArgument.test.ts",
  stack: "test/policies/tokens.test.ts",
};

/** The tests of a room: `test/vault` for `src/vault/arm.ts`, `test/cli` for `cli/repair`. */
function testsOf(path: string): string {
  const room = /^(?:src\/)?(\w+)/.exec(path)?.[1] ?? "";
  return testedElsewhere[room] ?? `test/${room}`;
}

const filesIn = (path: string, ending: string): string =>
  path.endsWith(ending) ? path : `${path.replace(/\/$/, "")}/**/*${ending}`;

/** Writes a project of the targets and what they import, which the checker compiles sooner than all of ours. */
function projectOf(targets: readonly string[]): string {
  const file = "dist/mutation.tsconfig.json";
  const include = targets.map((path) => `../${filesIn(path, ".ts")}`);
  writeFileSync(
    file,
    JSON.stringify({ extends: "../tsconfig.json", compilerOptions: { rootDir: ".." }, include }),
  );
  return file;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
