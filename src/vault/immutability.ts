import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { limited } from "../component/limited";
import { ownResources } from "../component/ownStack";
import { sameText } from "../core/values";
import { type Vault, vaultShape } from "./arm";
import { declaredImmutability } from "./declaredVaults";
import { defaultImmutability, Immutability } from "./facts";

/** Names of a vault. A value that is not known is no text. */
export interface VaultNames {
  readonly vaultName: unknown;
  readonly resourceGroupName: unknown;
}

/** A vault that a BackupVault manages: one that the program no longer declares leaves the stack and changes nothing in Azure before. */
const ofBackupVault = "azure-vm-backup:index:BackupVault$";

/** What is known of a vault's immutability. */
export interface KnownImmutability {
  readonly state: Immutability;
  /**
   * Whether the program does not say that immutability follows the policies. azure-native's API version of a vault does not show whether
   * it is time-based, and no source says that Azure then refuses what it refuses otherwise.
   */
  readonly mayBeTimeBased: boolean;
  /** ` (Unlocked)`, as messages show the state. Empty: the program's argument is secret. */
  readonly shown: string;
}

/**
 * The immutability that a vault has when a `pulumi up` changes or deletes what is in it: the one that the program declares, because the
 * vault is updated first, or else that of Azure. Undefined: it is not known. Nothing is claimed about a vault that the stack manages without
 * BackupVault, because it may change in the same run.
 *
 * @param parent The component: its provider reads the vault.
 */
export async function immutabilityInUp(
  { vaultName, resourceGroupName }: VaultNames,
  parent: pulumi.Resource | undefined,
): Promise<KnownImmutability | undefined> {
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string") return undefined;
  const names = { vaultName, resourceGroupName };
  const declared = await declaredImmutability(names);
  const set = declared.filter(({ state }) => (state ?? undefined) !== undefined);
  const [first] = set;
  const isSecret = declared.some((one) => one.isSecret);
  if (first !== undefined)
    return set.every(({ state }) => state === first.state) ? known(first.state, false, isSecret) : undefined;
  try {
    const { id, properties } = await limited(() =>
      recoveryservices.getVault(names, parent === undefined ? {} : { parent }),
    );
    const { immutability = defaultImmutability } = vaultShape.view({ properties } as Vault);
    if (declared.length > 0) return known(immutability, true, isSecret);
    const own = (await ownResources()) ?? [];
    const isOther = own.some(({ urn, outputs }) => sameText(outputs.id, id) && !urn.includes(ofBackupVault));
    return isOther ? undefined : known(immutability, true, false);
  } catch {
    // Without an answer nothing is claimed.
    return undefined;
  }
}

function known(value: unknown, mayBeTimeBased: boolean, isSecret: boolean): KnownImmutability | undefined {
  const state = Object.values(Immutability).find((one) => one === value);
  return state && { state, mayBeTimeBased, shown: isSecret ? "" : ` (${state})` };
}
