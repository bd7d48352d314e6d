import { cite } from "../core/limits";
import { asNumber } from "../core/reading";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { numberOf, sameText } from "../core/values";
import type { Disk } from "./arm";
import { currentEdition, dataAccessAuth, type Edition, sharedDisk } from "./facts";
import { inEdition } from "./rules";

/** Azure Backup can read the disk's data. */
export const diskIsReadable: Rule<Disk> = ({ dataAccessAuthMode }) => {
  if (!sameText(dataAccessAuthMode, dataAccessAuth.mode)) return noFindings;
  return invalidValue({
    path: "dataAccessAuthMode",
    actual: dataAccessAuthMode,
    accepted: `None or no value: the backup of a disk that requires a Microsoft Entra identity fails ${inEdition(currentEdition)}`,
    by: "Azure Backup",
    fix: "remove dataAccessAuthMode; to restrict who can export the disk, use networkAccessPolicy",
    ...cite(dataAccessAuth),
  });
};

/** The disk belongs to one VM. */
export const diskIsNotShared = (edition: Edition = currentEdition): Rule<Disk> =>
  named("diskIsNotShared", ({ maxShares }) => {
    if (!(numberOf(asNumber(maxShares)) > 1)) return noFindings;
    return invalidValue({
      path: "maxShares",
      actual: maxShares,
      accepted: `1 or no value: ${sharedDisk[edition].says} ${inEdition(edition)}`,
      by: "Azure Backup",
      fix: "give each VM its own disk, or use an Enhanced policy and exclude this disk from the backup of its VMs",
      ...cite(sharedDisk[edition]),
    });
  });
