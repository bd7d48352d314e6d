// A jest environment whose tests see the errors that reach nobody: jest hands them a copy of `process`.
const { TestEnvironment } = require("jest-environment-node");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.realProcess = process;
  }
};
