/** Time of the Pulumi engine over many protected VMs: this library against azure-native by hand, and its growth. */
import { join } from "node:path";
import { createStack, type Outcome } from "../simulator/engine";
import { repositoryDir } from "../simulator/engine/cache";
import { compare, ratio } from "./report";
import { inTurns } from "./turns";

const env = { AZURE_SIMULATION_ANY_VM: "1" };

/** Numbers of VMs; an `up` of a thousand is minutes, so that it runs once, and with plain ids. */
const sizes = [100, 300, 1000];
const largest = Math.max(...sizes);

export async function benchStacks(): Promise<void> {
  const previews = new Map<number, number>();
  for (const late of [false, true]) {
    for (const vms of sizes) {
      const ids = `${vms} VMs, ${late ? "late" : "plain"} ids`;
      const ours = await open("components", vms, late);
      const byHand = await open("byHand", vms, late);
      try {
        // Below a thousand the engine's own start is most of a preview, the same for both.
        const preview = await inTurns(2, ours.preview, byHand.preview);
        compare(`Preview of ${ids}, components / by hand`, preview, vms === largest ? 0.45 : undefined);
        if (!late) previews.set(vms, preview.ours);
        if (vms === largest && late) continue;
        compare(`\`up\` of ${ids}, components / by hand`, await inTurns(1, ours.up, byHand.up), 1);
      } finally {
        ours.remove();
        byHand.remove();
      }
    }
  }
  const growth = (previews.get(largest) ?? 0) / (previews.get(100) ?? 0) / (largest / 100);
  ratio(`Preview of ${largest} / 100 VMs, over ten times as many`, growth, 1.1);
}

async function open(program: string, vms: number, late: boolean) {
  const stack = await createStack({
    program: join(repositoryDir, `dist/bench/programs/${program}.js`),
    config: { vms, late: String(late) },
  });
  return {
    preview: async () => succeeded(await stack.preview({ env, timeLimitSeconds: 900 })),
    up: async () => succeeded(await stack.up({ env, timeLimitSeconds: 900 })),
    remove: stack.remove,
  };
}

function succeeded(outcome: Outcome): number {
  if (!outcome.ok) throw new Error(outcome.log.slice(-3000));
  return outcome.seconds;
}
