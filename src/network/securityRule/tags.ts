import { at } from "../../core/finding";
import { cite } from "../../core/limits";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, textOf } from "../../core/values";
import { azureCloudRegions } from "../../region/facts";
import type { SecurityRule } from "./arm";

const spellings = new Map(Object.entries(azureCloudRegions.value).map(([tag, region]) => [region, tag]));

/** AzureCloud tags have Azure's spelling, which in some regions is not the name of the region. */
export const serviceTagsAreSpeltAsInAzure: Rule<SecurityRule> = (rule) =>
  all([
    tagIsSpelt("sourceAddressPrefix", rule.sourceAddressPrefix),
    tagIsSpelt("destinationAddressPrefix", rule.destinationAddressPrefix),
    ...(["sourceAddressPrefixes", "destinationAddressPrefixes"] as const).map((field) =>
      forEachEntry(listOf(rule[field]), (prefix, i) => tagIsSpelt(at(field, Number(i)), prefix)),
    ),
  ]);

/** The same check for rules inside a group. */
export const inlineServiceTagsAreSpeltAsInAzure: Rule<{
  readonly securityRules?: readonly SecurityRule[];
}> = ({ securityRules }, words) =>
  forEachEntry(listOf(securityRules), (rule, i) => {
    const { findings, ...verdict } = serviceTagsAreSpeltAsInAzure(rule ?? {}, words);
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
  const spelling = tag.toLowerCase() === "azurecloud" ? spellings.get(region.toLowerCase()) : undefined;
  if (spelling === undefined) return noFindings;
  return invalidValue({
    path,
    actual: prefix,
    accepted: `"AzureCloud.${spelling}", its spelling of this service tag for ${region}`,
    fix: { text: `write "AzureCloud.${spelling}"`, value: `AzureCloud.${spelling}` },
    ...cite(azureCloudRegions),
  });
}
