/** Writes dist/sbom.cdx.json for the release: the library's run-time dependencies in this repository's lock file, as CycloneDX. */
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

/** npm's list without development dependencies. npm's own `--omit dev` leaves out more than these: https://github.com/npm/cli/issues/7909. */
export function sbom(): Sbom {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const shell = process.platform === "win32";
  const all: Sbom = JSON.parse(execFileSync("npm", args, { encoding: "utf8", maxBuffer: 2 ** 26, shell }));
  const isDevelopment = ({ properties }: Component) =>
    properties.some(({ name }) => name === "cdx:npm:package:development");
  const omitted = new Set(all.components.filter(isDevelopment).map((component) => component["bom-ref"]));
  // The repository is also a development dependency of itself, for the examples.
  return {
    ...all,
    components: all.components.filter((component) => !omitted.has(component["bom-ref"])),
    dependencies: all.dependencies
      .filter(({ ref }) => !omitted.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: dependsOn.filter((other) => other !== ref && !omitted.has(other)),
      })),
  };
}

if (require.main === module) writeFileSync("dist/sbom.cdx.json", `${JSON.stringify(sbom(), null, 2)}\n`);
