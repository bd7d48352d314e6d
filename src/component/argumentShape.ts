import * as pulumi from "@pulumi/pulumi";
import { at, described, type Finding, type Fix } from "../core/finding";
import { all, invalidValue, missing, noFindings, unknownName, type Verdict } from "../core/rule";
import { nearestNames, unknownNameFix } from "../core/values";
import { type ArgumentForm, hasForm } from "../names/form";
import type { Argument, ArgumentType, Fields } from "./argumentTypes";
import { isDeferred, replaceDeferred } from "./deferred";
import { fieldFix, outputsFix, resourceFix, resourceTypeName } from "./resourceFix";

type NameOrId = Argument & { readonly form: ArgumentForm };
const isNameOrId = (argument: Argument): argument is NameOrId => argument.form !== undefined;

type Structure = Extract<ArgumentType, { readonly fields: Fields }>;

/**
 * The shape of arguments: what is required is there, no name is misspelt, each value has its type, and what must be plain is
 * plain. Null counts as omitted, as YAML writes it. Deferred inputs pass: each is judged once it is known.
 */
export function shapeOf(value: unknown, argument: Argument, path = ""): Verdict {
  const { type, optional, plain } = argument;
  if (value === undefined || value === null) {
    return optional ? noFindings : isMissing(path, type);
  }
  if (type === "any" || pulumi.isUnknown(value)) return noFindings;
  if (isDeferred(value)) return plain ? mustBePlain(path, type) : noFindings;
  if (pulumi.Resource.isInstance(value)) return isResource(path, value, argument);
  if (isNameOrId(argument)) return nameOrId(path, value, argument);
  if (typeof type === "string" || "oneOf" in type) return scalar(path, value, type);
  if ("list" in type) {
    if (!Array.isArray(value)) return wrongType(path, value, type);
    return all(value.map((element, i) => shapeOf(element, type.list, at(path, i))));
  }
  if (typeof value !== "object" || Array.isArray(value)) return wrongType(path, value, type);
  return "map" in type
    ? all(Object.entries(value).map(([key, entry]) => entryOf(key, entry, type.map, path)))
    : structure(value, type, path);
}

function structure(value: object, { fields, open }: Structure, path: string): Verdict {
  const names = Object.keys(fields);
  const unknownNames = Object.keys(value).filter(
    (key) => !Object.hasOwn(fields, key) && field(value, key) !== undefined,
  );
  const misspelt = new Map((open ? [] : unknownNames).map((key) => [key, nearestNames(key, names, 1)[0]]));
  return all([
    // A required argument that is there under a misspelt name is one error, not two.
    ...names
      .filter((name) => field(value, name) !== undefined || ![...misspelt.values()].includes(name))
      .map((name) => shapeOf(field(value, name), fields[name] as Argument, at(path, name))),
    ...[...misspelt].map(([key, near]) => unknownArgument(at(path, key), near, field(value, key), fields)),
  ]);
}

const field = (value: object, key: string): unknown => (value as Record<string, unknown>)[key];

const entryOf = (key: string, entry: unknown, argument: Argument, path: string): Verdict =>
  key === "" || key === "__proto__"
    ? invalidValue({
        path: at(path, key),
        actual: key,
        accepted: "a key that can name a resource",
        by: "Pulumi",
        fix: "use another key",
      })
    : shapeOf(entry, argument, at(path, key));

const unknownArgument = (path: string, near: string | undefined, value: unknown, fields: Fields): Verdict =>
  unknownName({
    path,
    message: `Unknown argument ${path}`,
    fix:
      (near !== undefined && pulumi.Resource.isInstance(value) && outputsFix(value, near, fields)) ||
      unknownNameFix(near, Object.keys(fields)),
  });

const isMissing = (path: string, type: ArgumentType): Verdict =>
  missing({ path, message: "a value is required", fix: give(path, type) });

