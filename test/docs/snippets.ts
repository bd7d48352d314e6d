/** The pages' TypeScript: each block as a module of its own, with what it leans on before its first line. */
import { resolve } from "node:path";
import * as ts from "typescript";
import * as library from "../../src";
import { type Block, blocksIn } from "./pages";
import { surroundings } from "./surroundings";

export interface Snippet extends Block {
  /** A path that does not exist, beside the surroundings. */
  readonly file: string;
  readonly module: string;
}

/** Examples of resources, which test/docs/policyPages.test.ts gives to the policies themselves. */
const isExampleOfPolicy = ({ page, code }: Block): boolean =>
  page.startsWith("docs/policies/") && code.startsWith("// ");

/** Every block but the examples of the policies' pages. */
export const snippets = (): Snippet[] =>
  blocksIn("ts")
    .filter((block) => !isExampleOfPolicy(block))
    .map((block, i) => ({
      ...block,
      file: resolve("test/docs", `snippet${i}.ts`),
      module: moduleOf(block.code),
    }));

/** Options alone are those of the pack. */
const whole = (code: string): string =>
  /^\w+: /.test(code) ? `backupPolicies({ ${code.trim()} });\n` : code;

/** A block as a module: one that imports nothing has everything of the library, and each what it takes from the surroundings. */
function moduleOf(block: string): string {
  const code = whole(block);
  const declared = (name: string) =>
    new RegExp(`(const|class|function) ${name}\\b|import [^;]*\\b${name}\\b`).test(code);
  const leanedOn = (name: string) =>
    new RegExp(`(?<![^.]\\.|\\w)${name}\\b(?!:)`).test(code) && !declared(name);
  const ours = Object.keys(library).filter(leanedOn);
  const theirs = Object.keys(surroundings).filter(leanedOn);
  return [
    ...(ours.length > 0 ? [`import { ${ours.join(", ")} } from "azure-vm-backup";`] : []),
    ...(theirs.length > 0
      ? [`import { surroundings } from "./surroundings"; const { ${theirs.join(", ")} } = surroundings;`]
      : []),
    "export {};",
    code,
  ].join(" ");
}

/** What the compiler says of the snippets, each as `page:line: message`. */
export function faultsOf(all: readonly Snippet[]): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const given: ts.CompilerOptions = { ...options, noEmit: true, incremental: false, noUnusedLocals: false };
  const texts = new Map(all.map(({ file, module }) => [file, module]));
  const host = ts.createCompilerHost(given);
  const { fileExists, readFile, getSourceFile } = host;
  const program = ts.createProgram([...texts.keys()], given, {
    ...host,
    fileExists: (file) => texts.has(file) || fileExists(file),
    readFile: (file) => texts.get(file) ?? readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = texts.get(file);
      return text === undefined
        ? getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, text, version);
    },
  });
  return all.flatMap(({ file, page, line }) => {
    const source = program.getSourceFile(file) as ts.SourceFile;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const row = line + source.getLineAndCharacterOfPosition(start).line;
      return `${page}:${row}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}

/** Runs a snippet, with modules in place of the real ones. */
export async function run(
  { module: code }: Snippet,
  modules: Readonly<Record<string, unknown>>,
): Promise<void> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  const made: { exports: unknown } = { exports: {} };
  const load = (name: string) =>
    modules[name] ?? (name === "./surroundings" ? { surroundings } : require(name));
  const tests: (() => unknown)[] = [];
  const test = (_: string, body: () => unknown) => tests.push(body);
  new Function("require", "module", "exports", "test", outputText)(load, made, made.exports, test);
  if (typeof made.exports === "function") await made.exports();
  // A test with simulateAzure names folders of the reader, so it is compiled and not run.
  if (!code.includes("simulateAzure")) for (const body of tests) await body();
}
