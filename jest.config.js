// Packages that a worker loads once, for all of its test files.
const shared =
  "/node_modules/(@azure|@grpc|@npmcli|@pulumi|ajv|fast-check|google-protobuf|js-yaml|markdown-it|playwright-core|selfsigned|ts-json-schema-generator|typescript|windows-iana|yaml)/";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/support/environment.js",
  roots: ["<rootDir>/test"],
  // `npm run test:long` and `npm run test:random` run the others.
  testMatch: ["**/*.test.ts", "!**/*.{long,random}.test.ts"],
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
    [`${shared}.+\\.c?js$`]: "<rootDir>/test/support/sharedModule.js",
  },
  transformIgnorePatterns: [`/node_modules/(?!${shared.slice(14)})`],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  maxWorkers: 2,
  // The first use of azure-native's modules takes seconds, more on a busy machine: no test is about time.
  testTimeout: 60_000,
};
