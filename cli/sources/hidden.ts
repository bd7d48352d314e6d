import { unknownValue } from "../../src/core/rule";
import { secretMark, unknownMark } from "../../src/stack/marks";

/** A copy in which reading an unknown or secret value throws, as in a policy. */
export function withUnknowns(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element, i) => withUnknowns(element, `${path}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const copy = {};
  for (const [key, inner] of Object.entries(value)) {
    const innerPath = `${path}.${key}`;
    const isHidden =
      inner === unknownMark || (typeof inner === "object" && inner !== null && secretMark in inner);
    const visible = isHidden ? undefined : withUnknowns(inner, innerPath);
    const get = () => {
      if (isHidden) throw unknownValue(innerPath);
      return visible;
    };
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get });
  }
  return copy;
}
