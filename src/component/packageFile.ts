import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where package.json is: two folders up from the sources, three from the compiled files in `dist`. */
const root = [join(__dirname, "../.."), join(__dirname, "../../..")].find((folder) =>
  existsSync(join(folder, "package.json")),
) as string;

/** A JSON file of this package. */
export const packageJson = (file: "package.json" | "schema.json") =>
  JSON.parse(readFileSync(join(root, file), "utf8"));
