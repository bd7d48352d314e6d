// The files that take longest begin first, so that no worker is left with one at the end. Without the cache of an earlier run, as in a fresh
// clone, jest would order files by their size.
const Sequencer = require("@jest/test-sequencer").default;

const longest = [
  ...["cli/pipeline", "engine/changes", "package/everyComponent", "package/newcomer", "package/languages"],
  ...["package/gitRepository", "package/consumers", "engine/crash", "engine/keys", "simulator/engine"],
];
const rank = ({ path }) => {
  const found = longest.findIndex((name) => path.endsWith(`/test/${name}.long.test.ts`));
  return found < 0 ? longest.length : found;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
