import type { Range } from "../../src/core/fact";
import { judge, type Rule } from "../../src/core/rule";

/** The paths of the findings of one rule or several. */
export const pathsOf = <T>(rules: Rule<T> | readonly Rule<T>[], subject: unknown): string[] =>
  judge([rules].flat(), subject as T).findings.map((finding) => finding.path);

/** min-1, min, max and max+1 of a range, each with whether it is allowed. */
export const boundaries = ({ min, max }: Range): [value: number, allowed: boolean][] => [
  [min - 1, false],
  [min, true],
  [max, true],
  [max + 1, false],
];
