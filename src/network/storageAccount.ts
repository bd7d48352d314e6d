import { cite } from "../core/limits";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { sameText } from "../core/values";
import { trustedServicesBypass } from "./facts";

/** The fields of a storage account that the rule reads. At run time, a field can have any type. */
export interface StorageAccount {
  readonly networkRuleSet?: { readonly defaultAction?: string; readonly bypass?: string };
}

/** A storage account that is restricted to networks gives access to trusted Microsoft services, including Azure Backup. */
export const trustedServicesHaveAccess: Rule<StorageAccount> = ({ networkRuleSet }) => {
  if (!sameText(networkRuleSet?.defaultAction, "Deny")) return noFindings;
  const bypass = networkRuleSet?.bypass ?? trustedServicesBypass.omitted;
  if (entriesOf(bypass).some((entry) => sameText(entry, trustedServicesBypass.value))) return noFindings;
  return invalidValue({
    path: "networkRuleSet.bypass",
    actual: bypass,
    requires: `${trustedServicesBypass.value} in the list, because defaultAction is Deny`,
    fix: `set it to "${withTrustedServices(bypass)}"`,
    ...cite(trustedServicesBypass),
  });
};

/** The value of `bypass` with trusted Microsoft services added. */
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
