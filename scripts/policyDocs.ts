import { specs } from "../policies/pack";
import { pageDates } from "../src/core/pageDates";
import type { Related, Spec } from "../src/core/requirement";
import type { Knobs } from "../src/core/settings";
import { editions } from "../src/vm/facts";
import { type ImageRow, images } from "../src/vm/images";

/** The table of policies: one row each, all of it from the policies themselves. */
export function policyTable(): string {
  return table(
    ["Policy", "Level", "What it demands", "Settings"],
    all.map((spec) => [
      `\`${spec.name}\``,
      levelOf(spec),
      spec.description,
      settingsOf(spec.knobs).join("<br>") || "none",
    ]),
  );
}

/** Where each policy comes from. */
export function policySources(): string {
  return table(
    ["Policy", "Microsoft's page of December 2018", "Source", "The same elsewhere"],
    all.map((spec) => [
      `\`${spec.name}\``,
      spec.seed ?? "",
      `[${pageName(spec.url)}](${spec.url}), ${pageDates[spec.url]}`,
      relatedOf(spec.related).join("<br>"),
    ]),
  );
}

const all = specs as readonly Spec[];

const levelOf = (spec: Spec): string => {
  const note = "rules" in spec ? spec.remediate && "can remediate" : "whole stack";
  return [spec.level, note].filter(Boolean).join(", ");
};

const settingsOf = (knobs: Knobs = {}): string[] =>
  Object.entries(knobs).map(
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
