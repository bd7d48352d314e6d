/** Rules alone, without Pulumi: how many a second, on a sound policy for VM backup. */
import { vmBackupPolicyRules } from "../src/backupPolicy/rules";
import { judge } from "../src/core/rule";
import { presets } from "../src/index";
import { ratio } from "./report";

const leastPerSecond = 100_000;

export function benchRules(): void {
  perSecond(2000);
  const rules = Math.max(perSecond(20_000), perSecond(20_000));
  process.stdout.write(`  ${Math.round(rules / 1000).toLocaleString("en")} thousand rules a second\n`);
  ratio("Rules of a policy for VM backup, 100,000 a second / ours", leastPerSecond / rules, 1);
}

function perSecond(policies: number): number {
  const started = performance.now();
  for (let i = 0; i < policies; i++) {
    const policy = { ...presets.dailyForAMonth, policyName: `nightly-${i}` };
    const { findings } = judge(vmBackupPolicyRules, policy as never);
    if (findings.length > 0) throw new Error(JSON.stringify(findings));
  }
  return (policies * vmBackupPolicyRules.length * 1000) / (performance.now() - started);
}
