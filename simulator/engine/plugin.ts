/** Installs simulated Azure where the Pulumi engine looks for the azure-native provider. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, pulumiHome, readText, repositoryDir, withLock, writeExecutable } from "./cache";
import { engineEnv, stubDir } from "./env";
import type { Engine } from "./findCli";
import { runLimited } from "./process";

/** The entry of simulated Azure, compiled. */
export const SIMULATED_AZURE = join(repositoryDir, "dist/simulator/azure/main.js");

const EXECUTABLE = "pulumi-resource-azure-native";

/** One installation serves every clone of this repository: the environment says what it runs, see env.ts. */
const PROVIDER_STUB = `#!/bin/sh
# Schema 2: the engine keeps a schema until the provider is installed anew. Count it up whenever the schema changes.
exec "\${AVB_NODE:?is not set}" -r "\${AVB_EXIT_WITH_ENGINE:?is not set}" "\${AVB_PROVIDER:?is not set}" "$@"
`;

/**
 * Installs the provider into `pulumiHome()` under the version that programs in `folder` ask for, unless it is there; half a second once,
 * then nothing.
 */
export async function installAzurePlugin(engine: Engine, folder: string): Promise<void> {
  const version = azureNativeVersion(folder);
  const plugin = join(pulumiHome(), "plugins", `resource-azure-native-v${version}`, EXECUTABLE);
  const isInstalled = () => readText(plugin) === PROVIDER_STUB;
  if (isInstalled()) return;
  await withLock(join(cacheDir(), "plugin.lock"), async () => {
    if (isInstalled()) return;
    const source = stubDir();
    writeExecutable(join(source, EXECUTABLE), PROVIDER_STUB);
    const what = ["resource", "azure-native", version, "--file", source];
    const how = ["--reinstall", "--non-interactive", "--color", "never"];
    const { exitCode, problem, output } = await runLimited(
      engine.cli,
      ["plugin", "install", ...what, ...how],
      {
        env: engineEnv(engine),
        timeLimitSeconds: 60,
      },
    );
    if (exitCode !== 0 || !isInstalled()) {
      throw new Error(`Simulated Azure could not be installed: ${problem ?? ""} ${output.trim()}`);
    }
  });
}

/** @throws Error if the file that would run as the provider is missing. */
export function requireProvider(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\`.`);
  return file;
}

/** The version of the folder's own npm package, else of this library's. @throws Error if there is neither. */
function azureNativeVersion(folder: string): string {
  try {
    const manifest = require.resolve("@pulumi/azure-native/package.json", { paths: [folder, repositoryDir] });
    return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  } catch {
    throw new Error("Simulated Azure needs @pulumi/azure-native: npm install @pulumi/azure-native");
  }
}
