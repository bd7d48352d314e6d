/**
 * Changes facts and rules one place at a time, runs their tests on each change, and prints the changes that no test
 * notices: `node dist/scripts/mutate.js [part of a file's name]`, from the repository's root, after `npm run build`.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Mutant, mutantsOf } from "./mutants";
import { explained, targets } from "./mutationTargets";
import { runTests } from "./testRunner";

async function main(wanted: string): Promise<void> {
  let [tried, left] = [0, 0];
  for (const [file, tests] of Object.entries(targets)) {
    if (!file.includes(wanted)) continue;
    const path = resolve(file);
    const source = readFileSync(path, "utf8");
    const failure = await runTests(tests, {});
    if (failure !== undefined) throw new Error(`${file}: its tests fail as it is: ${failure}`);
    const survivors: Mutant[] = [];
    const mutants = mutantsOf(source);
    for (const mutant of mutants) {
      if ((await runTests(tests, { [path]: mutant.text })) === undefined) survivors.push(mutant);
    }
    tried += mutants.length;
    process.stdout.write(`${file}: ${mutants.length} mutants\n`);
    for (const { line, was, now } of survivors) {
      const change = `${short(was)} -> ${short(now)}`;
      const why = explained[file]?.find(([part]) => change.includes(part))?.[1];
      if (why === undefined) left++;
      process.stdout.write(
        `  ${why === undefined ? "SURVIVES" : "harmless"} line ${line}: ${change}${why ? ` (${why})` : ""}\n`,
      );
    }
  }
  process.stdout.write(`${tried} mutants, ${left} survive unexplained\n`);
  process.exitCode = left > 0 ? 1 : 0;
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
};

void main(process.argv[2] ?? "");
