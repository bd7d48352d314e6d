// `npm run test:long`: the tests that take seconds each, *.long.test.ts. `npm test` has a smaller test of each of their kinds.
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config"),
  testMatch: ["**/*.long.test.ts"],
  testSequencer: "<rootDir>/test/support/sequencer.js",
  globalSetup: "<rootDir>/test/support/sharedFolder.js",
  globalTeardown: "<rootDir>/test/support/removeSharedFolder.js",
};
