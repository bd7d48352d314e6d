// A jest environment for tests that run Pulumi programs inside their process: `nodeRequire` is Node.js's own `require`. Through jest's,
// each test file would load Pulumi's SDK and azure-native anew, which takes seconds, and no error of a program would be caught.
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeRequire = require;
    // For the modules of sharedModules/.
    this.global.sharedRequire = require;
  }
};
