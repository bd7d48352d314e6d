import { ProtectionState } from "../facts";

/** The disks of a VM that are backed up, as this library's arguments write them. */
export interface DiskSelection {
  readonly include?: readonly number[];
  readonly exclude?: readonly number[];
}

/** `extendedProperties` of an item (API 2024-10-01). An empty inclusion list backs up only the OS disk. Undefined: no selection. */
export function diskProperties(disks: DiskSelection | undefined) {
  const luns = disks?.include ?? disks?.exclude;
  if (luns === undefined) return undefined;
  const isInclusionList = disks?.include !== undefined;
  return { diskExclusionProperties: { diskLunList: [...luns], isInclusionList } };
}

/** `protectionState` of an item. Undefined for Protected: Azure sets IRPending or Protected itself. */
export const stateProperty = (state: string | undefined): string | undefined =>
  state === ProtectionState.Protected ? undefined : state;
