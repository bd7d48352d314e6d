import { readFileSync } from "node:fs";
import * as policy from "../../src/backupPolicy/facts";
import type { Range } from "../../src/core/fact";
import * as vault from "../../src/vault/facts";

/** Numbers that stand in a public docstring, and the facts they come from. */
const said: readonly [file: string, property: string, limit: Range][] = [
  ["vault/backupVault", "vaultName", vault.vaultNameLength],
  ["vault/backupVault", "retentionDays", vault.softDeleteRetentionDays],
  ["backupPolicy/vmBackupPolicy", "policyName", policy.policyNameLength],
  ["backupPolicy/vmBackupPolicy", "windowHours", policy.hourlyWindow],
  ["backupPolicy/vmBackupPolicy", "weeks", policy.retention.weekly],
  ["backupPolicy/vmBackupPolicy", "months", policy.retention.monthly],
  ["backupPolicy/vmBackupPolicy", "years", policy.retention.yearly],
  ["backupPolicy/vmBackupPolicy", "days", policy.retention.daily],
  ["backupPolicy/vmBackupPolicy", "days", policy.dayOfMonth],
  ["backupPolicy/vmBackupPolicy", "instantRestoreDays", policy.instantRestoreDays.Standard.daily],
  ["backupPolicy/vmBackupPolicy", "instantRestoreDays", policy.instantRestoreDays.Enhanced.daily],
];

const docstringsOf = (file: string, property: string): string[] =>
  [...readFileSync(`src/${file}.ts`, "utf8").matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(\w+)\??:/g)]
    .filter(([, , name]) => name === property)
    .map(([, text]) => text as string);

it.each(said)("%s: the docstring of %s says the fact's range %j", (file, property, { min, max }) => {
  expect(docstringsOf(file, property).some((text) => text.includes(`${min} to ${max}`))).toBe(true);
});

it("hourly intervals are those of the facts", () => {
  const values = [...policy.hourlyIntervals.value];
  const text = `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
  expect(docstringsOf("backupPolicy/vmBackupPolicy", "intervalHours")[0]).toContain(text);
});
