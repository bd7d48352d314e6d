import { at } from "../../core/finding";
import { cite } from "../../core/limits";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, textOf } from "../../core/values";
import { azureCloudRegions } from "../../region/facts";
import type { SecurityRule } from "./arm";

const spelt = new Map(Object.entries(azureCloudRegions.value).map(([tag, region]) => [region, tag]));

/** The tag AzureCloud is spelt as Azure spells it: in some regions it has a name of its own. */
export const serviceTagsAreSpelt: Rule<SecurityRule> = (rule) =>
  all([
    tagIsSpelt("sourceAddressPrefix", rule.sourceAddressPrefix),
    tagIsSpelt("destinationAddressPrefix", rule.destinationAddressPrefix),
    ...(["sourceAddressPrefixes", "destinationAddressPrefixes"] as const).map((field) =>
      forEachEntry(listOf(rule[field]), (prefix, i) => tagIsSpelt(at(field, Number(i)), prefix)),
    ),
  ]);

/** The same of the rules that stand in their group. */
export const inlineServiceTagsAreSpelt: Rule<{ readonly securityRules?: readonly SecurityRule[] }> = (
  { securityRules },
  words,
) =>
  forEachEntry(listOf(securityRules), (rule, i) => {
    const { findings, ...verdict } = serviceTagsAreSpelt(rule ?? {}, words);
    return {
      ...verdict,
      findings: findings.map((finding) => ({
        ...finding,
        path: `${at("securityRules", Number(i))}.${finding.path}`,
      })),
    };
  });

function tagIsSpelt(path: string, prefix: unknown): Verdict {
  const [tag = "", region = ""] = textOf(prefix).split(".");
  const own = tag.toLowerCase() === "azurecloud" ? spelt.get(region.toLowerCase()) : undefined;
  if (own === undefined) return noFindings;
  return invalidValue({
    path,
    actual: prefix,
    accepted: `AzureCloud.${own}, as Azure spells this tag in ${region}`,
    fix: { text: `write "AzureCloud.${own}"`, value: `AzureCloud.${own}` },
    ...cite(azureCloudRegions),
  });
}
