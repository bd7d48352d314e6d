import type { ItemSettings, VmPlace } from "../arm";
import type { DiskSelection } from "../item/properties";

/** One VM of the map, as the rules read it. */
export interface ProtectedVmSettings extends Partial<VmPlace> {
  readonly vmId?: string;
  readonly policyId?: string;
  readonly previousKey?: string;
  readonly protectionState?: string;
  readonly disks?: DiskSelection;
}

/** The arguments of ProtectedVms, as the rules read them. */
export interface ProtectedVmsSettings extends Omit<ItemSettings, "disks"> {
  readonly vms: Readonly<Record<string, ProtectedVmSettings>>;
  readonly onDestroy?: string;
  readonly adopt?: {
    readonly vaultId?: string;
    readonly keys?: readonly string[];
  };
  readonly initialBackup?: { readonly retentionDays?: number; readonly wait?: boolean };
  readonly resourceGuardOperationRequests?: readonly string[];
}
