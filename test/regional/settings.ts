import { presets } from "../../src/backupPolicy/presets";
import { isError } from "../../src/core/finding";
import { judge } from "../../src/core/rule";
import { acrossRegionsRules, regionalBackupRules } from "../../src/regional/rules";
import type { RegionalSettings } from "../../src/regional/settings";

export const nightly = presets.dailyForAMonth as never;

export const vmId = (name: string, subscription = "s", group = "bank") =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

export const web = { vmId: vmId("web"), location: "West Europe" };

/** Valid arguments of a RegionalBackup with one VM and one policy, except for what a test changes. */
export const settings = (changes: Partial<RegionalSettings> = {}): RegionalSettings => ({
  vaultNamePrefix: "bank",
  policies: { nightly },
  vms: { web },
  ...changes,
});

/** A number of VMs in a region. */
export const vmsIn = (count: number, location = "westeurope") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${location}${i}`, { vmId: vmId(`${location}${i}`), location }]),
  );

export const findingsOf = (changes: Partial<RegionalSettings>) =>
  judge([...regionalBackupRules, ...acrossRegionsRules], settings(changes)).findings;

const pathsOf = (changes: Partial<RegionalSettings>, ofErrors: boolean) =>
  findingsOf(changes)
    .filter((finding) => isError(finding) === ofErrors)
    .map(({ path }) => path)
    .sort();

/** Paths of the errors in arguments. */
export const errorPaths = (changes: Partial<RegionalSettings>) => pathsOf(changes, true);

/** Paths of the notes about arguments. */
export const notePaths = (changes: Partial<RegionalSettings>) => pathsOf(changes, false);
