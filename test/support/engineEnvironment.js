// The environment of tests that run Pulumi programs inside their process: `nodeRequire` is Node.js's own `require`. Jest's would load the
// compiled simulator anew for each file, and no error of a program would be caught.
const TestEnvironment = require("./environment.js");

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    globalThis.nodeRequire = globalThis.sharedRequire;
  }
};
