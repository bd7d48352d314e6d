// The environment of every test file: Node.js, with a few changes.
const { AsyncLocalStorage } = require("node:async_hooks");
const { TestEnvironment } = require("jest-environment-node");

/**
 * The storages that the file entered. Node.js keeps each of them until it is disabled and visits all of them at each new promise, so that
 * a worker became slower with each file: Pulumi enters one for each copy of itself, the policy pack two for each pack.
 */
const entered = new Set();
for (const method of ["enterWith", "run"]) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    entered.add(this);
    return original.apply(this, args);
  };
}

/**
 * The text of a stack. Jest maps each stack that is read to the sources. Pulumi reads one for every promise, for a report of promises that
 * never end, and the mapping took a third of the time of tests with resources: these stacks stay without frames.
 */
function stackOf(error, frames) {
  const isOfPromise = frames[0]?.getFunctionName() === "debuggablePromise";
  return isOfPromise ? String(error) : Error.prepareStackTrace(error, frames);
}

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    // Jest gives tests a copy of `process`; unhandled rejections reach the real one only.
    this.global.realProcess = process;
    // For the modules of sharedModules/.
    this.global.sharedRequire = require;
    this.global.Error.prepareStackTrace = stackOf;
    // Jest keeps 100 frames, and Pulumi takes a stack at each promise.
    this.global.Error.stackTraceLimit = 6;
  }

  async teardown() {
    for (const storage of entered) storage.disable();
    entered.clear();
    await super.teardown();
  }
};
