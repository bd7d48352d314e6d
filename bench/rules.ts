/** Rules alone, without Pulumi, on a valid policy for VM backup. */
import { vmBackupPolicyRules } from "../src/backupPolicy/rules";
import { judge } from "../src/core/rule";
import { presets } from "../src/index";
import { compareMilliseconds } from "./report";
import { inTurns } from "./turns";

const policies = 20_000;

/** All rules of a policy against a copy of the policy, which says how fast the machine is. */
export async function benchRules(): Promise<void> {
  judgeAll();
  copyAll();
  const milliseconds = await inTurns(3, judgeAll, copyAll);
  const perSecond = (policies * vmBackupPolicyRules.length) / milliseconds.ours;
  process.stdout.write(`  ${Math.round(perSecond).toLocaleString("en")} thousand rules a second\n`);
  compareMilliseconds(
    "All rules of a policy for VM backup / a copy of the policy, 20,000 times",
    milliseconds,
    5,
  );
}

const policyOf = (i: number) => ({ ...presets.dailyForAMonth, policyName: `nightly-${i}` });

function judgeAll(): number {
  const started = performance.now();
  for (let i = 0; i < policies; i++) {
    const { findings } = judge(vmBackupPolicyRules, policyOf(i) as never);
    if (findings.length > 0) throw new Error(JSON.stringify(findings));
  }
  return performance.now() - started;
}

function copyAll(): number {
  const started = performance.now();
  for (let i = 0; i < policies; i++) structuredClone(policyOf(i));
  return performance.now() - started;
}
