/** Time to check ids that are Outputs: it grows with their number, not with its square. */
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../src/component/argumentTypes";
import { check } from "../src/component/check";
import { acrossVmsRules, protectedVmRules, protectedVmsRules } from "../src/protection/component/rules";
import { ratio } from "./report";

const bank = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers";
const checks = {
  fields: argumentsOf("ProtectedVms"),
  rules: protectedVmsRules,
  entries: { map: "vms" as const, rules: protectedVmRules },
  across: acrossVmsRules,
};

export async function benchDeferred(): Promise<void> {
  const [few, many] = [await quickest(250), await quickest(2000)];
  process.stdout.write(`  deferred ids: 250 in ${few.toFixed(0)} ms, 2,000 in ${many.toFixed(0)} ms\n`);
  ratio("Checking 2,000 deferred ids / 250, eight times as many", many / few, 10);
}

/** The best of five runs, since garbage collection slows down some of them. */
async function quickest(count: number): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 5; run++) runs.push(await milliseconds(count));
  return Math.min(...runs);
}

async function milliseconds(count: number): Promise<number> {
  const vms = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `vm${i}`,
      { vmId: pulumi.output(`${bank}/Microsoft.Compute/virtualMachines/vm${i}`) },
    ]),
  );
  const policyId = `${bank}/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/nightly`;
  const args = { resourceGroupName: "bank", vaultName: "bank-vault", policyId, vms };
  const start = performance.now();
  const checked = check("ProtectedVms", args, {}, checks as never) as typeof args;
  await Promise.all(
    Object.values(checked.vms).map(({ vmId }) => new Promise((resolve) => void vmId.apply(resolve))),
  );
  return performance.now() - start;
}
