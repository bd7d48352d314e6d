import * as pulumi from "@pulumi/pulumi";
import type { Change } from "../component/beforeChange";
import { type OwnResource, ownResources } from "../component/ownStack";
import { groupBy } from "../core/groupBy";
import { vaultInId } from "../protection/arm";
import { otherFlagMessage } from "../protection/component/changeMessages";
import { effectsOf, type ItemInState, isExit, type WantedItem } from "../protection/component/effects";
import { immutableVault } from "../protection/component/immutability";
import { itemsOf } from "../protection/component/itemsInState";
import { recordPlace } from "../protection/component/recordedVms";
import { isPlace } from "../protection/component/vmPlaces";
import { OnDestroy } from "../protection/facts";
import { VaultOnDestroy } from "../vault/facts";
import { type VmPlacement, vaultKeyOf } from "./placement";
import { policiesInUse, type VaultBefore } from "./policiesInUse";
import { emptyRegionError, emptyRegionMessage, givenAwayError, otherVaultMessage } from "./vaultMessages";
import { entryOfVault } from "./vaultRules";

type RecordedVaults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The VMs as the component's inputs record them: the places of each vault's VMs. Each vault's ProtectedVms records the rest. */
export function recordVaults(vms: Readonly<Record<string, VmPlacement>>): RecordedVaults {
  const recorded: Record<string, Record<string, unknown>> = {};
  for (const [key, vm] of Object.entries(vms)) {
    const vault = vaultKeyOf(vm);
    recorded[vault] ??= {};
    recorded[vault][key] = recordPlace(vm);
  }
  return recorded;
}

/**
 * Runs before the component is updated, in preview too. It reports what no ProtectedVms does: VMs that get another vault, and regions that
 * lose their last VM, and with it their ProtectedVms. Returns why the change cannot be made. Undefined: it can.
 */
export async function reportVaultChanges(
  change: Change,
  component: () => pulumi.Resource | undefined = () => undefined,
): Promise<string | undefined> {
  const { before, after } = change;
  const wanted = readRecordedVaults(after.vms);
  const inState = await itemsInVaults(change);
  const effects = effectsOf(inState, wanted);
  const vaults = new Set(wanted.map(({ vault }) => vault));
  const exits = groupBy(
    effects.filter(isExit).filter(({ before: { vault } }) => vault !== undefined && !vaults.has(vault)),
    ({ before: { vault = "" } }) => vault,
  );
  const flag = after.onDestroy === OnDestroy.Delete ? OnDestroy.Delete : OnDestroy.Retain;
  const otherFlags = [...exits.values()]
    .flat()
    .filter((exit) => exit.before.onDestroy !== undefined && exit.before.onDestroy !== flag);
  const regions = [...exits].map(([vault, items]) => ({
    vault,
    items,
    onDestroy: vaultFlagOf(before, vault),
  }));
  const immutable = await Promise.all(
    regions.map(({ items }) => immutableVault(items, vaultInId(items[0]?.before.id), component())),
  );
  const warnings = [...regions.map(emptyRegionMessage), ...immutable.flatMap((found) => found.warnings)];
  for (const warning of warnings) pulumi.log.warn(warning);

  const errors = [
    ...effects.flatMap((effect) => {
      if (effect.kind !== "cannotBeCreated" || effect.holder.by !== "key") return [];
      const { vault: from = "" } = effect.holder.item;
      const { vault: to = "" } = effect.after;
      return from === to ? [] : [otherVaultMessage(effect.key, from, to, !vaults.has(from))];
    }),
    ...(otherFlags.length === 0 ? [] : [otherFlagMessage(otherFlags, flag)]),
    ...regions.flatMap((region) => emptyRegionError(region) ?? []),
    ...givenAway(change, vaults).map(givenAwayError),
    ...immutable.flatMap((found) => found.errors),
    ...(await policiesInUse(change, vaultsOf(inState, exits), component())),
  ];
  return errors.length > 0 ? errors.join("\n") : undefined;
}

/** The vaults of the items that the state has. Without the id of an item, nothing is known. */
function vaultsOf(inState: readonly ItemInState[], left: ReadonlyMap<string, unknown>): VaultBefore[] {
  const byVault = groupBy(inState, ({ vault = "" }) => vault);
  return [...byVault].flatMap(([key, items]) => {
    const names = vaultInId(items[0]?.id);
    return names === undefined ? [] : [{ key, names, isLeft: left.has(key) }];
  });
}

/** The vaults that Pulumi would delete because they are in existingVaults now. */
const givenAway = ({ before, after }: Change, wanted: ReadonlySet<string>): string[] =>
  [...wanted].filter(
    (key) =>
      Object.hasOwn((before.vms ?? {}) as object, key) &&
      vaultFlagOf(before, key) === VaultOnDestroy.Delete &&
      entryOfVault(after.existingVaults as Readonly<Record<string, unknown>> | undefined, key) !== undefined,
  );

function vaultFlagOf(before: Change["before"], key: string): string | undefined {
  const { existingVaults, vault, vaultOverrides } = before as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  if (entryOfVault(existingVaults, key) !== undefined) return undefined;
  const own = entryOfVault(vaultOverrides, key)?.[1] as { onDestroy?: unknown } | undefined;
  const flag = own?.onDestroy ?? vault?.onDestroy;
  return typeof flag === "string" ? flag : VaultOnDestroy.Refuse;
}

const readRecordedVaults = (recorded: unknown): (WantedItem & { readonly vault: string })[] =>
  Object.entries((recorded ?? {}) as RecordedVaults).flatMap(([vault, vms]) =>
    Object.entries(vms ?? {}).map(([key, place]) => ({ key, vault, ...(isPlace(place) && { place }) })),
  );

/** The items that the state has. The recorded map does not tell if the last `pulumi up` did not finish. */
async function itemsInVaults({ urn, before, outputs }: Change): Promise<ItemInState[]> {
  const onDestroy = before.onDestroy === OnDestroy.Delete ? OnDestroy.Delete : OnDestroy.Retain;
  const ids = outputs.protectedItemIds;
  if (typeof ids !== "object" || ids === null) return itemsOfVaults(urn, (await ownResources()) ?? []);
  return readRecordedVaults(before.vms).flatMap((item) =>
    Object.hasOwn(ids, item.key)
      ? [{ ...item, onDestroy, ...idOf((ids as Readonly<Record<string, unknown>>)[item.key]) }]
      : [],
  );
}

const idOf = (id: unknown) => (typeof id === "string" ? { id } : {});

/** The items of all vaults of a RegionalBackup. */
function itemsOfVaults(urn: string, resources: readonly OwnResource[]): ItemInState[] {
  const [, stem = "", name = ""] = /^(.*)::(.*)$/.exec(urn) ?? [];
  const prefix = `${stem}$azure-vm-backup:index:ProtectedVms::${name}-`;
  return resources.flatMap((resource) => {
    if (!resource.urn.startsWith(prefix)) return [];
    const vault = resource.urn.slice(prefix.length);
    return itemsOf(resource.urn, resources).map((item) => ({ ...item, vault }));
  });
}
