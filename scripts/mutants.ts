import * as ts from "typescript";

/** A change to one file that some test must notice. */
export interface Mutant {
  readonly line: number;
  readonly was: string;
  readonly now: string;
  readonly text: string;
}

const opposite = new Map([
  ["===", "!=="],
  ["!==", "==="],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["&&", "||"],
  ["||", "&&"],
]);

/** Every mutant of a source: numbers moved, comparisons and conditions inverted, patterns that match nothing, list elements dropped. */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, now: string) => {
    const [start, end] = [node.getStart(), node.getEnd()];
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    mutants.push({
      line,
      was: source.slice(start, end),
      now,
      text: source.slice(0, start) + now + source.slice(end),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isNumericLiteral(node)) replace(node, String(Number(node.text.replaceAll("_", "")) + 1));
    if (ts.isRegularExpressionLiteral(node)) replace(node, "/(?!)/");
    if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, "false");
    if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, "true");
    if (ts.isStringLiteral(node) && /^(un)?supported$/.test(node.text))
      replace(node, node.text === "supported" ? '"unsupported"' : '"supported"');
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      replace(node, node.operand.getText());
    if (ts.isBinaryExpression(node)) {
      const now = opposite.get(node.operatorToken.getText());
      if (now !== undefined) replace(node.operatorToken, now);
      if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) replace(node, node.left.getText());
    }
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
      for (const dropped of node.elements) {
        const kept = node.elements.filter((element) => element !== dropped);
        replace(node, `[${kept.map((element) => element.getText()).join(", ")}]`);
      }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}
