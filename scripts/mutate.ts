/**
 * Runs mutation tests with StrykerJS on folders or files, or on what changed since a git reference (default: main):
 * `npm run mutate -- src/vault src/vm/image.ts`, `npm run mutate -- --changed [reference]`. Folders and files of `test`
 * among the arguments replace the tests that it would choose.
 */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";

/** Quick tests that judge resources by the requirements of every room. */
const everyRoom = ["test/policies/messages.test.ts", "test/policies/stackPolicies.test.ts"];

async function main(args: readonly string[]): Promise<number> {
  const isTest = (path: string): boolean => path.startsWith("test/");
  const [first, reference = "main"] = args;
  const targets = first === "--changed" ? changedSince(reference) : args.filter((path) => !isTest(path));
  if (targets.length === 0) {
    process.stderr.write(
      "Nothing to mutate. Name folders or files, or --changed: npm run mutate -- src/vault\n",
    );
    return first === "--changed" ? 0 : 2;
  }
  const named = first === "--changed" ? [] : args.filter(isTest);
  const tests = named.length > 0 ? named : [...new Set([...targets.map(testsOf), ...everyRoom])];
  const { Stryker } = await import("@stryker-mutator/core");
  const testMatch = tests.map((path) => `<rootDir>/${/\.ts$/.test(path) ? path : `${path}/**/*.test.ts`}`);
  const results = await new Stryker({
    mutate: targets.map(everyFile),
    jest: { config: { testMatch } },
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

/** The folder with the tests of a room: `test/vault` for `src/vault/arm.ts`, `test/cli` for `cli/repair`. */
const testsOf = (path: string): string => `test/${/^(?:src\/)?(\w+)/.exec(path)?.[1]}`;

const everyFile = (path: string): string =>
  statSync(path).isDirectory() ? `${path.replace(/\/$/, "")}/**/*.ts` : path;

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
