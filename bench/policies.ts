/** The cost of the policy pack: for a preview of 1,000 VMs, for unrelated resources, and how it grows. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PolicyPackArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { backupPolicies } from "../policies/pack";
import { createStack, repositoryDir } from "../simulator/engine";
import { type AnalyzedResource, analyzeMany, analyzeStackOf } from "./analyzer";
import { fleet } from "./fleet";
import { compare, compareMilliseconds, ratio } from "./report";
import { inTurns } from "./turns";

const env = { AZURE_SIMULATION_ANY_VM: "1" };

export async function benchPolicies(): Promise<void> {
  await benchUnrelatedResource();
  await benchStackPolicies();
  await benchPreview();
}

/**
 * A resource of 50 entries that no policy of ours is about, under our pack and under a pack of one policy that reads every resource, as
 * awsguard's do. The policy SDK copies a resource for each policy that gets it, and of ours only the first gets this one. So the ratio is
 * about 1 however many policies the pack has; with all of them it would be their number.
 */
async function benchUnrelatedResource(): Promise<void> {
  const props = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`key${i}`, i % 5 ? `value ${i}` : { a: i, b: ["x"] }]),
  );
  const resources: AnalyzedResource[] = Array.from({ length: 2000 }, (_, i) => ({
    type: "azure-native:web:WebApp",
    name: `w${i}`,
    props,
  }));
  const readsAll: ResourceValidationPolicy = {
    ...{ name: "https-only", description: "A web app is reached by HTTPS.", enforcementLevel: "advisory" },
    validateResource: ({ props }, report) => {
      if (props.httpsOnly === false) report("httpsOnly must be true");
    },
  };
  const milliseconds = (policies: PolicyPackArgs["policies"]) => () => analyzeMany(policies, resources);
  compareMilliseconds(
    "2,000 unrelated resources of 50 entries, this pack / a pack of one policy",
    await inTurns(3, milliseconds(backupPolicies()), milliseconds([readsAll])),
    3,
  );
}

/** Every stack policy over a valid fleet: ten times as many resources should take ten times as long at most. */
async function benchStackPolicies(): Promise<void> {
  const policies = backupPolicies().filter((policy) => "validateStack" in policy);
  const time = (vms: number) => analyzeStackOf(policies, fleet(vms));
  await time(50);
  const [few, many] = [await time(200), await time(2000)];
  process.stdout.write(
    `  all stack policies: ${few.toFixed(0)} ms for 1,000 resources, ${many.toFixed(0)} ms for 10,000\n`,
  );
  ratio("Stack policies, 10,000 / 1,000 resources, over ten times as many", many / few / 10, 1.25);
}

/** The real engine previews 1,000 VMs with disks, interfaces, groups and protected items. */
async function benchPreview(): Promise<void> {
  const stack = await createStack({
    program: join(repositoryDir, "dist/bench/programs/fleet.js"),
    config: { vms: 1000 },
  });
  const empty = emptyPack();
  try {
    const preview = async (pack: string) => {
      const { ok, seconds, log } = await stack.preview({ env, policyPacks: [pack], timeLimitSeconds: 900 });
      if (!ok) throw new Error(log.slice(-3000));
      return seconds;
    };
    const seconds = await inTurns(
      2,
      () => preview(join(repositoryDir, "policies")),
      () => preview(empty),
    );
    compare("Preview of 1,000 VMs, 5,000 resources, this pack / an empty pack", seconds, 1.1);
  } finally {
    stack.remove();
    rmSync(empty, { recursive: true, force: true });
  }
}

function emptyPack(): string {
  const folder = mkdtempSync(join(tmpdir(), "avb-empty-pack-"));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write("PulumiPolicy.yaml", "runtime:\n  name: nodejs\n  options:\n    typescript: false\n");
  write("package.json", JSON.stringify({ name: "empty", version: "0.0.1", main: "index.js" }));
  const sdk = JSON.stringify(require.resolve("@pulumi/policy"));
  write("index.js", `new (require(${sdk}).PolicyPack)("empty", { policies: [] });\n`);
  return folder;
}
