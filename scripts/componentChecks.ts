/** What a component checks: the rules that its class passes to `check`, with the docstring of each. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { componentFiles } from "./componentFiles";

export interface Check {
  readonly rule: string;
  readonly description: string;
}

/** The rules of a component, in the order of its class file. @throws Error that names the rules without a docstring. */
export function checksOf(component: string): Check[] {
  const file = componentFiles()[component];
  if (file === undefined) throw new Error(`No file in src has a component ${component}`);
  const checks = [...new Set(ruleNamesIn(file))].map((rule) => ({ rule, description: docstringOf(rule) }));
  const undocumented = checks.filter(({ description }) => description === "").map(({ rule }) => rule);
  if (undocumented.length > 0)
    throw new Error(`Rules of ${component} without a docstring: ${undocumented.join(", ")}`);
  return checks;
}

function ruleNamesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const checks = nodesIn(source).find(isCheck)?.arguments[3];
  if (checks === undefined) throw new Error(`${file} does not call check`);
  const modules = importsOf(source);
  return nodesIn(checks).flatMap((node) => {
    // A list of rules stands for its members; a rule that a function creates is known by the name of that function.
    if (ts.isIdentifier(node) && /Rules$/.test(node.text)) {
      const rules = require(join(process.cwd(), sourcesDir, dirname(file), modules[node.text] as string));
      return (rules[node.text] as readonly { name: string }[]).map(({ name }) => name);
    }
    const isCreated = ts.isCallExpression(node) && ts.isArrayLiteralExpression(node.parent);
    return isCreated ? [node.expression.getText()] : [];
  });
}

/** The compiled sources if this file runs compiled, else the sources. */
const sourcesDir = __dirname.includes(`${join("dist", "scripts")}`) ? "dist" : ".";

const nodesIn = (node: ts.Node): ts.Node[] => {
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child, ...nodesIn(child)));
  return children;
};

const isCheck = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === "check";

/** The module of each imported name. */
const importsOf = (source: ts.SourceFile): Record<string, string> =>
  Object.fromEntries(
    source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
      const bindings = importClause?.namedBindings;
      if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
      const module = (moduleSpecifier as ts.StringLiteral).text;
      return bindings.elements.map(({ name }) => [name.text, module]);
    }),
  );

let sources: readonly string[] | undefined;

/** The docstring of a function in src, on one line; empty if there is none. */
function docstringOf(rule: string): string {
  sources ??= readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join("src", file), "utf8"));
  const docstring = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;
  const declared = String.raw`(?:export )?(?:const|(?:return )?function|named(?:<\w+>)?\(") ?`;
  const pattern = new RegExp(`${docstring}${declared}${rule}\\b`);
  for (const source of sources) {
    const [, text] = pattern.exec(source) ?? [];
    if (text !== undefined) return text.replace(/\s*\n\s*\*\s*/g, " ").trim();
  }
  return "";
}
