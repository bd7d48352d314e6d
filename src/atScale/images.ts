import type { Edition } from "../vm/facts";
import { type ImageRow, type ImageSupport, images } from "../vm/images";
import { alias } from "./aliases";
import { given, matches } from "./imageTexts";
import { allOf, anyOf, not, type PolicyCondition } from "./language";

const { imagePublisher, imageOffer, imageSku } = alias.vm;

/** The image is one to whose row the table gives a support: the first row that matches decides, here as there. */
export function imageIs(support: ImageSupport, edition: Edition): PolicyCondition {
  const condition = decided(images, (row) => row.support[edition] === support);
  if (condition === undefined) throw new Error(`no image is ${support} in ${edition}`);
  return given(imagePublisher, condition);
}

/** The condition that the first matching row is wanted; undefined where none can be. */
function decided(
  rows: readonly ImageRow[],
  isWanted: (row: ImageRow) => boolean,
): PolicyCondition | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const wanted = isWanted(first);
  const turn = rows.findIndex((row) => isWanted(row) !== wanted);
  const same = turn === -1 ? rows : rows.slice(0, turn);
  const later = turn === -1 ? undefined : decided(rows.slice(turn), isWanted);
  const ours = anyOf(...same.map(rowMatches));
  if (wanted) return later === undefined ? ours : anyOf(ours, later);
  return later === undefined ? undefined : allOf(not(ours), later);
}

const rowMatches = ({ publisher, offer, sku }: ImageRow): PolicyCondition =>
  allOf(
    ...(isAny(publisher) ? [] : [matches(imagePublisher, publisher)]),
    ...(offer ? [matches(imageOffer, offer)] : []),
    ...(sku ? [matches(imageSku, sku)] : []),
  );

/** Any publisher at all: that there is one is asked already. */
const isAny = ({ source }: RegExp): boolean => source === "." || source === "^(.+)$";
