// `npm run test:random`, on request: *.random.test.ts, and every file with random inputs with all of them (test/support/runs.ts).
// `npm test` and `npm run test:long` run the same tests with fewer.
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

process.env.AZURE_VM_BACKUP_ALL_RUNS = "1";

const test = join(__dirname, "test");
const withRuns = readdirSync(test, { recursive: true }).filter(
  (file) =>
    file.endsWith(".test.ts") && /from "[./]+\/support\/runs"/.test(readFileSync(join(test, file), "utf8")),
);

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.long.config"),
  testMatch: ["**/*.random.test.ts", ...withRuns.map((file) => `<rootDir>/test/${file}`)],
};
