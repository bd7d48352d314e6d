/** What a component checks: the rules that its class hands to `check`, with the sentence above each. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { componentFiles } from "./componentFiles";

export interface Check {
  readonly rule: string;
  readonly sentence: string;
}

/** The rules of a component, in the order in which its class names them. @throws Error that names those without a sentence. */
export function checksOf(component: string): Check[] {
  const file = componentFiles()[component];
  if (file === undefined) throw new Error(`No file of src has a component ${component}`);
  const checks = [...new Set(ruleNamesIn(file))].map((rule) => ({ rule, sentence: sentenceOf(rule) }));
  const silent = checks.filter(({ sentence }) => sentence === "").map(({ rule }) => rule);
  if (silent.length > 0)
    throw new Error(`Rules of ${component} without a sentence above them: ${silent.join(", ")}`);
  return checks;
}

function ruleNamesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const checks = nodesIn(source).find(isCheck)?.arguments[3];
  if (checks === undefined) throw new Error(`${file} checks no arguments`);
  const from = importsOf(source);
  return nodesIn(checks).flatMap((node) => {
    // Lists of rules by their names; a rule that is made for this component by the name of its maker.
    if (ts.isIdentifier(node) && /Rules$/.test(node.text)) {
      const rules = require(join(process.cwd(), sourcesDir, dirname(file), from[node.text] as string));
      return (rules[node.text] as readonly { name: string }[]).map(({ name }) => name);
    }
    const isMade = ts.isCallExpression(node) && ts.isArrayLiteralExpression(node.parent);
    return isMade ? [node.expression.getText()] : [];
  });
}

/** The compiled sources when this file is compiled itself, else the sources. */
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

/** The comment above a function of src, without its line ends; empty where there is none. */
function sentenceOf(rule: string): string {
  sources ??= readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join("src", file), "utf8"));
  const above = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;
  const declared = String.raw`(?:export )?(?:const|(?:return )?function|named(?:<\w+>)?\(") ?`;
  const form = new RegExp(`${above}${declared}${rule}\\b`);
  for (const source of sources) {
    const [, text] = form.exec(source) ?? [];
    if (text !== undefined) return text.replace(/\s*\n\s*\*\s*/g, " ").trim();
  }
  return "";
}
