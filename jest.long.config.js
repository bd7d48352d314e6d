// `npm run test:long`: the suites that take minutes, *.long.test.ts, and properties with all of their random inputs (test/support/runs.ts).
// `npm test` has a smaller test of each of their kinds.
process.env.AZURE_VM_BACKUP_ALL_RUNS = "1";

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config"),
  testMatch: [
    "**/*.long.test.ts",
    "**/test/{network/egress/property,policies/random,backupPolicy/arm}.test.ts",
  ],
};
