import type { Sourced } from "../core/fact";
import { globMatches } from "../core/glob";
import { cite } from "../core/limits";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import type { VirtualMachine } from "./arm";
import { currentEdition, type Edition } from "./facts";
import { type ImageRow, type ImageSupport, images, imagesOf2018 } from "./images";
import { inEdition } from "./rules";

type VmRule = Rule<VirtualMachine>;
type Image = NonNullable<NonNullable<VirtualMachine["storageProfile"]>["imageReference"]>;

/** An owner's own word on images, before the table's: a glob of "publisher:offer:sku" and the support it has. */
export type OwnImages = Readonly<Record<string, ImageSupport>>;

/** The row of the image table for an image; undefined where no row knows it. Reads no more than the rows ask for. */
export function imageRow(image: Image): ImageRow | undefined {
  const publisher = textOf(image.publisher);
  // A custom or gallery image names no publisher; its id may well be unknown in preview and is never read.
  if (publisher === "") return undefined;
  const matches = (pattern: RegExp | undefined, read: () => unknown) =>
    pattern === undefined || pattern.test(textOf(read()));
  return images.find(
    (row) =>
      row.publisher.test(publisher) &&
      matches(row.offer, () => image.offer) &&
      matches(row.sku, () => image.sku),
  );
}

interface Support {
  readonly support: ImageSupport | undefined;
  readonly os: string;
  /** Who says so; undefined for the owner's own word. */
  readonly fact?: Sourced;
}

/** The support an image has: the owner's word, else the table's; undefined where neither knows it. */
function supportOf(image: Image, edition: Edition, own: OwnImages): Support | undefined {
  const named = Object.keys(own).find((glob) => globMatches(glob.toLowerCase(), nameOf(image).toLowerCase()));
  if (named !== undefined) return { support: own[named], os: named };
  const row = imageRow(image);
  const fact = edition === currentEdition ? row : imagesOf2018;
  return row && { support: row.support[edition], os: row.os, ...(fact && { fact }) };
}

const nameOf = ({ publisher, offer, sku }: Image): string => [publisher, offer, sku].map(textOf).join(":");

const osRule = (
  name: string,
  refused: ImageSupport,
  edition: Edition,
  own: OwnImages,
  allowed: (os: string) => string,
  fix: string,
): VmRule =>
  named(name, (vm) => {
    const image = vm.storageProfile?.imageReference;
    if (image === undefined || image === null) return noFindings;
    const found = supportOf(image, edition, own);
    if (found?.support !== refused) return noFindings;
    return invalidValue({
      path: "storageProfile.imageReference",
      actual: nameOf(image),
      accepted: `${allowed(found.os)} ${inEdition(edition)}`,
      fix,
      ...(found.fact && cite(found.fact)),
    });
  });

/** The operating system is not one that Azure Backup refuses. An unknown image passes. */
export const osIsSupported = (edition: Edition = currentEdition, own: OwnImages = {}): VmRule =>
  osRule(
    "osIsSupported",
    "unsupported",
    edition,
    own,
    (os) => `an operating system that Azure Backup protects, which ${os} is not`,
    edition === currentEdition
      ? "use Windows Server 2016 or later, 64-bit Windows 10 or 11, or a Linux that Azure endorses, except CoreOS"
      : "use 64-bit Windows Server 2008 R2 or later, Windows 7 or later, or a Linux that Azure endorsed, except CoreOS",
  );

/** The operating system is none on which Microsoft's pages disagree or are silent. */
export const osIsCertain = (own: OwnImages = {}): VmRule =>
  osRule(
    "osIsCertain",
    "uncertain",
    currentEdition,
    own,
    (os) => `an operating system that Microsoft's pages vouch for: on ${os} they disagree or are silent`,
    "try a backup and a restore before you rely on it, or use an image of the support matrix",
  );
