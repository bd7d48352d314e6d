import { cite } from "../core/limits";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { sameText } from "../core/values";
import { trustedServicesBypass } from "./facts";

/** What the rule reads of a storage account; every field may be of a wrong type, whatever the types say. */
export interface StorageAccount {
  readonly networkRuleSet?: { readonly defaultAction?: string; readonly bypass?: string };
}

/** An account that is not open to all networks lets trusted Microsoft services in, Azure Backup among them. */
export const trustedServicesAreLetIn: Rule<StorageAccount> = ({ networkRuleSet }) => {
  if (!sameText(networkRuleSet?.defaultAction, "Deny")) return noFindings;
  const bypass = networkRuleSet?.bypass ?? trustedServicesBypass.omitted;
  if (entriesOf(bypass).some((entry) => sameText(entry, trustedServicesBypass.value))) return noFindings;
  return invalidValue({
    path: "networkRuleSet.bypass",
    actual: bypass,
    accepted: `a list with ${trustedServicesBypass.value} in it, where defaultAction is Deny`,
    fix: `set it to "${withTrustedServices(bypass)}"`,
    ...cite(trustedServicesBypass),
  });
};

/** The bypass with trusted Microsoft services added to it. */
export const withTrustedServices = (bypass: unknown): string =>
  [...entriesOf(bypass).filter((entry) => !sameText(entry, "None")), trustedServicesBypass.value].join(", ");

/** Azure writes the list as one text, e.g. `Logging, Metrics`. */
const entriesOf = (bypass: unknown): string[] =>
  typeof bypass === "string"
    ? bypass
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean)
    : [];
