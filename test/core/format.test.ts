import { formatValue } from "../../src/core/format";
import { unknownValue } from "../../src/core/rule";

const cycle: unknown[] = [1];
cycle.push(cycle);
const partlyUnknown = {
  name: "web",
  get id() {
    throw unknownValue("id");
  },
};

it.each<[string, unknown, string]>([
  ["a list that contains itself", cycle, "a list of 2 values"],
  ["a list with a part that is not known", [partlyUnknown], "a list of 1 value"],
  ["an object with a part that is not known", partlyUnknown, "an object with values that cannot be shown"],
  ["a large number", { days: 10n }, '{"days":"10"}'],
])("%s in a message is what is known of it", (_, value, text) => {
  expect(formatValue(value)).toBe(text);
});
