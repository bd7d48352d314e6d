import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The file of each component, by the component's name. */
export function componentFiles(): Record<string, string> {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("src", file))
    .sort();
  const found = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(/^export class (\w+) extends pulumi\.ComponentResource/gm)].map(([, name]) => [
      name,
      file,
    ]);
  });
  return Object.fromEntries(found);
}
