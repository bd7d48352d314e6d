import { at } from "../core/finding";
import { cite } from "../core/limits";
import { all, forEachEntry, invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { listOf, textOf } from "../core/values";
import { parseAddresses } from "../network/addresses";
import { isRegion } from "../region/rules";
import { drillTag } from "./facts";
import { budgetFacts, emailForm, subnetPrefix, tagNames } from "./networkFacts";

/** A RestoreDrillNetwork in this library's terms. At run time, a field can have any type. */
export interface DrillNetworkSettings {
  readonly location: string;
  readonly addressPrefix: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly budget?: { readonly amountPerMonth: number; readonly contactEmails: readonly string[] };
}

/** The region is one that this library knows. */
export const drillRegionIsKnown: Rule<DrillNetworkSettings> = ({ location }) =>
  isRegion("location", location);

/** The addresses are an IPv4 block that a subnet can have. */
export const addressesAreABlock: Rule<DrillNetworkSettings> = ({ addressPrefix }) =>
  subnetPrefix.pattern.test(textOf(addressPrefix)) && parseAddresses(addressPrefix) !== undefined
    ? noFindings
    : invalidValue({
        path: "addressPrefix",
        actual: addressPrefix,
        accepted: subnetPrefix.text,
        fix: 'write such a block, e.g. "10.0.0.0/24", or remove it',
        ...cite(subnetPrefix),
      });

/** The tags do not set the tag by which drills recognize the group. */
export const markerTagIsFree: Rule<DrillNetworkSettings> = ({ tags }) =>
  forEachEntry(tags, (value, key) =>
    key.toLowerCase() === drillTag
      ? invalidValue({
          path: at("tags", key),
          actual: value,
          accepted: "other tags: the component sets this one itself",
          by: "this argument",
          fix: "remove it",
          ...cite(tagNames),
        })
      : noFindings,
  );

/** A budget has an amount and somebody who receives its emails. */
export const budgetIsComplete: Rule<DrillNetworkSettings> = ({ budget }) => {
  if (budget === undefined) return noFindings;
  const { amountPerMonth, contactEmails } = budget;
  const emails = listOf(contactEmails);
  return all([
    typeof amountPerMonth === "number" && amountPerMonth > 0 && Number.isFinite(amountPerMonth)
      ? noFindings
      : invalidValue({
          path: "budget.amountPerMonth",
          actual: amountPerMonth,
          accepted: "an amount above 0, in the currency of the subscription's bill",
          fix: "set it to what drills may cost in a month",
          ...cite(budgetFacts),
        }),
    emails.length > 0
      ? noFindings
      : missing({
          path: "budget.contactEmails",
          message: "at least one email address is required",
          fix: "list who receives the budget's emails",
          ...cite(budgetFacts),
        }),
    forEachEntry(emails, (email, i) =>
      emailForm.pattern.test(textOf(email))
        ? noFindings
        : invalidValue({
            path: `budget.contactEmails[${i}]`,
            actual: email,
            accepted: emailForm.text,
            fix: 'write an email address, e.g. "backup@example.com"',
            ...cite(emailForm),
          }),
    ),
  ]);
};

/** Rules on the arguments of a RestoreDrillNetwork. */
export const drillNetworkRules: readonly Rule<DrillNetworkSettings>[] = [
  drillRegionIsKnown,
  addressesAreABlock,
  markerTagIsFree,
  budgetIsComplete,
];
