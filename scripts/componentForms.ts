/** What a component's names and ids must be, from the table of src/names. */
import { type Argument, argumentsOf } from "../src/component/argumentTypes";
import type { ArgumentForm } from "../src/names/form";

type Row = readonly [path: string, form: ArgumentForm];

/** The arguments that are names or ids, with the fields inside them: `vms.<key>.vmId`. */
function rowsIn(path: string, { type, form }: Argument): Row[] {
  const own: Row[] = form === undefined ? [] : [[path, form]];
  if (typeof type === "string" || "oneOf" in type) return own;
  if ("list" in type) return rowsIn(path, type.list);
  if ("map" in type) return rowsIn(`${path}.<key>`, type.map);
  return Object.entries(type.fields).flatMap(([name, field]) => rowsIn(`${path}.${name}`, field));
}

function described(form: ArgumentForm): string | undefined {
  if ("nameOf" in form) return `the name of ${form.nameOf.title}`;
  if ("idOf" in form) return `the id of ${form.idOf.title}`;
  if ("anyId" in form) return `an Azure id of ${form.anyId}`;
  return "text" in form ? form.text.text.replaceAll("<", "&lt;") : undefined;
}

/** A list of a component's names and ids, grouped by what they must be. */
export function formList(component: string): string[] {
  const byText = new Map<string, string[]>();
  for (const [name, argument] of Object.entries(argumentsOf(component)))
    for (const [path, form] of rowsIn(name, argument)) {
      const text = described(form);
      if (text !== undefined) byText.set(text, [...(byText.get(text) ?? []), `\`${path}\``]);
    }
  return [...byText].map(([text, paths]) => `  - ${paths.join(", ")}: ${text}`);
}
