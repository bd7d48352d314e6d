/** What each example creates, and what the policy pack finds in it. */
import { runExample } from "../../simulator/demo/runExample";
import type { Stack, StackOptions } from "../../simulator/engine";
import { findingsOf, stackOfProject, succeeded, withoutCertificates } from "./engine";

/** Findings that examples leave as they are, with the reasons. */
const advice = {
  plainVault: [
    // Both are for a vault in production: examples/secure-vault has them.
    "vault-immutability [advisory]",
    "vault-public-access [advisory]",
  ],
  // Private endpoints need a network in each region: examples/secure-vault has one.
  publicVault: ["vault-public-access [advisory]"],
  // Its subject is outbound traffic: the backup is in examples/single-vm.
  noBackup: ["vm-is-protected [advisory]"],
};

export interface Expected {
  /** A type of resource, and how many of it the example creates to show its subject. */
  created: [type: string, count: number];
  findings?: readonly string[];
}
export const expectedExamples: Readonly<Record<string, Expected>> = {
  "single-vm": { created: ["ProtectedItem", 1], findings: advice.plainVault },
  yaml: { created: ["ProtectedItem", 1], findings: advice.plainVault },
  quickstart: {
    created: ["ProtectedItem", 3],
    // Its time zone changes its clocks, as most of Europe's do: docs/vm-backup-policies.md says what that means.
    findings: ["backup-policy-clock-change [advisory]", ...advice.plainVault],
  },
  // `agent` is disposable and has no backup: this library's pack reports it, and the organisation's exempts it.
  regions: { created: ["ProtectedItem", 4], findings: [...advice.publicVault, "vm-is-protected [advisory]"] },
  "policy-pack": {
    created: ["ProtectedItem", 4],
    findings: ["exemptions-in-use [advisory]", ...advice.publicVault],
  },
  "secure-vault": { created: ["ResourceGuardProxy", 1] },
  discovery: { created: ["ProtectedItem", 2], findings: advice.plainVault },
  "backup-policies": { created: ["ProtectionPolicy", 5], findings: advice.plainVault },
  "nsg-lockdown": { created: ["SecurityRule", 5], findings: advice.plainVault },
  proxy: { created: ["VirtualMachineRunCommandByVirtualMachine", 1], findings: advice.noBackup },
  "policy-at-scale": { created: ["PolicyAssignment", 5], findings: advice.publicVault },
  "restore-drill": { created: ["Budget", 1] },
  "azure-firewall": { created: ["FirewallPolicyRuleCollectionGroup", 1] },
};

/** A stack that runs the example in this process, which it can without the certificate of simulated Azure's REST API. */
export async function stackInProcess({ projectDir = "", ...options }: StackOptions): Promise<Stack> {
  return withoutCertificates(await stackOfProject(projectDir, options));
}

/** Runs an example under the policy pack and expects what the table says. */
export async function expectExampleRuns(
  name: string,
  createStack?: (options: StackOptions) => Promise<Stack>,
): Promise<void> {
  const { created, findings = [] } = expectedExamples[name] as Expected;
  const up = succeeded(await runExample(name, [], createStack));
  const [type, count] = created;
  const steps = up.steps.filter((step) => step.op === "create" && step.type.endsWith(`:${type}`));
  expect(steps.length).toBe(count);
  expect(findingsOf(up)).toEqual([...findings].sort());
}
