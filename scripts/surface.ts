/** The public surface: every type and value that users of the package can import. A test compares it with a golden file. */
import { readFileSync } from "node:fs";
import * as ts from "typescript";

/** The type declarations of each entry of package.json's exports, by subpath. */
const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync("package.json", "utf8")).exports).flatMap(([entry, target]) =>
    typeof target === "object" ? [[entry, (target as { types: string }).types]] : [],
  ),
);

/** The compiled declaration of every export of every entry, without comments. */
export function publicSurface(): string {
  const options = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noLib: true,
  };
  const program = ts.createProgram(Object.values(entries), options);
  const checker = program.getTypeChecker();
  return Object.entries(entries)
    .map(([entry, file]) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile) as ts.Symbol;
      const exported = checker.getExportsOfModule(module).map((symbol) => declarationsOf(symbol, checker));
      return [`// ${entry}`, ...exported.sort()].join("\n\n");
    })
    .join("\n\n");
}

const printer = ts.createPrinter({ removeComments: true });

/** A symbol's declarations; an enumeration has two, its constant and its type. */
function declarationsOf(exported: ts.Symbol, checker: ts.TypeChecker): string {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const statements = (symbol.declarations ?? []).map((declaration) =>
    ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration,
  );
  return statements
    .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile()))
    .join("\n");
}
