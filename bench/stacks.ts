/** Time of the Pulumi engine over many protected VMs: this library against azure-native by hand, and its growth. */
import { join } from "node:path";
import { createStack, type Outcome } from "../simulator/engine";
import { repositoryDir } from "../simulator/engine/cache";
import { ratio } from "./report";

const env = { AZURE_SIMULATION_ANY_VM: "1" };

interface Seconds {
  readonly preview: number;
  readonly up: number;
}

export async function benchStacks(): Promise<void> {
  const byHand = await measure("byHand", 1000);
  const ours = await measure("components", 1000);
  ratio("preview of 1,000 protected VMs, components / by hand", ours.preview / byHand.preview, 0.45);
  ratio("up of 1,000 protected VMs, components / by hand", ours.up / byHand.up, 1);
  const lateByHand = await measure("byHand", 1000, true);
  const late = await measure("components", 1000, true);
  ratio("the same with late ids, preview", late.preview / lateByHand.preview, 0.45);
  ratio("the same with late ids, up", late.up / lateByHand.up, 1);
  const few = await measure("components", 100);
  ratio("preview of 1,000 / 100 protected VMs, over ten times as many", ours.preview / few.preview / 10, 1.1);
}

async function measure(program: string, vms: number, late = false): Promise<Seconds> {
  const stack = await createStack({
    program: join(repositoryDir, `dist/bench/programs/${program}.js`),
    config: { vms, late: String(late) },
  });
  try {
    const preview = succeeded(await stack.preview({ env, timeLimitSeconds: 900 }));
    const up = succeeded(await stack.up({ env, timeLimitSeconds: 900 }));
    process.stdout.write(
      `  ${program}, ${vms} VMs${late ? " with late ids" : ""}: preview ${preview.toFixed(1)} s, up ${up.toFixed(1)} s\n`,
    );
    return { preview, up };
  } finally {
    stack.remove();
  }
}

function succeeded(outcome: Outcome): number {
  if (!outcome.ok) throw new Error(outcome.log.slice(-3000));
  return outcome.seconds;
}
