/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/support/environment.js",
  roots: ["<rootDir>/test"],
  // `npm run test:long` and `npm run test:random` run the others.
  testMatch: ["**/*.test.ts", "!**/*.{long,random}.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // Pulumi loads both, 10 MB, which no test of a component uses: a worker loads them once, outside of its test files.
  moduleNameMapper: { "^(typescript|@npmcli/arborist)$": "<rootDir>/test/support/sharedModules/$1.js" },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  maxWorkers: 2,
  // The first use of azure-native's modules takes seconds, more on a busy machine: no test is about time.
  testTimeout: 60_000,
};
