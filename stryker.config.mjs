/** Mutation tests. `npm run mutate` adds the files to mutate and their tests. @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "jest",
  coverageAnalysis: "perTest",
  // Jest finds the tests of a file through imports, in these folders only.
  jest: { config: { roots: ["<rootDir>/test", "<rootDir>/src", "<rootDir>/policies", "<rootDir>/cli"] } },
  checkers: ["typescript"],
  // The tests compare whole texts: they notice nearly every changed one, which takes most of a run.
  mutator: { excludedMutations: ["StringLiteral"] },
  concurrency: 2,
  // Pulumi keeps all that a test file loaded: a new process gives the memory back.
  maxTestRunnerReuse: 50,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { reportTests: false },
  tempDirName: "dist/mutation",
  cleanTempDir: "always",
  ignorePatterns: ["api", "dist"],
};
