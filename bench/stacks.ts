/** The Pulumi engine's time for many protected VMs: this library against azure-native by hand, and how it grows. */
import { join } from "node:path";
import { createStack, type Outcome } from "../simulator/engine";
import { repositoryDir } from "../simulator/engine/cache";
import { compare, ratio } from "./report";
import { inTurns } from "./turns";

const env = { AZURE_SIMULATION_ANY_VM: "1" };

const sizes = [100, 300, 1000];
const largest = Math.max(...sizes);

/** Previews of every size, and `up` of all but the largest, which takes minutes. */
export async function benchStacks(): Promise<void> {
  let previewOfLargest = 0;
  for (const deferred of [false, true]) {
    for (const vms of sizes) {
      const { what, ours, byHand, remove } = await bothWays(vms, deferred);
      try {
        // Below 1,000 VMs most of a preview is the start of the engine, the same for both.
        const preview = await inTurns(1, ours.preview, byHand.preview);
        compare(`Preview of ${what}`, preview, vms === largest ? 0.45 : undefined);
        if (!deferred && vms === largest) previewOfLargest = preview.ours;
        if (vms < largest) compare(`\`up\` of ${what}`, await inTurns(1, ours.up, byHand.up), 1);
      } finally {
        remove();
      }
    }
  }
  // Without the comparison: by hand 3,000 VMs take 140 s and 6 GB of memory.
  const many = await open("components", 10 * largest, false);
  try {
    const growth = (await many.preview()) / previewOfLargest / 10;
    ratio(`Preview of ${10 * largest} / ${largest} VMs, over ten times as many`, growth, 1.1);
  } finally {
    many.remove();
  }
}

/** `up` of the largest size, which takes minutes for each side. */
export async function benchLargestUp(): Promise<void> {
  for (const deferred of [false, true]) {
    const { what, ours, byHand, remove } = await bothWays(largest, deferred);
    try {
      compare(`\`up\` of ${what}`, await inTurns(1, ours.up, byHand.up), 1);
    } finally {
      remove();
    }
  }
}

async function bothWays(vms: number, deferred: boolean) {
  const ours = await open("components", vms, deferred);
  const byHand = await open("byHand", vms, deferred);
  const remove = () => {
    ours.remove();
    byHand.remove();
  };
  return {
    what: `${vms} VMs, ${deferred ? "deferred" : "plain"} ids, components / by hand`,
    ...{ ours, byHand, remove },
  };
}

async function open(program: string, vms: number, deferred: boolean) {
  const stack = await createStack({
    program: join(repositoryDir, `dist/bench/programs/${program}.js`),
    config: { vms, deferred: String(deferred) },
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
