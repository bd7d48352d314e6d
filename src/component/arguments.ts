import * as pulumi from "@pulumi/pulumi";
import { at, type Draft, described, type Finding } from "../core/finding";
import { all, fault, pass, type Verdict } from "../core/rule";
import { nearestNames } from "../core/values";
import { isLate, replaceLates } from "./late";

/** What a component takes for an argument, as Pulumi's own analyzer reads it off the argument's type. */
export type ArgumentType =
  | "text"
  | "number"
  | "boolean"
  | "any"
  | { readonly oneOf: readonly (string | number)[] }
  | { readonly list: Argument }
  | { readonly map: Argument }
  | { readonly fields: Fields; readonly open?: true };

/** One argument, or one field of a structure among the arguments. */
export interface Argument {
  readonly type: ArgumentType;
  readonly optional?: true;
  /** The program's structure hangs on it, so that it must be known when the program is written. */
  readonly plain?: true;
}

export type Fields = Readonly<Record<string, Argument>>;

/** A structure of named fields; an open one is an answer of Azure's, which may hold more. */
type Structure = Extract<ArgumentType, { readonly fields: Fields }>;

/**
 * The shape of arguments: what is required is there, nothing is misspelt, every value is of its type, and what must be
 * plain is. Null counts as omitted, as YAML writes it. Late values pass: each is judged when it is known.
 */
export function shapeOf(value: unknown, argument: Argument, path = ""): Verdict {
  const { type, optional, plain } = argument;
  if (value === undefined || value === null) {
    return optional ? pass : fault({ path, got: undefined, allowed: wanted(type), fix: give(path, type) });
  }
  if (type === "any" || pulumi.isUnknown(value)) return pass;
  if (isLate(value)) return plain ? fault({ path, ...late(type) }) : pass;
  if (pulumi.Resource.isInstance(value)) return fault({ path, ...resource(value) });
  if (typeof type === "string" || "oneOf" in type) return scalar(path, value, type);
  if ("list" in type) {
    if (!Array.isArray(value)) return wrong(path, value, type);
    return all(value.map((element, i) => shapeOf(element, type.list, at(path, i))));
  }
  if (typeof value !== "object" || Array.isArray(value)) return wrong(path, value, type);
  return "map" in type
    ? all(Object.entries(value).map(([key, entry]) => entryOf(key, entry, type.map, path)))
    : structure(value, type, path);
}

function structure(value: object, { fields, open }: Structure, path: string): Verdict {
  const names = Object.keys(fields);
  const strangers = Object.keys(value).filter(
    (key) => !Object.hasOwn(fields, key) && field(value, key) !== undefined,
  );
  return all([
    ...names.map((name) => shapeOf(field(value, name), fields[name] as Argument, at(path, name))),
    ...(open ? [] : strangers).map((key) => stranger(at(path, key), key, field(value, key), names)),
  ]);
}

const field = (value: object, key: string): unknown => (value as Record<string, unknown>)[key];

const entryOf = (key: string, entry: unknown, argument: Argument, path: string): Verdict =>
  key === "" || key === "__proto__"
    ? fault({
        path: at(path, key),
        got: key,
        allowed: "a key that can name a resource",
        fix: "use another key",
      })
    : shapeOf(entry, argument, at(path, key));

/** A misspelt name is worse than a wrong value: nobody hears of it again. */
function stranger(path: string, key: string, value: unknown, names: readonly string[]): Verdict {
  const [near] = nearestNames(key, names, 1);
  return fault({
    path,
    got: isLate(value) ? described("a value") : shown(value),
    allowed: `no argument of this name; there are ${names.join(", ")}`,
    fix: near === undefined ? "remove it" : `write ${near}, or remove it`,
  });
}

function scalar(path: string, value: unknown, type: ArgumentType): Verdict {
  const isIt =
    typeof type === "string"
      ? typeof value === (type === "text" ? "string" : type)
      : // Which of the choices it is, the component's own rules say.
        typeof value === "string" || typeof value === "number";
  return isIt ? pass : wrong(path, value, type);
}

function wrong(path: string, value: unknown, type: ArgumentType): Verdict {
  const meant = meantBy(value, type);
  const fix =
    meant === undefined
      ? give(path, type)
      : {
          text: `write ${JSON.stringify(meant)}, ${typeof meant === "string" ? "in" : "without"} quotes`,
          value: meant,
        };
  return fault({ path, got: shown(value), allowed: wanted(type), fix });
}

/** An Output says of itself how to use it, at length. */
const shown = (value: unknown): unknown => replaceLates(value, () => "known later");

/** A text that says a number or a truth, and a number where a text is wanted. */
function meantBy(value: unknown, type: ArgumentType): unknown {
  if (type === "text")
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  if (type === "boolean") return { true: true, false: false }[value.trim().toLowerCase()];
  const number = type === "number" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

const wanted = (type: ArgumentType): string => {
  if (type === "text") return "a text";
  if (type === "number") return "a number";
  if (type === "boolean") return "true or false";
  if (type === "any") return "a value";
  if ("oneOf" in type) return type.oneOf.join(", ");
  if ("list" in type) return "a list";
  if ("map" in type) return "a map with a key for each entry";
  return `a structure with ${Object.keys(type.fields).join(", ")}`;
};

const give = (path: string, type: ArgumentType): string =>
  `give ${path === "" ? "the arguments" : path.split(".").pop()} as ${wanted(type)}`;

const late = (type: ArgumentType): Omit<Draft, "path"> => ({
  got: described("a value that is secret or known later (an Output or a promise)"),
  allowed: `${wanted(type)}, known when the program runs: which resources there are hangs on it`,
  fix: "write it as a plain value, or read it from configuration that is not secret; what comes from another stack is read before (in Node.js: await StackReference.getOutputDetails)",
});

function resource(value: pulumi.Resource): Omit<Draft, "path"> {
  const type = (value as { __pulumiType?: string }).__pulumiType?.split(":").pop() ?? "";
  return {
    got: described(`a ${type} resource`.replace("  ", " ")),
    allowed: "a value of the resource, not the resource itself",
    fix: "pass its id or name, e.g. vm.id",
  };
}

/** Verdict in the order of the arguments they are about. */
export function inOrder(findings: readonly Finding[], fields: Fields): Finding[] {
  const names = Object.keys(fields);
  const ranks = new Map(findings.map((finding) => [finding, rank(finding.path, names)]));
  return [...findings].sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
}

function rank(path: string, names: readonly string[]): number {
  const index = names.indexOf(/^[^.[]*/.exec(path)?.[0] ?? "");
  return index < 0 ? names.length : index;
}
