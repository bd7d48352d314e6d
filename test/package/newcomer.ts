/** A newcomer's project: it has the packages that npm installs and no others, and the policy pack that is in them. */
import { join } from "node:path";
import { exampleConfig } from "../../simulator/demo/exampleConfig";
import { createStack, type Outcome } from "../../simulator/engine";
import { errorsOf } from "../support/engine";
import { run } from "./packed";
import { policyPackFolder } from "./readme";

/** Previews the project in a folder with the policy pack, and expects no error. */
export async function previewOf(projectDir: string): Promise<Outcome> {
  const stack = await createStack({ projectDir, config: exampleConfig });
  const outcome = await stack.preview({ policyPacks: [join(projectDir, policyPackFolder())] });
  stack.remove();
  expect(errorsOf(outcome)).toBe("");
  return outcome;
}

/** The number of a component's resources in an outcome. */
export const countOf = ({ steps }: Outcome, component: string): number =>
  steps.filter(({ type }) => type === `azure-vm-backup:index:${component}`).length;

const entries = ["", "/rules", "/policies", "/testing"].map((entry) => `azure-vm-backup${entry}`);

/** Files that load each entry of the library, by CommonJS and by ESM. */
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
