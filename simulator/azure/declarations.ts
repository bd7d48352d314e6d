/** Reads the TypeScript declarations that Pulumi generates for a provider: they are regular, so that no compiler is needed. */

/** A type as Pulumi's package schema writes it. https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema */
export type TypeSpec =
  | { $ref: string }
  | { type: string; const?: string; items?: TypeSpec; additionalProperties?: TypeSpec }
  | { oneOf: TypeSpec[] };

/** Properties of an interface or of a class, and those of them that must be given. */
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

/** The declarations of a file without comments, each property on a line of its own. */
export function plainDeclarations(text: string): string {
  const mapOf = /\{\s*\[key: string\]: ([^;{}]*);\s*\}/g;
  let plain = text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
  while (mapOf.test(plain)) plain = plain.replace(mapOf, "Map<$1>");
  return plain;
}

/** Every interface and class of plain declarations, by name; `package_` is the one that references lead into. */
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

/** A type of the declarations, such as `pulumi.Input<pulumi.Input<inputs.compute.DataDiskArgs>[] | undefined>`. */
export function typeSpec(text: string, package_: string): TypeSpec {
  const tokens = text.match(/[\w.$]+|"[^"]*"|\[\]|[<>()|]/g) ?? [];
  let at = 0;

  function union(): TypeSpec {
    const parts = [listOf(named())];
    while (tokens[at] === "|") {
      at++;
      parts.push(listOf(named()));
    }
    const given = parts.filter((part) => part !== undefined);
    // A text that is also an enumeration is any text; what is only an enumeration may be of numbers.
    const wide = given.find((part) => "type" in part && part.type === "string" && part.const === undefined);
    if (wide) return wide;
    const [only] = given;
    if (only === undefined || given.includes(any)) return any;
    return given.length === 1 ? only : { oneOf: given };
  }

  function listOf(item: TypeSpec | undefined): TypeSpec | undefined {
    if (tokens[at] !== "[]") return item;
    at++;
    return listOf({ type: "array", items: item ?? any });
  }

  function named(): TypeSpec | undefined {
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
