import { requirements } from "../policies/pack";
import type { Related, Requirement } from "../src/core/requirement";
import type { Settings } from "../src/core/settings";
import { editions } from "../src/vm/facts";
import { type ImageRow, images } from "../src/vm/images";

/** The table of policies: one row each, all of it from the policies themselves. */
export function policyTable(): string {
  return table(
    ["Policy", "Level", "What it demands", "Settings"],
    all.map((requirement) => [
      `\`${requirement.name}\``,
      levelOf(requirement),
      requirement.description,
      settingsOf(requirement.settings).join("<br>") || "none",
    ]),
  );
}

/** Where each policy comes from. */
export function policySources(): string {
  return table(
    ["Policy", "Microsoft's page of December 2018", "Source", "The same elsewhere"],
    all.map((requirement) => [
      `\`${requirement.name}\``,
      requirement.seed ?? "",
      `[${pageName(requirement.page.source)}](${requirement.page.source}), ${requirement.page.asOf}`,
      relatedOf(requirement.related).join("<br>"),
    ]),
  );
}

const all = requirements as readonly Requirement[];

const levelOf = (requirement: Requirement): string => {
  const isOfOne = "rules" in requirement && !requirement.excusable;
  return [requirement.level, !isOfOne && "whole stack", requirement.remediate && "can remediate"]
    .filter(Boolean)
    .join(", ");
};

const settingsOf = (settings: Settings = {}): string[] =>
  Object.entries(settings).map(
    ([name, { schema, value }]) => `\`${name}\`, \`${JSON.stringify(value)}\`: ${schema.description}`,
  );

const relatedOf = ({ azurePolicy = [], psRule = [], checkov = [] }: Related = {}): string[] => [
  ...azurePolicy.map((id) => `Azure Policy ${id}`),
  ...psRule.map((id) => `PSRule ${id}`),
  ...checkov.map((id) => `Checkov ${id}`),
];

const pageName = (url: string): string => url.split("/").at(-1)?.replace(/\.md$/, "") ?? url;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

/** What each edition says of an image, by the first row that matches it. */
export function imageTable(): string {
  const pattern = ({ source }: RegExp) => `\`${source.replace(/^\^\(|\)\$$/g, "")}\``;
  const of = ({ publisher, offer, sku }: ImageRow) =>
    [
      publisher.source === "." ? "any publisher" : pattern(publisher),
      offer && `offer ${pattern(offer)}`,
      sku && `sku ${pattern(sku)}`,
    ]
      .filter(Boolean)
      .join(", ");
  return table(
    ["Operating system", ...editions, "Images"],
    images.map((row) => [row.os, ...editions.map((edition) => row.support[edition]), of(row)]),
  );
}
