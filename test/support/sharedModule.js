// Loads the packages that test files share once in a worker, by Node.js's own `require`: a jest transform in place of their modules.
module.exports = {
  process: (_source, file) => ({ code: `module.exports = sharedRequire(${JSON.stringify(file)});` }),
};
