import { ProtectionState } from "../facts";

/** The disks of a VM that are backed up, in this library's terms. */
export interface DiskSelection {
  readonly include?: readonly number[];
  readonly exclude?: readonly number[];
}

/** `extendedProperties` of an item (API 2024-10-01): to include no data disk is the OS disk alone. */
export function diskProperties(disks: DiskSelection | undefined) {
  const luns = disks?.include ?? disks?.exclude;
  if (luns === undefined) return undefined;
  const isInclusionList = disks?.include !== undefined;
  return { diskExclusionProperties: { diskLunList: [...luns], isInclusionList } };
}

/** `protectionState` of an item: Azure itself says whether a protected one waits for its first backup. */
export const stateProperty = (state: string | undefined): string | undefined =>
  state === ProtectionState.Protected ? undefined : state;
