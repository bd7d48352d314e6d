import * as pulumi from "@pulumi/pulumi";
import { BackupVault, presets, VmBackupPolicy } from "../../src";
import { timeZoneIsKnown } from "../../src/backupPolicy/schedule";
import { withoutSecrets } from "../../src/component/secrets";
import { formatFindings } from "../../src/core/format";
import { judge, type Rule } from "../../src/core/rule";
import { namesMatchId } from "../../src/protection/component/vmRules";
import { policyIsOfVault } from "../../src/protection/item/idRules";
import { isRegion } from "../../src/region/rules";
import { register } from "../support/mocks";

const policyId =
  "/subscriptions/0000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/other/backupPolicies/nightly";

/** The printed error of arguments of which some are secret. */
function shown(rule: Rule<never>, args: Record<string, unknown>, secrets: readonly string[]): string {
  const deferred = Object.fromEntries(secrets.map((name) => [name, pulumi.secret(args[name])]));
  const resolved = new Map(secrets.map((name) => [deferred[name], { value: args[name], isSecret: true }]));
  const { findings } = judge([rule], args as never);
  expect(findings).toHaveLength(1);
  return formatFindings("x", withoutSecrets(findings, { ...args, ...deferred }, resolved)).replaceAll(
    /\s+/g,
    " ",
  );
}

it.each(["Paris", "Europe/Pari"])("no suggestion and no gap shows the secret zone %s", (timeZone) => {
  const text = shown(timeZoneIsKnown, { timeZone }, ["timeZone"]);
  expect(text).toContain("timeZone: [secret]; this argument accepts");
  expect(text).not.toMatch(/Did you mean|Europe\/\[secret\]/);
  expect(shown(timeZoneIsKnown, { timeZone }, [])).toContain('Did you mean "Europe/Paris"');
});

it("no suggestion shows a secret region", () => {
  const region: Rule<{ region: string }> = ({ region }) => isRegion("region", region);
  expect(shown(region, { region: "westeurop" }, ["region"])).not.toMatch(/Did you mean/);
  expect(shown(region, { region: "westeurop" }, [])).toContain('Did you mean "westeurope"?');
});

it("the error of another argument does not show a secret name", () => {
  const args = { policyId, vaultName: "s3cr3t", resourceGroupName: "bank" };
  expect(shown(policyIsOfVault, args, ["vaultName"])).not.toContain("s3cr3t");
  expect(shown(policyIsOfVault, args, [])).toContain("s3cr3t");
});

it("no part of a secret id is shown: a rule takes names out of it, in other letters too", () => {
  const ofVm = "/subscriptions/0000/resourceGroups/a/providers/Microsoft.Compute/virtualMachines/S3cr3t";
  const args = { vmId: ofVm, vmName: "web", resourceGroupName: "a" };
  expect(shown(namesMatchId as Rule<never>, args, ["vmId"])).not.toMatch(/s3cr3t/i);
  expect(shown(namesMatchId as Rule<never>, args, [])).toContain('this requires "S3cr3t"');
  const vault = {
    policyId: policyId.replace("/other/", "/S3CR3T/"),
    vaultName: "s3cr3t-2",
    resourceGroupName: "a",
  };
  expect(shown(policyIsOfVault, vault, ["policyId"])).not.toMatch(/s3cr3t/i);
});

it("a key of a secret map is not shown in a path, and an argument's name is", () => {
  const tags: Rule<never> = () => ({
    findings: [
      {
        kind: "invalidValue",
        rule: "",
        path: "tags.s3cr3t",
        actual: { value: 1 },
        expected: { accepted: "a text" },
      },
    ],
  });
  expect(shown(tags, { tags: { s3cr3t: 1 } }, ["tags"])).toContain("tags: [secret]; Azure accepts a text");
});

it("warnings show no secret", async () => {
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
