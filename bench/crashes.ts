/** Crashes before, after and at the answer for every resource of a deployment: what is lost, and what repairs it. */
import { join } from "node:path";
import { repair } from "../cli/repair/repair";
import { openStore } from "../simulator/azure/store";
import { createStack, type Outcome, type Stack } from "../simulator/engine";
import { repositoryDir } from "../simulator/engine/cache";
import { ratio } from "./report";

const env = { AZURE_SIMULATION_ANY_VM: "1" };
const vms = 20;

const resources = [
  "*:Vault",
  "*:ProtectionPolicy",
  ...Array.from({ length: vms }, (_, i) => `vm;iaasvmcontainerv2;*;vm${i}`),
];

/** What was needed after a crash. */
type End = "next up" | "repair, then up" | "failed";

export async function benchCrashes(): Promise<void> {
  const ends = new Map<End, number>();
  for (const crash of ["before", "after", "answered"]) {
    for (const resource of resources) {
      const end = await crashed(crash, resource);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (end === "failed") process.stdout.write(`  failed: crash ${crash} ${resource}\n`);
    }
  }
  for (const [end, count] of ends) process.stdout.write(`  ${count} crash points: ${end}\n`);
  const points = 3 * resources.length;
  ratio(`crash points that lost or doubled something, of ${points}`, (ends.get("failed") ?? 0) / points, 0);
}

async function crashed(crash: string, resource: string): Promise<End> {
  const stack = await createStack({
    program: join(repositoryDir, "dist/bench/programs/components.js"),
    config: { vms, deferred: "false", "azure-vm-backup:retryPauseSeconds": 0 },
    faults: [{ resource, operation: "create", crash, times: 1 }],
  });
  try {
    await stack.up({ env });
    const first = await stack.up({ env });
    if (first.ok) return (await isWhole(stack)) ? "next up" : "failed";
    await repair({ pulumi: stack.pulumi, log: () => undefined, yes: true });
    const second = await stack.up({ env });
    return second.ok && (await isWhole(stack)) ? "repair, then up" : "failed";
  } finally {
    stack.remove();
  }
}

/** Whether every VM is protected once, nothing was deleted, and another `up` changes nothing. */
async function isWhole(stack: Stack): Promise<boolean> {
  const items = [...openStore(stack.azureDir).ofType(itemType)];
  const isDeleted = ({ properties }: { properties: Record<string, unknown> }) =>
    (properties.properties as { isScheduledForDeferredDelete?: boolean }).isScheduledForDeferredDelete ===
    true;
  const next: Outcome = await stack.up({ env });
  const isSame = next.ok && Object.keys(next.changes).join() === "same";
  return isSame && items.length === vms && !items.some(isDeleted);
}

const itemType = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";
