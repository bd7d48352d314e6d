import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretMark, unknownMark } from "../../src/stack/marks";
import type { Pulumi } from "../pulumi";
import { isAsAsked, type State } from "./asAsked";

interface Step {
  readonly op?: string;
  readonly urn: string;
  readonly newState?: { readonly inputs?: Readonly<Record<string, unknown>> };
}

/** What stands in place of a value that is not shown; a preview has the last in place of a secret. */
const hiding = [unknownMark, secretMark, "[secret]"];

/**
 * An import reads everything back that Azure can be asked for, and the next preview would take away what the program leaves to Azure.
 * Where the program asks for nothing but what Azure has, its own inputs take their place in the stack: nothing is left to change.
 * Where it asks for something else, nothing is touched, and preview shows it. Answers how many were settled.
 */
export async function settleInputs(pulumi: Pulumi): Promise<number> {
  const [preview, exported] = [await pulumi(["preview", "--json"]), await pulumi(["stack", "export"])];
  if (preview.exitCode !== 0 || exported.exitCode !== 0) return 0;
  const { steps = [] } = JSON.parse(preview.stdout) as { steps?: readonly Step[] };
  const state = JSON.parse(exported.stdout) as { deployment?: { resources?: State[] } };
  const wanted = new Map(
    steps.filter(({ op }) => op === "update").map(({ urn, newState }) => [urn, newState?.inputs]),
  );
  let count = 0;
  for (const resource of state.deployment?.resources ?? []) {
    const inputs = wanted.get(resource.urn);
    if (inputs === undefined || isHidden(inputs) || isHidden(resource.inputs)) continue;
    if (resource.custom === true && !isAsAsked(resource, inputs)) continue;
    resource.inputs = inputs;
    count++;
  }
  if (count > 0) await write(pulumi, state);
  return count;
}

async function write(pulumi: Pulumi, state: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "azure-vm-backup-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state));
    await pulumi(["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether there is anything among values that must not be compared or written: a secret, or what is not known yet. */
const isHidden = (value: unknown): boolean => {
  const text = JSON.stringify(value ?? null);
  return hiding.some((hidden) => text.includes(hidden));
};