function scalar(path: string, value: unknown, type: ArgumentType): Verdict {
  const hasType =
    typeof type === "string"
      ? typeof value === (type === "text" ? "string" : type)
      : // The component's own rules judge which choice it is.
        typeof value === "string" || typeof value === "number";
  return hasType ? noFindings : wrongType(path, value, type);
}

/** A name or an id. The rule of its findings says whether other rules can judge the value, see isMalformed. */
function nameOrId(path: string, value: unknown, { type, form }: NameOrId): Verdict {
  const { findings } =
    typeof value === "string" ? hasForm(form, path, value) : wrongType(path, value, type, form);
  const rule = "isNew" in form ? newNameRule : hasForm.name;
  return { findings: findings.map((finding) => ({ ...finding, rule })) };
}

const newNameRule = "newNameHasForm";
const noResourceRule = "isNoResource";

/** Whether a finding is about the form of a name or an id, or about a resource in place of a value. */
export const isOfForm = (finding: Finding): boolean => isMalformed(finding) || finding.rule === newNameRule;

/**
 * Whether no rule can judge the value of a finding: it is a resource, or the name or the id of another resource than the one that is
 * meant.
 */
export const isMalformed = ({ rule }: Finding): boolean => rule === hasForm.name || rule === noResourceRule;

function wrongType(path: string, value: unknown, type: ArgumentType, form?: ArgumentForm): Verdict {
  // An Output's own text explains at length how to use an Output.
  const actual = replaceDeferred(value, () => "known later");
  return invalidValue({
    path,
    actual,
    accepted: expectedType(type),
    by: "this argument",
    fix: fieldFix(value, form) ?? typeFix(path, value, type),
  });
}

function typeFix(path: string, value: unknown, type: ArgumentType): string | Fix {
  const meant = meantBy(value, type);
  if (meant !== undefined) {
    const quotes = typeof meant === "string" ? "in quotes" : "without quotes";
    return { text: `write ${JSON.stringify(meant)}, ${quotes}`, value: meant };
  }
  return value === true && isOptionalStructure(type)
    ? { text: "write {} for its defaults", value: {} }
    : give(path, type);
}

const isOptionalStructure = (type: ArgumentType): boolean =>
  typeof type === "object" &&
  "fields" in type &&
  Object.values(type.fields).every(({ optional }) => optional);

/** The number or boolean that a text is, and the text of a number or boolean where a text is expected. */
function meantBy(value: unknown, type: ArgumentType): unknown {
  if (type === "text")
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  if (type === "boolean") return { true: true, false: false }[value.trim().toLowerCase()];
  const number = type === "number" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

const expectedType = (type: ArgumentType): string => {
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
  `give ${path === "" ? "the arguments" : path.split(".").pop()} as ${expectedType(type)}`;

const mustBePlain = (path: string, type: ArgumentType): Verdict =>
  invalidValue({
    path,
    actual: described("a secret or deferred value (an Output or a promise)"),
    accepted: `${expectedType(type)} that is known when the program runs, because it decides which resources there are`,
    by: "this argument",
    fix: "write a plain value, or read it from configuration that is not secret. Read a value of another stack first, e.g. in Node.js with await StackReference.getOutputDetails",
  });

function isResource(path: string, value: pulumi.Resource, { type, form }: Argument): Verdict {
  const { findings } = invalidValue({
    path,
    actual: described(`a ${resourceTypeName(value)} resource`),
    accepted: `${expectedType(type)}, not the resource itself`,
    by: "this argument",
    fix: resourceFix(path, value, type, form),
  });
  return { findings: findings.map((finding) => ({ ...finding, rule: noResourceRule })) };
}

/** Findings in the order of the arguments that they are about. */
export function inOrder(findings: readonly Finding[], fields: Fields): Finding[] {
  const names = Object.keys(fields);
  const ranks = new Map(findings.map((finding) => [finding, rank(finding.path, names)]));
  return [...findings].sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
}

function rank(path: string, names: readonly string[]): number {
  const index = names.indexOf(/^[^.[]*/.exec(path)?.[0] ?? "");
  return index < 0 ? names.length : index;
}
