/** Writes dist/sbom.cdx.json, for a release's assets: what the library's own run-time dependencies are in this repository's lock, as CycloneDX. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

export interface Sbom {
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface Component {
  "bom-ref": string;
  name: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
  properties: { name: string; value: string }[];
}

/** All that npm lists, without what it marks as of development: its own `--omit dev` leaves out more, https://github.com/npm/cli/issues/7909. */
export function sbom(): Sbom {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const shell = process.platform === "win32";
  const all: Sbom = JSON.parse(execFileSync("npm", args, { encoding: "utf8", maxBuffer: 2 ** 26, shell }));
  const isOfDevelopment = ({ properties }: Component) =>
    properties.some(({ name }) => name === "cdx:npm:package:development");
  const left = new Set(all.components.filter(isOfDevelopment).map((component) => component["bom-ref"]));
  // Beside that, the repository has itself as a dependency of development, for the examples.
  return {
    ...all,
    components: all.components.filter((component) => !left.has(component["bom-ref"])),
    dependencies: all.dependencies
      .filter(({ ref }) => !left.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: dependsOn.filter((other) => other !== ref && !left.has(other)),
      })),
  };
}

if (require.main === module) writeFileSync("dist/sbom.cdx.json", `${JSON.stringify(sbom(), null, 2)}\n`);
