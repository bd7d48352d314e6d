/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  maxWorkers: 2,
  // The first use of azure-native's modules takes seconds, more on a busy machine: no test is about time.
  testTimeout: 60_000,
  // Pulumi listens on the process itself, so a worker keeps every copy that a test file loaded, and slows down to a crawl: nearly
  // every file gets a new one.
  workerIdleMemoryLimit: "200MB",
};
