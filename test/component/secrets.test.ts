import * as pulumi from "@pulumi/pulumi";
import { BackupVault, presets, VmBackupPolicy } from "../../src";
import { timeZoneIsKnown } from "../../src/backupPolicy/schedule";
import { withoutSecrets } from "../../src/component/secrets";
import { formatFindings } from "../../src/core/format";
import { judge, type Rule } from "../../src/core/rule";
import { policyIsOfVault } from "../../src/protection/item/idRules";
import { isRegion } from "../../src/region/rules";
import { register } from "../support/mocks";

const policyId =
  "/subscriptions/0000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/other/backupPolicies/nightly";

/** What a person reads of a fault where some of the arguments are secret. */
function said(rule: Rule<never>, args: Record<string, unknown>, secrets: readonly string[]): string {
  const late = Object.fromEntries(secrets.map((name) => [name, pulumi.secret(args[name])]));
  const settled = new Map(secrets.map((name) => [late[name], { value: args[name], isSecret: true }]));
  const { findings } = judge([rule], args as never);
  expect(findings).toHaveLength(1);
  return formatFindings("x", withoutSecrets(findings, { ...args, ...late }, settled)).replaceAll(/\s+/g, " ");
}

it.each(["Paris", "Europe/Pari"])("a secret zone %s is told by no suggestion and no gap", (timeZone) => {
  const text = said(timeZoneIsKnown, { timeZone }, ["timeZone"]);
  expect(text).toContain("timeZone: [secret]");
  expect(text).not.toMatch(/did you mean|Write|Europe\/\[secret\]/);
  expect(said(timeZoneIsKnown, { timeZone }, [])).toContain('Write "Europe/Paris"');
});

it("a secret region is told by no suggestion", () => {
  const region: Rule<{ region: string }> = ({ region }) => isRegion("region", region);
  expect(said(region, { region: "westeurop" }, ["region"])).not.toMatch(/did you mean|Write/);
  expect(said(region, { region: "westeurop" }, [])).toContain('Write "westeurope"');
});

it("a secret name is not told by another argument's fault", () => {
  const args = { policyId, vaultName: "s3cr3t", resourceGroupName: "bank" };
  expect(said(policyIsOfVault, args, ["vaultName"])).not.toContain("s3cr3t");
  expect(said(policyIsOfVault, args, [])).toContain("s3cr3t");
});

it("warnings say nothing of what is secret", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  const make = (of: (value: string) => pulumi.Input<string>) =>
    register(() => {
      new BackupVault("vault", { resourceGroupName: "bank", location: of("mars") });
      new VmBackupPolicy("nightly", {
        ...{ resourceGroupName: "bank", vaultName: "vault", ...presets.dailyForAMonth },
        timeZone: of("Europe/Paris"),
      });
    });
  const texts = () => warn.mock.calls.map(([text]) => text);
  await make((value) => pulumi.secret(value));
  expect(texts()).toHaveLength(2);
  expect(texts().join("\n")).not.toMatch(/mars|Europe\/Paris/);
  warn.mockClear();
  await make((value) => pulumi.output(value));
  expect(texts().sort().join("\n")).toMatch(/Europe\/Paris[\s\S]*mars/);
  warn.mockRestore();
});
