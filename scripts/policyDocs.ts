import type { Related } from "../src/core/requirement";
import { requirements } from "../src/requirements";
import { editions } from "../src/vm/facts";
import { type ImageRow, images } from "../src/vm/images";

/** Where each policy comes from. */
export function policySources(): string {
  return table(
    ["Policy", "Microsoft's page of December 2018", "Source", "The same elsewhere"],
    requirements.map((requirement) => [
      `\`${requirement.name}\``,
      requirement.seed ?? "",
      `[${pageName(requirement.page.source)}](${requirement.page.source}), ${requirement.page.asOf}`,
      relatedOf(requirement.related).join("<br>"),
    ]),
  );
}

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
