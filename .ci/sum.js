// Prints the sum of several runs of jest as one line. Fails if a test failed, a run has no result, or nothing passed.
const { existsSync, readFileSync } = require("node:fs");

const runs = process.argv
  .slice(2)
  .map((file) =>
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { numRuntimeErrorTestSuites: 1 },
  );
const sum = (count) => runs.reduce((total, run) => total + (count(run) ?? 0), 0);

const passed = sum((run) => run.numPassedTests);
// A file that does not load has no tests, and an obsolete snapshot has none left: each counts as one that failed.
const failed =
  sum((run) => run.numFailedTests) +
  sum((run) => run.numRuntimeErrorTestSuites) +
  sum((run) => run.snapshot?.unchecked) +
  sum((run) => run.snapshot?.filesRemoved);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
