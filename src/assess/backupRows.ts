import { backupPolicyType } from "../backupPolicy/payload/fromArm";
import { idKey, subscriptionIn } from "../core/resourceId";
import type { Row } from "../core/rowsInventory";
import { sameText, textOf } from "../core/values";
import { intentType, itemType, vmItemType } from "../protection/arm";
import { vaultType } from "../vault/arm";

/** The types of Azure Backup's own resources. Their rows are few and small, and a vault may protect VMs of other subscriptions. */
export const backupTypes: readonly string[] = [vaultType, backupPolicyType, itemType, intentType];

const backupTypeKeys = new Set(backupTypes.map((type) => type.toLowerCase()));

export const isBackupRow = ({ type }: Pick<Row, "type">): boolean =>
  backupTypeKeys.has(type) || backupTypeKeys.has(type.toLowerCase());

/** The backup rows that concern a subscription. */
export interface BackupRowsOf {
  readonly own: readonly Row[];
  /** Items of its VMs in vaults of other subscriptions, with these vaults and their policies. */
  readonly foreign: readonly Row[];
}

/** Finds the backup rows of a subscription, by its id in lower case, among those of all subscriptions. */
export function backupRowsBySubscription(rows: Iterable<Row>): {
  readonly subscriptions: readonly string[];
  readonly of: (subscriptionId: string) => BackupRowsOf;
} {
  const own = new Map<string, Row[]>();
  const itemsElsewhere = new Map<string, Row[]>();
  const vaultRows = new Map<string, Row[]>();
  const itemsOfUnknownVms: Row[] = [];
  for (const row of rows) {
    const subscription = subscriptionIn(row.id);
    push(own, subscription, row);
    if (!isItem(row)) push(vaultRows, vaultKeyOf(row), row);
    else if (isOfVm(row)) {
      const vmSubscription = subscriptionIn(textOf(propertiesOf(row).sourceResourceId));
      if (vmSubscription === "") itemsOfUnknownVms.push(row);
      else if (vmSubscription !== subscription) push(itemsElsewhere, vmSubscription, row);
    }
  }
  return {
    subscriptions: [...own.keys()],
    of: (subscriptionId) => {
      // An item whose VM was not read may be the item of any VM.
      const mayBeOwn = itemsOfUnknownVms.filter(({ id }) => subscriptionIn(id) !== subscriptionId);
      const items = [...(itemsElsewhere.get(subscriptionId) ?? []), ...mayBeOwn];
      const vaults = new Set(items.map(vaultKeyOf));
      const foreign = [...items, ...[...vaults].flatMap((vault) => vaultRows.get(vault) ?? [])];
      return { own: own.get(subscriptionId) ?? [], foreign };
    },
  };
}

const isItem = ({ type }: Row): boolean => sameText(type, itemType) || sameText(type, intentType);

const vaultKeyOf = ({ id }: Row): string => idKey(/^.*\/vaults\/[^/]+/i.exec(id)?.[0] ?? id);

const propertiesOf = ({ properties }: Row) => (properties ?? {}) as Readonly<Record<string, unknown>>;

/** A database is no VM's item, even if its source is the VM. */
function isOfVm(row: Row): boolean {
  const { protectedItemType } = propertiesOf(row);
  return protectedItemType === undefined || sameText(protectedItemType, vmItemType);
}

function push(map: Map<string, Row[]>, key: string, row: Row): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [row]);
  else list.push(row);
}

const itemColumns = ["id", "name", "type", "location", "subscriptionId", "inventory", "properties"];
const itemProperties = [
  ...[
    "protectedItemType",
    "sourceResourceId",
    "policyId",
    "policyName",
    "protectionState",
    "extendedProperties",
  ],
  ...["lastBackupStatus", "lastBackupTime", "lastRecoveryPoint", "healthStatus", "healthDetails"],
  "isScheduledForDeferredDelete",
  "protectedItemDataId",
];

/** An item's row with what an assessment reads, because a large estate has many items. Any other row as it is. */
export function withoutUnusedFields(row: Row): Row {
  if (!isItem(row) || typeof row.properties !== "object" || row.properties === null) return row;
  return { ...pick(row, itemColumns), properties: pick(row.properties, itemProperties) } as unknown as Row;
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const key of keys) if (Object.hasOwn(from, key)) picked[key] = (from as typeof picked)[key];
  return picked;
}
