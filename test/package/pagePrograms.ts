/** The programs on the components' pages: their code, and the resources that they should register. */
import { readFileSync } from "node:fs";
import { components, type Properties } from "../../scripts/componentSchema";
import { type YamlProgram, yamlOf } from "../../scripts/program";

export interface PageProgram {
  /** The component, e.g. BackupVault. */
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

/** The names of each component's string outputs, by type. */
export const outputsByType: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  components.map(({ name, outputs }) => [`azure-vm-backup:index:${name}`, stringsAmong(outputs)]),
);

function stringsAmong(outputs: Properties): string[] {
  return Object.keys(outputs).filter((name) => outputs[name]?.type === "string");
}

/** The resources that a program registers under mocks that return `resource.output` for each output that is not an input. */
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
