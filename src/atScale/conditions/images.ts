import type { Edition } from "../../vm/facts";
import { type ImageRow, type ImageSupport, images } from "../../vm/images";
import { alias } from "../aliases";
import { allOf, anyOf, not, type PolicyCondition } from "../language";
import { hasText } from "./condition";
import { patternCondition } from "./patterns";

const { imagePublisher, imageOffer, imageSku } = alias.vm;

/** The VM's image has a support status in an edition of the image table: as in the table, the first row that matches decides. */
export function imageIs(support: ImageSupport, edition: Edition): PolicyCondition {
  const condition = firstMatchCondition(images, (row) => row.support[edition] === support);
  if (condition === undefined) throw new Error(`no image is ${support} in ${edition}`);
  return allOf(hasText(imagePublisher), condition);
}

/** The condition that the first matching row is a wanted one; undefined if no row is. */
function firstMatchCondition(
  rows: readonly ImageRow[],
  isWanted: (row: ImageRow) => boolean,
): PolicyCondition | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const wanted = isWanted(first);
  const nextGroup = rows.findIndex((row) => isWanted(row) !== wanted);
  const group = nextGroup === -1 ? rows : rows.slice(0, nextGroup);
  const rest = nextGroup === -1 ? undefined : firstMatchCondition(rows.slice(nextGroup), isWanted);
  const matchesGroup = anyOf(...group.map(rowCondition));
  if (wanted) return rest === undefined ? matchesGroup : anyOf(matchesGroup, rest);
  return rest === undefined ? undefined : allOf(not(matchesGroup), rest);
}

const rowCondition = ({ publisher, offer, sku }: ImageRow): PolicyCondition =>
  allOf(
    ...(isAnyPublisher(publisher) ? [] : [patternCondition(imagePublisher, publisher)]),
    ...(offer ? [patternCondition(imageOffer, offer)] : []),
    ...(sku ? [patternCondition(imageSku, sku)] : []),
  );

/** Whether the pattern accepts every publisher: another condition already requires that there is one. */
const isAnyPublisher = ({ source }: RegExp): boolean => source === "." || source === "^(.+)$";
