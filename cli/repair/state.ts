import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { type Pulumi, pulumiFailure } from "../pulumi";
import { newTemporaryFolder, removeFolder } from "./temporaryFolder";

/** The state of the stack, as the CLI writes it. */
export async function exportedState(pulumi: Pulumi): Promise<string> {
  const exported = await pulumi(["stack", "export"]);
  if (exported.exitCode !== 0) throw pulumiFailure("stack export", exported);
  return exported.stdout;
}

/** @throws Failure if the state of the stack is no longer the one that was exported. */
export async function assertUnchanged(pulumi: Pulumi, exported: string): Promise<void> {
  if ((await exportedState(pulumi)) !== exported)
    throw new Failure("Something else changed the stack meanwhile. Run the command again.");
}

/** Replaces the state of the stack. */
export async function importState(pulumi: Pulumi, state: string): Promise<void> {
  const folder = newTemporaryFolder();
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, state, { mode: 0o600 });
    const imported = await pulumi(["stack", "import", "--file", file]);
    if (imported.exitCode !== 0) throw pulumiFailure("stack import", imported);
  } finally {
    removeFolder(folder);
  }
}
