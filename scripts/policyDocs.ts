import type { Related } from "../src/core/requirement";
import { requirements } from "../src/requirements";
import { type ClassicType, classicBackupTypes, classicTypes } from "../src/stack/classic";
import { armTypes, nativeTokensOf } from "../src/stack/tokens";
import { editions } from "../src/vm/facts";
import { type ImageRow, images } from "../src/vm/images";

/** The source of each policy, and what other tools check to the same end. */
export function policySources(): string {
  return table(
    ["Policy", "Microsoft's page of December 2018", "Source", "Similar checks elsewhere"],
    requirements.map((requirement) => [
      `\`${requirement.name}\``,
      requirement.seed ?? "",
      `[${pageName(requirement.page.source)}](${requirement.page.source}), ${requirement.page.asOf}`,
      relatedChecks(requirement.related).join("<br>"),
    ]),
  );
}

const relatedChecks = ({ azurePolicy = [], psRule = [], checkov = [] }: Related = {}): string[] => [
  ...azurePolicy.map((id) => `Azure Policy ${id}`),
  ...psRule.map((id) => `PSRule ${id}`),
  ...checkov.map((id) => `Checkov ${id}`),
];

const pageName = (url: string): string => url.split("/").at(-1)?.replace(/\.md$/, "") ?? url;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row), ""].join("\n");
}

/** The tokens of azure-native and of the classic provider, by the types of Azure that the policies know. */
export function tokenTable(): string {
  const classicOf = (types: Readonly<Record<string, ClassicType>>, armType: string) =>
    Object.keys(types).filter((token) => types[token]?.type === armType);
  const cell = (tokens: readonly string[], note = "") => tokens.map((token) => `\`${token}\`${note}`);
  return table(
    ["Azure's type", "azure-native", "Classic provider"],
    [...new Set(Object.values(armTypes))].map((armType) => [
      armType,
      cell(nativeTokensOf(armType)).join("<br>"),
      [...cell(classicOf(classicTypes, armType)), ...cell(classicOf(classicBackupTypes, armType), " *")].join(
        "<br>",
      ),
    ]),
  );
}

/** Whether each edition supports an image; the first row that matches it decides. */
export function imageTable(): string {
  // `^(a|b)$` is shown as `a|b`, unless another group follows the first.
  const pattern = ({ source }: RegExp) => `\`${source.replace(/^\^\(((?:[^()]|\([^()]*\))*)\)\$$/, "$1")}\``;
  const imagesOf = ({ publisher, offer, sku }: ImageRow) =>
    [
      publisher.source === "." ? "any publisher" : pattern(publisher),
      offer && `offer ${pattern(offer)}`,
      sku && `sku ${pattern(sku)}`,
    ]
      .filter(Boolean)
      .join(", ");
  return table(
    ["Operating system", ...editions, "Images"],
    images.map((row) => [row.os, ...editions.map((edition) => row.support[edition]), imagesOf(row)]),
  );
}
