/** Puts simulated Azure where the Pulumi engine looks for the azure-native provider. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, pulumiHome, readText, repositoryDir, withLock, writeExecutable } from "./cache";
import { engineEnv, stubDir } from "./env";
import type { Engine } from "./findCli";
import { runLimited } from "./process";

/** The entry of simulated Azure, compiled. */
export const SIMULATED_AZURE = join(repositoryDir, "dist/simulator/azure/main.js");

const EXECUTABLE = "pulumi-resource-azure-native";

/**
 * One installation serves every clone of this repository: what it runs comes from the environment, see
 * env.ts.
 */
const PROVIDER_STUB = `#!/bin/sh
# Schema 2: the engine keeps a schema until the provider is installed anew. Count it up whenever the schema changes.
exec "\${AVB_NODE:?is not set}" -r "\${AVB_EXIT_WITH_ENGINE:?is not set}" "\${AVB_PROVIDER:?is not set}" "$@"
`;

/** The folder in which the CLI finds the provider; the version is the one that programs ask for. */
export function pluginDir(): string {
  return join(pulumiHome(), "plugins", `resource-azure-native-v${azureNativeVersion()}`);
}

/** Installs the provider into `pulumiHome()`, unless it is there; half a second once, then nothing. */
export async function installAzurePlugin(engine: Engine): Promise<void> {
  const isInstalled = () => readText(join(pluginDir(), EXECUTABLE)) === PROVIDER_STUB;
  if (isInstalled()) return;
  await withLock(join(cacheDir(), "plugin.lock"), async () => {
    if (isInstalled()) return;
    const source = stubDir();
    writeExecutable(join(source, EXECUTABLE), PROVIDER_STUB);
    const what = ["resource", "azure-native", azureNativeVersion(), "--file", source];
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

/** @throws Error when the file that would run as the provider is missing. */
export function requireProvider(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\`.`);
  return file;
}

function azureNativeVersion(): string {
  const manifest = require.resolve("@pulumi/azure-native/package.json", { paths: [repositoryDir] });
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
