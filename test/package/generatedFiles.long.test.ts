import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { schemaFiles } from "../../scripts/schema";

jest.setTimeout(120_000);

it("the generated files are what `npm run schema` writes", () => {
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  const files = Object.entries(schemaFiles());
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const format = ["format", "--write", `--config-path=${resolve("biome.json")}`, folder];
  execFileSync(process.execPath, [biome, ...format], { stdio: "ignore" });
  for (const [file] of files)
    expect(readFileSync(file, "utf8")).toBe(readFileSync(join(folder, file), "utf8"));
  rmSync(folder, { recursive: true });
});
