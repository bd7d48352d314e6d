import type { BackupPolicy } from "../backupPolicy/arm";
import type { Rule } from "../core/rule";
import type { ProtectedVmSettings } from "../protection/component/settings";
import type { VaultArguments } from "../vault/argumentRules";
import type { PolicyChoice, Spread, VmPlacement } from "./placement";

/** A VM with the arguments that decide its vault and policy. */
export interface RegionalVmSettings extends ProtectedVmSettings, VmPlacement {}

/** Backup of VMs in several regions, in this library's terms. */
export interface RegionalSettings {
  readonly vaultNamePrefix?: string;
  readonly vault?: VaultArguments;
  readonly vaultOverrides?: Readonly<Record<string, VaultArguments>>;
  readonly policies?: Readonly<Record<string, BackupPolicy>>;
  readonly defaultPolicy?: string;
  readonly policyTag?: string;
  readonly spread?: Readonly<Record<string, Spread>>;
  readonly vms?: Readonly<Record<string, RegionalVmSettings>>;
  readonly existingVaults?: Readonly<Record<string, unknown>>;
  readonly onDestroy?: string;
  readonly initialBackup?: { readonly retentionDays?: number; readonly wait?: boolean };
  readonly resourceGuardOperationRequests?: readonly string[];
  readonly adopt?: { readonly subscriptionId?: string; readonly keys?: readonly string[] };
}

export type RegionalRule = Rule<RegionalSettings>;

/** The arguments that decide the policy of a VM that names none. */
export const policyChoiceOf = (
  { defaultPolicy, policyTag }: Pick<RegionalSettings, "defaultPolicy" | "policyTag">,
  names: readonly string[],
): PolicyChoice => ({ names, defaultPolicy, policyTag });
