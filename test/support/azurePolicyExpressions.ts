import { propertyOf, type Scope, valuesOf } from "./azurePolicyFields";

/** A text without case, as Azure Policy compares it. */
export const lowerCase = (value: unknown): string => String(value).toLowerCase();

/** A value as it is, or the value of the expression in its brackets. */
export function evaluateText(value: unknown, scope: Scope): unknown {
  if (typeof value !== "string" || !/^\[(?!\[).*\]$/s.test(value)) return value;
  const { result, rest } = expression(value.slice(1, -1).trim(), scope);
  if (rest !== "") throw new Error(`${value}: cannot be parsed from "${rest}" on`);
  return result();
}

interface Parsed {
  /** The value. For an `if`, only the chosen branch is evaluated. */
  readonly result: () => unknown;
  readonly rest: string;
}

function expression(source: string, scope: Scope): Parsed {
  const quoted = /^'((?:[^']|'')*)'/.exec(source);
  if (quoted)
    return {
      result: () => (quoted[1] as string).replaceAll("''", "'"),
      rest: source.slice(quoted[0].length).trimStart(),
    };
  const number = /^-?\d+/.exec(source);
  if (number) return { result: () => Number(number[0]), rest: source.slice(number[0].length).trimStart() };
  const call = /^(\w+)\s*\(/.exec(source);
  if (!call) throw new Error(`cannot be parsed: ${source}`);
  const args: (() => unknown)[] = [];
  let rest = source.slice(call[0].length).trimStart();
  while (!rest.startsWith(")")) {
    const argument = expression(rest, scope);
    args.push(argument.result);
    rest = argument.rest.startsWith(",") ? argument.rest.slice(1).trimStart() : argument.rest;
  }
  rest = rest.slice(1).trimStart();
  let result = () => callFunction(call[1] as string, args, scope);
  for (let dot = /^\.(\w+)/.exec(rest); dot; dot = /^\.(\w+)/.exec(rest)) {
    const [whole, name = ""] = dot;
    const owner = result;
    result = () => propertyOf(owner(), name);
    rest = rest.slice(whole.length).trimStart();
  }
  return { result, rest };
}

function callFunction(name: string, args: readonly (() => unknown)[], scope: Scope): unknown {
  if (name === "if") return args[0]?.() ? args[1]?.() : args[2]?.();
  const [first, second] = args.map((argument) => argument());
  switch (name) {
    case "parameters":
      if (!((first as string) in scope.parameters)) throw new Error(`no parameter ${first}`);
      return scope.parameters[first as string];
    case "field": {
      const { values, many } = valuesOf(first as string, scope);
      return many ? values : (values[0] ?? "");
    }
    case "current":
      return scope.texts[(first as string | undefined) ?? "default"];
    case "concat":
      return args.map((argument) => String(argument())).join("");
    case "equals":
      return lowerCase(first) === lowerCase(second);
    case "empty":
      return first === "" || (Array.isArray(first) && first.length === 0);
    case "length":
      return (first as { length: number }).length;
    case "add":
      return (first as number) + (second as number);
    case "div":
      return Math.trunc((first as number) / (second as number));
    default:
      throw new Error(`no function ${name}`);
  }
}
