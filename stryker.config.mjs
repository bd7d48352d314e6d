import jest from "./jest.config.js";

/** Mutation tests. `npm run mutate` adds the files to mutate and their tests. @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "jest",
  coverageAnalysis: "perTest",
  jest: {
    config: {
      // Jest finds the tests of a file through imports, in these folders only.
      roots: ["<rootDir>/test", "<rootDir>/src", "<rootDir>/policies", "<rootDir>/cli"],
      // Stryker loads the environment itself, and does not know <rootDir>.
      testEnvironment: jest.testEnvironment.replace("<rootDir>", "."),
    },
  },
  checkers: ["typescript"],
  // The comment that disables type checks would be a change to generated files that a test compares.
  disableTypeChecks: false,
  // Messages are compared as whole texts in test/policies, so mutated texts would only cost time.
  mutator: { excludedMutations: ["StringLiteral"] },
  concurrency: 2,
  // Milliseconds. A test on a busy machine is slow, which is no endless loop.
  timeoutMS: 60_000,
  // Pulumi keeps all that a test file loaded: a new process gives the memory back.
  maxTestRunnerReuse: 50,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { reportTests: false },
  cleanTempDir: "always",
  ignorePatterns: ["api", "dist"],
};
