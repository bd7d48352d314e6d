import { delimiter, dirname } from "node:path";
import { engineEnv } from "./env";
import { findEngine } from "./findCli";
import { installAzurePlugin, requireProvider, SIMULATED_AZURE } from "./plugin";

/**
 * The environment in which any command of the Pulumi CLI uses simulated Azure as its provider and a backend of its own.
 *
 * @throws Error if there is no Pulumi CLI.
 */
export async function simulatedEnvironment(folders: {
  azureDir: string;
  backendDir: string;
}): Promise<NodeJS.ProcessEnv> {
  const provider = requireProvider(SIMULATED_AZURE);
  const engine = await findEngine();
  await installAzurePlugin(engine, process.cwd());
  const env = engineEnv(engine, {
    PULUMI_BACKEND_URL: `file://${folders.backendDir}`,
    // It protects nothing: simulated Azure has no secrets.
    PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "simulated",
    AVB_PROVIDER: provider,
    AZURE_SIMULATION_DIR: folders.azureDir,
  });
  return { ...env, PATH: [dirname(engine.cli), env.PATH].join(delimiter) };
}
