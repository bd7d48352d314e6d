import * as pulumi from "@pulumi/pulumi";
import { presets, VmBackupPolicy, type VmBackupPolicyArgs } from "../../src";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { policyProperties } from "../../src/backupPolicy/arm";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { judge } from "../../src/core/rule";
import { customs, register, resolvedValue } from "../support/mocks";

const policy = (args: Partial<VmBackupPolicyArgs> = {}) =>
  new VmBackupPolicy("nightly", {
    resourceGroupName: "bank",
    vaultName: "bank-vault",
    ...presets.dailyForAMonth,
    ...args,
  });

it("registers one policy under the component's name, with the payload of its settings", async () => {
  const [only, ...others] = customs(await register(() => void policy({ timeZone: "Asia/Tokyo" })));
  expect(others).toEqual([]);
  expect(only?.type).toBe("azure-native:recoveryservices:ProtectionPolicy");
  expect(only?.inputs).toEqual({
    resourceGroupName: "bank",
    vaultName: "bank-vault",
    policyName: "nightly",
    properties: policyProperties({ ...presets.dailyForAMonth, timeZone: "Asia/Tokyo" } as BackupPolicy),
  });
});

it("has outputs for what the policy means", async () => {
  let made: VmBackupPolicy | undefined;
  await register(() => {
    made = policy({ timeZone: "Europe/Paris" });
  });
  const { policyName, recoveryPoints, oldestPointDays, worstCaseAgeHours } = made as VmBackupPolicy;
  const { changesClocks } = made as VmBackupPolicy;
  const all = [policyName, recoveryPoints, oldestPointDays, worstCaseAgeHours, changesClocks];
  expect(await resolvedValue(pulumi.all(all as pulumi.Output<unknown>[]))).toEqual([
    "nightly",
    30,
    29,
    26,
    true,
  ]);
});

it.each(Object.entries(presets))("preset %s is a valid policy", (_, preset) => {
  expect(judge(vmBackupPolicyRules, preset as unknown as BackupPolicy).findings).toEqual([]);
});
