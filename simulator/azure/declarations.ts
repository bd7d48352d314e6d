/** Reads the TypeScript declarations that Pulumi generates for a provider. They are so regular that this needs no compiler. */

/** A type in Pulumi's package schema. https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema */
export type TypeSpec =
  | { $ref: string }
  | { type: string; const?: string; items?: TypeSpec; additionalProperties?: TypeSpec }
  | { oneOf: TypeSpec[] };

/** The properties of an interface or a class; `required` names the required ones. */
export interface Shape {
  properties: Record<string, TypeSpec>;
  required: string[];
}

const any: TypeSpec = { $ref: "pulumi.json#/Any" };
const primitives: Record<string, TypeSpec | undefined> = {
  string: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
};

/** The declarations of a file without comments, one property on each line. */
export function plainDeclarations(text: string): string {
  const mapOf = /\{\s*\[key: string\]: ([^;{}]*);\s*\}/g;
  let plain = text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
  while (mapOf.test(plain)) plain = plain.replace(mapOf, "Map<$1>");
  return plain;
}

/** Every interface and class in plain declarations, by name. `package_` is the package that references point to. */
export function* shapesIn(plain: string, package_: string): Generator<[name: string, shape: Shape]> {
  const blocks = /^( *)(?:export )?(?:declare )?(?:interface|class) (\w+)[^{\n]*\{\n([\s\S]*?)^\1\}/gm;
  for (const [, , name = "", body = ""] of plain.matchAll(blocks)) yield [name, shapeOf(body, package_)];
}

function shapeOf(body: string, package_: string): Shape {
  const shape: Shape = { properties: {}, required: [] };
  for (const [, name = "", optional, type = ""] of body.matchAll(
    /^ *(?:readonly )?"?([\w$.@-]+)"?(\?)?: (.*);$/gm,
  )) {
    shape.properties[name] = typeSpec(type, package_);
    if (optional === undefined && !/\| undefined>?$/.test(type)) shape.required.push(name);
  }
  return shape;
}

/** The schema of a type in the declarations, e.g. `pulumi.Input<pulumi.Input<inputs.compute.DataDiskArgs>[] | undefined>`. */
export function typeSpec(text: string, package_: string): TypeSpec {
  const tokens = text.match(/[\w.$]+|"[^"]*"|\[\]|[<>()|]/g) ?? [];
  let at = 0;

  function union(): TypeSpec {
    const parts = [arrayOf(single())];
    while (tokens[at] === "|") {
      at++;
      parts.push(arrayOf(single()));
    }
    const types = parts.filter((part) => part !== undefined);
    // A string or an enumeration is any string. An enumeration without a string may consist of numbers.
    const anyString = types.find(
      (part) => "type" in part && part.type === "string" && part.const === undefined,
    );
    if (anyString) return anyString;
    const [first] = types;
    if (first === undefined || types.includes(any)) return any;
    return types.length === 1 ? first : { oneOf: types };
  }

  function arrayOf(item: TypeSpec | undefined): TypeSpec | undefined {
    if (tokens[at] !== "[]") return item;
    at++;
    return arrayOf({ type: "array", items: item ?? any });
  }

  function single(): TypeSpec | undefined {
    const name = tokens[at++] ?? "";
    if (name === "(" || tokens[at] === "<") {
      if (name !== "(") at++;
      const inner = union();
      at++;
      return name === "Map" ? { type: "object", additionalProperties: inner } : inner;
    }
    if (name === "undefined") return undefined;
    if (name.startsWith('"')) return { type: "string", const: name.slice(1, -1) };
    const [, module, type] = /^(?:inputs|outputs)\.(\w+)\.(\w+)$/.exec(name) ?? [];
    return type === undefined ? (primitives[name] ?? any) : { $ref: `#/types/${package_}:${module}:${type}` };
  }

  return union();
}
