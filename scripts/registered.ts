import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { exampleConfig } from "../simulator/demo/exampleConfig";
import { azureMocks } from "../simulator/testing/mocks";

/** A resource that a program registers, with its inputs. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** The resources that an example registers, with a mocked engine. */
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
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(exampleConfig).map(([key, value]) => [
        key.includes(":") ? key : `project:${key}`,
        value,
      ]),
    ),
  );
  run(example);
  for (let turn = 0; turn < 60; turn++) await new Promise((done) => setImmediate(done));
  return registered;
}

/** Transpiles and runs a TypeScript program with this repository's packages: Node.js 20 runs no TypeScript, and the examples are not compiled. */
function run(file: string): unknown {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  const { outputText } = transpileModule(readFileSync(file, "utf8"), { compilerOptions });
  const load = (name: string): unknown => {
    const neighbour = join(dirname(file), `${name}.ts`);
    return name.startsWith(".") && existsSync(neighbour) ? run(neighbour) : require(name);
  };
  const module = { exports: {} };
  new Function("require", "module", "exports", outputText)(load, module, module.exports);
  return module.exports;
}
