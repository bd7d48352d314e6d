import type { VirtualMachine } from "../arm/virtualMachine";
import { type ImageRow, images } from "../facts/images";
import { currentEdition, dataDiskLimit, type Edition } from "../facts/vmSupport";
import type { Rule } from "./rule";
import { listOf } from "./values";

/** Not more data disks than Azure Backup takes from one VM. */
export const dataDisksWithinLimit =
  (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  (vm) => {
    const count = listOf(vm.storageProfile?.dataDisks).length;
    const limit = dataDiskLimit[edition];
    if (count <= limit.value) return [];
    return [
      {
        path: "storageProfile.dataDisks",
        got: `${count} ${limit.unit}`,
        allowed: `at most ${limit.value} (edition ${edition})`,
        fix: `detach ${count - limit.value}, or spread the data over several VMs`,
        source: limit.source,
      },
    ];
  };

/** The row of the image table for an image; undefined where no row knows it. */
export function imageRow(image: { publisher?: string; offer?: string; sku?: string }): ImageRow | undefined {
  const matches = (pattern: RegExp | undefined, read: () => unknown) =>
    pattern === undefined || pattern.test(String(read() ?? ""));
  return images.find(
    (row) =>
      matches(row.publisher, () => image.publisher) &&
      matches(row.offer, () => image.offer) &&
      matches(row.sku, () => image.sku),
  );
}

/** The operating system is not one that Azure Backup refuses. An unknown image passes. */
export const osIsSupported: Rule<VirtualMachine> = (vm) => {
  const image = vm.storageProfile?.imageReference;
  if (image === undefined || image === null) return [];
  const row = imageRow(image);
  if (row?.support !== "unsupported") return [];
  return [
    {
      path: "storageProfile.imageReference",
      got: [image.publisher, image.offer, image.sku].join(":"),
      allowed: `an operating system that Azure Backup protects, which ${row.os} is not (edition ${currentEdition})`,
      fix: "use Windows Server 2016 or later, Windows 10 or 11, or a Linux distribution that Azure endorses",
      source: row.source,
    },
  ];
};
