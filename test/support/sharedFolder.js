// A folder that the test files of one run of jest share, for what takes seconds to make: jest's globalSetup and globalTeardown.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const variable = "SHARED_TEST_FOLDER";

module.exports = async () => {
  process.env[variable] = mkdtempSync(join(tmpdir(), "avb-shared-"));
};
module.exports.remove = async () => {
  rmSync(process.env[variable], { recursive: true, force: true });
};
