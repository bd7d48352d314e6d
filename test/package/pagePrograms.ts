/** The programs of the components' pages: as they stand there, and as what they are to register. */
import { readFileSync } from "node:fs";
import { components, type Properties } from "../../scripts/componentSchema";
import { type YamlProgram, yamlOf } from "../../scripts/program";

export interface PageProgram {
  /** Of the component, e.g. BackupVault. */
  readonly name: string;
  readonly yaml: YamlProgram;
  /** The page's code in a language. */
  code(language: string): string;
}

export const pagePrograms: readonly PageProgram[] = components.map(({ name, page }) => {
  const text = readFileSync(page, "utf8");
  const code = (language: string) => {
    const [, block] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(text) ?? [];
    if (block === undefined) throw new Error(`${page} has no ${language}`);
    return block;
  };
  return { name, yaml: yamlOf(page, text), code };
});

const typeOf = (type: string): string => type.replace("azure-vm-backup:", "azure-vm-backup:index:");

/** Names of each component's outputs that are texts, by type. */
export const outputsByType: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  components.map(({ name, outputs }) => [`azure-vm-backup:index:${name}`, textsAmong(outputs)]),
);

function textsAmong(outputs: Properties): string[] {
  return Object.keys(outputs).filter((name) => outputs[name]?.type === "string");
}

/** What a program registers under mocks that answer `resource.output` for each output that is no input. */
export function registeredBy(
  { resources }: YamlProgram,
  config: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
    const [, name = "", output] = /^\$\{(\w+)(?:\.(\w+))?\}$/.exec(String(value)) ?? [];
    if (output !== undefined) return resolved(resources[name]?.properties[output] ?? `${name}.${output}`);
    return name === "" ? value : config[name];
  };
  return Object.fromEntries(
    Object.entries(resources).map(([name, { type, properties }]) => [
      name,
      { type: typeOf(type), inputs: resolved(properties) },
    ]),
  );
}
