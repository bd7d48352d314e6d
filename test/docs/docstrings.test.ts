import { readFileSync } from "node:fs";
import type { Range } from "../../src/facts/fact";
import * as vault from "../../src/facts/vault";
import * as policy from "../../src/facts/vmBackupPolicy";

/** Numbers that stand in a public docstring, and the facts they come from. */
const said: readonly [file: string, property: string, limit: Range][] = [
  ["backupVault", "vaultName", vault.vaultNameLength],
  ["backupVault", "retentionDays", vault.softDeleteRetentionDays],
  ["vmBackupPolicy", "policyName", policy.policyNameLength],
  ["vmBackupPolicy", "windowHours", policy.hourlyWindow],
  ["vmBackupPolicy", "weeks", policy.retention.weekly],
  ["vmBackupPolicy", "months", policy.retention.monthly],
  ["vmBackupPolicy", "years", policy.retention.yearly],
  ["vmBackupPolicy", "days", policy.retention.daily],
  ["vmBackupPolicy", "days", policy.dayOfMonth],
  ["vmBackupPolicy", "instantRestoreDays", policy.instantRestoreDays.Standard.daily],
  ["vmBackupPolicy", "instantRestoreDays", policy.instantRestoreDays.Enhanced.daily],
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
  expect(docstringsOf("vmBackupPolicy", "intervalHours")[0]).toContain(text);
});
