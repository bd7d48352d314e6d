import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretMark, unknownMark } from "../../src/stack/marks";
import type { Pulumi } from "../pulumi";
import { type Inputs, isAsDeclared, type StateResource } from "./importedResource";

interface Step {
  readonly op?: string;
  readonly urn: string;
  readonly newState?: { readonly inputs?: Inputs };
}

/** What Pulumi shows instead of a value. `[secret]` is only in previews. */
const placeholders = [unknownMark, secretMark, "[secret]"];

/**
 * Replaces the imported inputs in the stack by the program's inputs, for each resource that is as the program declares it. An import
 * reads everything that Azure returns, and without this the next preview would show an update that removes what the program omits. A
 * resource that differs from the program is not changed, so preview shows the difference. Returns how many resources it changed.
 */
export async function restoreProgramInputs(pulumi: Pulumi): Promise<number> {
  const preview = await pulumi(["preview", "--json"]);
  const exported = await pulumi(["stack", "export"]);
  if (preview.exitCode !== 0 || exported.exitCode !== 0) return 0;
  const { steps = [] } = JSON.parse(preview.stdout) as { steps?: readonly Step[] };
  const state = JSON.parse(exported.stdout) as { deployment?: { resources?: StateResource[] } };
  const inputsByUrn = new Map(
    steps.filter(({ op }) => op === "update").map(({ urn, newState }) => [urn, newState?.inputs]),
  );
  let count = 0;
  for (const resource of state.deployment?.resources ?? []) {
    const inputs = inputsByUrn.get(resource.urn);
    if (inputs === undefined || hasPlaceholder(inputs) || hasPlaceholder(resource.inputs)) continue;
    if (resource.custom === true && !isAsDeclared(resource, inputs)) continue;
    resource.inputs = inputs;
    count++;
  }
  if (count > 0) await importState(pulumi, state);
  return count;
}

async function importState(pulumi: Pulumi, state: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "azure-vm-backup-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state));
    await pulumi(["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether values contain a secret or an unknown value, which must be neither compared nor written. */
const hasPlaceholder = (value: unknown): boolean => {
  const text = JSON.stringify(value ?? null);
  return placeholders.some((placeholder) => text.includes(placeholder));
};
