import { cite } from "../core/limits";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { numberOf } from "../core/values";
import type { Disk } from "./arm";
import { currentEdition, dataAccessAuth, type Edition, sharedDisk } from "./facts";
import { inEdition } from "./rules";

/** The disk's data can be read by the backup service. */
export const diskIsReadable: Rule<Disk> = ({ dataAccessAuthMode }) => {
  if (dataAccessAuthMode !== "AzureActiveDirectory") return noFindings;
  return invalidValue({
    path: "dataAccessAuthMode",
    actual: dataAccessAuthMode,
    accepted: `None, or left out: backups of disks that demand an Entra identity fail ${inEdition(currentEdition)}`,
    fix: "remove dataAccessAuthMode; restrict who may export the disk with networkAccessPolicy instead",
    ...cite(dataAccessAuth),
  });
};

/** The disk belongs to one VM. */
export const diskIsNotShared = (edition: Edition = currentEdition): Rule<Disk> =>
  named("diskIsNotShared", ({ maxShares }) => {
    if (!(numberOf(maxShares) > 1)) return noFindings;
    return invalidValue({
      path: "maxShares",
      actual: maxShares,
      accepted: `1, or left out: ${sharedDisk[edition].says} ${inEdition(edition)}`,
      fix: "give each VM a disk of its own; or leave this one out of the items of its VMs, under an Enhanced policy",
      ...cite(sharedDisk[edition]),
    });
  });
