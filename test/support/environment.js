// The environment of every test file: Node.js as programs find it, without jest's own vm context for each file. In such a context every use
// of a global (`Object`, `Promise`) is slow, and `instanceof` fails for values of modules that files share (sharedModule.js). A file
// still loads this repository's modules anew; what it changes of the process is undone when it ends.
const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
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

/** Stands for the context of Node.js itself, for which jest's call of compileFunction has no name. */
const ownContext = {};
/** Each module's function, which is called anew for each file. */
const compiled = new Map();
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== ownContext) return compileFunction(code, parameters, options);
  const known = compiled.get(options.filename);
  if (known?.code === code && known.parameters.join() === parameters.join()) return known.run;
  const run = compileFunction(code, parameters, { ...options, parsingContext: undefined });
  compiled.set(options.filename, { code, parameters, run });
  return run;
};

/** Globals that google-protobuf and Pulumi's SDK make when they are loaded, and expect later: they stay. */
const globalsOfPackages = ["proto", "asyncLocalStorage"];

/** Pulumi's SDK registers the types of packages when they are loaded, and keeps everything else of a program in its `globalStore`. */
const keptOfPulumi = ["resourcePackages", "resourceModules"];
let packages;

function newPulumiState() {
  if (packages === undefined) return;
  const { LocalStore } = require("@pulumi/pulumi/runtime/state");
  globalThis.globalStore = Object.assign(new LocalStore(), packages);
}

/**
 * The text of a stack. Jest maps each stack that is read to the sources. Pulumi reads one for every promise, for a report of promises that
 * never end, and the mapping took a third of the time of tests with resources: these stacks stay without frames.
 */
const stackBy = (prepareStackTrace) => (error, frames) => {
  const isOfPromise = frames[0]?.getFunctionName() === "debuggablePromise";
  return isOfPromise || !prepareStackTrace ? String(error) : prepareStackTrace(error, frames);
};

const propertiesOf = (object) =>
  new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));
const isSame = (one, other) => one.value === other?.value && one.get === other?.get;

/** Puts back what the file changed of an object, such as the globals. */
function restore(object, before) {
  for (const [key, now] of propertiesOf(object)) {
    const then = before.get(key);
    if (!now.configurable || (then && isSame(then, now))) continue;
    if (then) Object.defineProperty(object, key, then);
    else if (object !== globalThis || !globalsOfPackages.includes(key)) delete object[key];
  }
  for (const [key, then] of before) if (!Object.hasOwn(object, key)) Object.defineProperty(object, key, then);
}

const events = ["uncaughtException", "unhandledRejection", "exit", "SIGINT", "SIGTERM", "warning", "message"];

/** Returns a function that undoes what a file does to the process. */
function remember() {
  const objects = [globalThis, process, Error, console].map((object) => [object, propertiesOf(object)]);
  const env = { ...process.env };
  const realEnv = process.env;
  const cwd = process.cwd();
  const { exitCode } = process;
  const listeners = events.map((event) => [event, process.listeners(event)]);
  return () => {
    for (const [object, before] of objects) restore(object, before);
    process.env = realEnv;
    for (const name of Object.keys(realEnv)) if (!(name in env)) delete realEnv[name];
    Object.assign(realEnv, env);
    if (process.cwd() !== cwd) process.chdir(cwd);
    process.exitCode = exitCode;
    for (const [event, before] of listeners) {
      for (const listener of process.listeners(event))
        if (!before.includes(listener)) process.removeListener(event, listener);
    }
  };
}

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.undo = remember();
    this.context = ownContext;
    this.global = globalThis;
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({
      config: config.projectConfig,
      global: globalThis,
    });
    // Of Node.js: it keeps a module for all files.
    globalThis.sharedRequire = require;
  }

  async setup() {
    await super.setup();
    newPulumiState();
    // Jest keeps 100 frames, and Pulumi takes a stack at each promise.
    Error.stackTraceLimit = 6;
    Error.prepareStackTrace = stackBy(Error.prepareStackTrace);
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    for (const storage of entered) storage.disable();
    entered.clear();
    const { globalStore } = globalThis;
    if (globalStore) packages = Object.fromEntries(keptOfPulumi.map((name) => [name, globalStore[name]]));
    await super.teardown();
    this.undo();
  }
};
