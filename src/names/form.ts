import type { Form } from "../core/fact";
import type { Fix } from "../core/finding";
import { formatValue } from "../core/format";
import { cite, isValidName } from "../core/limits";
import { invalidValue, noFindings, type Verdict } from "../core/rule";
import { sameText, textOf, withoutEnd } from "../core/values";
import { guidPattern } from "./facts";
import { idExample, parseId } from "./id";
import type { ResourceKind } from "./kinds";

/** What an argument that is a name or an id must be. */
export type ArgumentForm =
  /** The name of a resource. `isNew`: the component creates it, so that the program may choose another name. */
  | { readonly nameOf: ResourceKind; readonly isNew?: true }
  /** The Azure id of a resource. */
  | { readonly idOf: ResourceKind }
  /** The Azure id of something in a subscription or management group. */
  | { readonly anyId: string }
  /** Another id: a GUID, a URI. */
  | { readonly text: Form; readonly fix: string }
  /** It is not checked, for a reason. */
  | { readonly unchecked: string };

/** Whether a text is what a form requires. */
function fits(form: ArgumentForm, value: unknown): value is string {
  if ("unchecked" in form) return true;
  if (typeof value !== "string") return false;
  if ("nameOf" in form) return nameVerdict(form.nameOf, "", value) === noFindings;
  if (value.trim() !== value) return false;
  if ("text" in form) return form.text.pattern.test(value);
  return "anyId" in form ? anyIdPattern.test(value) : isIdOf(form.idOf, value);
}

const anyIdPattern = /^\/(subscriptions|providers\/Microsoft\.Management\/managementGroups)\/[^/]+/i;

const nameVerdict = ({ rule }: ResourceKind, path: string, value: unknown): Verdict =>
  isValidName(path, value, rule.length, rule.form);

function isIdOf(kind: ResourceKind, value: string): boolean {
  if (kind.exactId && value.endsWith("/")) return false;
  const id = parseId(value);
  if (id?.resourceGroupName === undefined || id.isExtension) return false;
  return kind.types.some((type) => sameText(type, id.type));
}

/** An argument has the form that the table of arguments requires. The finding has the value as it was given. */
export function hasForm(form: ArgumentForm, path: string, value: unknown): Verdict {
  if (fits(form, value)) return noFindings;
  const meant = meantBy(form, textOf(value));
  if ("nameOf" in form) {
    const { findings } = nameVerdict(form.nameOf, path, value);
    const fix = meant ?? nameFix(form.nameOf, form.isNew === true);
    return { findings: findings.map((finding) => ({ ...finding, fix })) };
  }
  return invalidValue({
    path,
    actual: value,
    ...acceptedBy(form),
    fix: meant ?? otherFix(form, textOf(value)),
  });
}

function acceptedBy(form: Exclude<ArgumentForm, { readonly nameOf: ResourceKind }>) {
  if ("unchecked" in form) return { accepted: "any text" };
  if ("text" in form) return { accepted: form.text.text, ...cite(form.text) };
  if ("anyId" in form) return { accepted: `an Azure id of ${form.anyId}` };
  const { title, types, page } = form.idOf;
  return { accepted: `the id of ${title}, ${idExample(types[0])}`, ...cite(page) };
}

/** The one value that was certainly meant: without spaces around it, with its first slash, or the name in an id. */
function meantBy(form: ArgumentForm, value: string): Fix | undefined {
  const candidates: readonly (readonly [value: string, why: string])[] = [
    [value.trim(), "without the spaces around it"],
    ...("nameOf" in form ? namesIn(form.nameOf, value.trim()) : idsLike(value.trim())),
  ];
  const found = candidates.find(([candidate]) => candidate !== value && fits(form, candidate));
  return found && { text: `write ${formatValue(found[0])}, ${found[1]}`, value: found[0] };
}

const idsLike = (value: string): [string, string][] => [
  [`/${value}`, "with the slash at its start"],
  [withoutEnd(value, "/"), "without the slash at its end"],
  ...(guidPattern.test(value)
    ? [[`/subscriptions/${value}`, "the id of the subscription"] as [string, string]]
    : []),
];

/** The name of the kind in an id of the resource itself, or of a resource in it: the vault's in the id of its policy. */
function namesIn({ types, title }: ResourceKind, value: string): [string, string][] {
  const id = parseId(value);
  if (id === undefined) return [];
  const [type] = types;
  if (type === "Microsoft.Resources/resourceGroups")
    return id.resourceGroupName === undefined ? [] : [[id.resourceGroupName, "the resource group in the id"]];
  const isInside = `${id.type}/`.toLowerCase().startsWith(`${type}/`.toLowerCase());
  const name = id.names[type.split("/").length - 2];
  return isInside && name !== undefined ? [[name, `the name of ${title} in the id`]] : [];
}

const nameFix = ({ title, names }: ResourceKind, isNew: boolean): Fix => ({
  text: isNew ? "choose another name" : `give the name of ${title}, e.g. ${names}`,
});

/** How to give what a form requires, to a program that gave something else than a text. */
export function formFix(form: ArgumentForm): string {
  if ("nameOf" in form) return nameFix(form.nameOf, false).text;
  return otherFix(form, "");
}

/** Ids as the mocks of Pulumi's documentation return them, e.g. `web_id`. */
const mockIdPattern = /^[\w.-]+_id$/;

function otherFix(form: ArgumentForm, value: string): string {
  if ("text" in form) return form.fix;
  if ("anyId" in form) return "give the id, e.g. /subscriptions/<id>/resourceGroups/<name>";
  if (!("idOf" in form)) return "remove it";
  const { title, ids, guidHint } = form.idOf;
  if (guidHint !== undefined && guidPattern.test(value.trim())) return guidHint;
  const pass = `pass the id of ${title}, e.g. ${ids}`;
  if (mockIdPattern.test(value)) return `${pass}; in a unit test, let the mocks return ids in Azure's form`;
  const other = parseId(value.trim());
  return other === undefined ? pass : `${pass}. This is an id of ${other.type}`;
}
