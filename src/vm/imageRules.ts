import { globMatchesName } from "../core/glob";
import { cite } from "../core/limits";
import { invalidValue, named, noFindings, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import type { VirtualMachine } from "./arm";
import { currentEdition, type Edition } from "./facts";
import { type ImageRow, type ImageSupport, images, imagesOf2018 } from "./images";
import { inEdition } from "./rules";

type VmRule = Rule<VirtualMachine>;
type Image = NonNullable<NonNullable<VirtualMachine["storageProfile"]>["imageReference"]>;

/** The setting `images`: a glob of "publisher:offer:sku" and its support. It prevails over the image table. */
export type ImageOverrides = Readonly<Record<string, ImageSupport>>;

/** The image table's row for an image; undefined if no row matches. It reads only the fields that the rows need. */
export function imageRow(image: Image): ImageRow | undefined {
  const publisher = textOf(image.publisher);
  // A custom or gallery image has no publisher. Its id is never read: in preview it can be unknown.
  if (publisher === "") return undefined;
  return rowsOf(publisher).find(
    ({ offer, sku }) =>
      (offer === undefined || offer.test(textOf(image.offer))) &&
      (sku === undefined || sku.test(textOf(image.sku))),
  );
}

/** The rows of a publisher. They are found once: an estate has many VMs of few publishers. */
function rowsOf(publisher: string): readonly ImageRow[] {
  const known = rowsByPublisher.get(publisher);
  if (known !== undefined) return known;
  const rows = images.filter((row) => row.publisher.test(publisher));
  rowsByPublisher.set(publisher, rows);
  return rows;
}

const rowsByPublisher = new Map<string, readonly ImageRow[]>();

const nameOf = ({ publisher, offer, sku }: Image): string => [publisher, offer, sku].map(textOf).join(":");

/** The glob of the first override that matches an image. */
const overrideFor = (image: Image, globs: readonly string[]): string | undefined =>
  globs.find((glob) => globMatchesName(glob, nameOf(image)));

interface ImageRuleTexts {
  /** What the image table accepts, given the image's operating system; `by` says who accepts it. */
  readonly accepted: (os: string) => string;
  readonly by: string;
  readonly fix: string;
}

/** Refuses images of one kind of support. */
const imageRule = (
  name: string,
  refused: ImageSupport,
  edition: Edition,
  overrides: ImageOverrides,
  { accepted, by, fix }: ImageRuleTexts,
): VmRule => {
  const globs = Object.keys(overrides);
  const finding = { path: "storageProfile.imageReference", fix };
  return named(name, (vm) => {
    const image = vm.storageProfile?.imageReference;
    if (image === undefined || image === null) return noFindings;
    const glob = overrideFor(image, globs);
    if (glob !== undefined)
      return overrides[glob] === refused
        ? invalidValue({
            ...finding,
            actual: nameOf(image),
            accepted: `only supported images, and lists ${JSON.stringify(glob)} as ${refused}`,
            by: "the setting images",
          })
        : noFindings;
    const row = imageRow(image);
    if (row?.support[edition] !== refused) return noFindings;
    return invalidValue({
      ...finding,
      actual: nameOf(image),
      accepted: `${accepted(row.os)} ${inEdition(edition)}`,
      by,
      ...cite(edition === currentEdition ? row : imagesOf2018),
    });
  });
};

/** Azure Backup supports the VM's operating system. An image that is not in the table passes. */
export const osIsSupported = (edition: Edition = currentEdition, overrides: ImageOverrides = {}): VmRule =>
  imageRule("osIsSupported", "unsupported", edition, overrides, {
    accepted: (os) => `only supported operating systems, and ${os} is not one of them`,
    by: "Azure Backup",
    fix:
      edition === currentEdition
        ? "use Windows Server 2016 or later, 64-bit Windows 10 or 11, or a Linux that Azure endorses, except CoreOS"
        : "use 64-bit Windows Server 2008 R2 or later, Windows 7 or later, or a Linux that Azure endorsed, except CoreOS",
  });

/** Microsoft's pages agree that Azure Backup supports the VM's operating system. */
export const osIsCertain = (overrides: ImageOverrides = {}): VmRule =>
  imageRule("osIsCertain", "uncertain", currentEdition, overrides, {
    accepted: (os) =>
      `operating systems that Microsoft's pages agree on; about ${os} they disagree or say nothing`,
    by: "this policy",
    fix: "try a backup and a restore before you rely on it, or use an image of the support matrix",
  });
