import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { azureMocks } from "../simulator/testing/mocks";

/** A resource that a program registered, with its inputs. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** What one of the examples registers, with a mocked engine. */
export async function registeredBy(example: string): Promise<RegisteredResource[]> {
  const registered: RegisteredResource[] = [];
  const mocks = azureMocks();
  await pulumi.runtime.setMocks({
    ...mocks,
    newResource: (args) => {
      registered.push({ type: args.type, name: args.name, inputs: args.inputs });
      return mocks.newResource(args);
    },
  });
  require.extensions[".ts"] ??= compileAndRun;
  require(resolve(example));
  for (let turn = 0; turn < 60; turn++) await new Promise((done) => setImmediate(done));
  return registered;
}

/** Node.js 20 runs no TypeScript, and the examples are not compiled with the rest. */
function compileAndRun(module: NodeJS.Module, file: string): void {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  const { outputText } = transpileModule(readFileSync(file, "utf8"), { compilerOptions });
  (module as unknown as { _compile(text: string, file: string): void })._compile(outputText, file);
}
