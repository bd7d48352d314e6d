/** The previews of a newcomer: a project with what npm installs and nothing else, under the policy pack that came with it. */
import { join } from "node:path";
import { exampleConfig } from "../../simulator/demo/exampleConfig";
import { createStack, type Outcome } from "../../simulator/engine";
import { errorsOf } from "../support/engine";
import { run } from "./packed";
import { policyPackFolder } from "./readme";

/** A preview without an error of the project in a folder. */
export async function previewOf(projectDir: string): Promise<Outcome> {
  const stack = await createStack({ projectDir, config: exampleConfig });
  const outcome = await stack.preview({ policyPacks: [join(projectDir, policyPackFolder())] });
  stack.remove();
  expect(errorsOf(outcome)).toBe("");
  return outcome;
}

/** How many resources of a component an outcome has. */
export const countOf = ({ steps }: Outcome, component: string): number =>
  steps.filter(({ type }) => type === `azure-vm-backup:index:${component}`).length;

const entries = ["", "/rules", "/policies", "/testing"].map((entry) => `azure-vm-backup${entry}`);

/** Files of a package that loads each entry of the library, by CommonJS and by ESM. */
export const loaders = {
  "package.json": { name: "consumer", private: true },
  "load.cjs": entries
    .map((name) => `console.log(Object.keys(require(${JSON.stringify(name)})).length > 0);`)
    .join("\n"),
  "load.mjs": entries
    .map((name, i) => `import * as m${i} from "${name}";\nconsole.log(Object.keys(m${i}).length > 0);`)
    .join("\n"),
};

/** Runs the loaders of a folder and the installed command on a Node.js. */
export async function expectToLoad(node: string, folder: string, library: string): Promise<void> {
  const command = join(library, "dist/cli/index.js");
  const runs = [["load.cjs"], ["load.mjs"], [command, "--help"]].map((args) => run(node, args, folder));
  const [cjs, esm, help] = await Promise.all(runs);
  expect([cjs, esm]).toEqual(Array(2).fill("true\n".repeat(entries.length)));
  expect(help).toContain("backup-now");
}
