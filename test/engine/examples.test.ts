/** @jest-environment ./test/support/engineEnvironment.js */
// Every folder of examples/, copied out and run as it stands, under the policy pack.
import { exampleNames, runExample } from "../../simulator/demo/runExample";
import { provideYamlHost } from "../package/languageTools";
import { errorsOf, findingsOf } from "../support/engine";

jest.setTimeout(20 * 60_000);

/** What the pack says of examples, and why they leave it at that. */
const advice = {
  plainVault: [
    // Both are for a vault that is to stay: examples/secure-vault has them.
    "vault-immutability [advisory]",
    "vault-public-access [advisory]",
  ],
  // Private endpoints need a network in each region: examples/secure-vault has one.
  publicVault: ["vault-public-access [advisory]"],
  // Its subject is the way out: the backup is examples/single-vm.
  noBackup: ["vm-is-protected [advisory]"],
};

interface Expected {
  /** Resources of a type that tells that the example did what it shows. */
  made: [type: string, count: number];
  findings?: readonly string[];
}
const expected: Readonly<Record<string, Expected>> = {
  "single-vm": { made: ["ProtectedItem", 1], findings: advice.plainVault },
  yaml: { made: ["ProtectedItem", 1], findings: advice.plainVault },
  quickstart: {
    made: ["ProtectedItem", 3],
    // Its time zone changes its clocks, as most of Europe's do: docs/vm-backup-policies.md says what that means.
    findings: ["backup-policy-clock-change [advisory]", ...advice.plainVault],
  },
  // `agent` is disposable: nobody backs it up, which this library's pack says and the organisation's exempts.
  regions: { made: ["ProtectedItem", 4], findings: [...advice.publicVault, "vm-is-protected [advisory]"] },
  "policy-pack": {
    made: ["ProtectedItem", 4],
    findings: ["exemptions-in-use [advisory]", ...advice.publicVault],
  },
  "secure-vault": { made: ["ResourceGuardProxy", 1] },
  discovery: { made: ["ProtectedItem", 2], findings: advice.plainVault },
  "backup-policies": { made: ["ProtectionPolicy", 5], findings: advice.plainVault },
  "nsg-lockdown": { made: ["SecurityRule", 5], findings: advice.plainVault },
  proxy: { made: ["VirtualMachineRunCommandByVirtualMachine", 1], findings: advice.noBackup },
  "policy-at-scale": { made: ["PolicyAssignment", 4], findings: advice.publicVault },
  "azure-firewall": { made: ["FirewallPolicyRuleCollectionGroup", 1] },
};

beforeAll(provideYamlHost);

it("every example is tried here", () => {
  expect([...Object.keys(expected), "refused"].sort()).toEqual(exampleNames().sort());
});

it.each(Object.entries(expected))("examples/%s runs as it stands", async (name, { made, findings = [] }) => {
  const up = await runExample(name);
  expect(errorsOf(up)).toBe("");
  expect(up.ok).toBe(true);
  const [type, count] = made;
  const created = up.steps.filter((step) => step.op === "create" && step.type.endsWith(`:${type}`));
  expect(created.length).toBe(count);
  expect(findingsOf(up)).toEqual([...findings].sort());
});

it("examples/refused is refused before anything is created", async () => {
  const up = await runExample("refused", ["--skip-preview=false"]);
  expect(up.ok).toBe(false);
  expect(findingsOf(up).filter((finding) => finding.endsWith("[mandatory]"))).toEqual([
    "vm-data-disk-limit [mandatory]",
    "vm-os-supported [mandatory]",
  ]);
});
