import { delimiter, dirname, join } from "node:path";
import { pulumiHome, repositoryDir } from "./cache";
import type { Engine } from "./findCli";

/** Variables with the user's logins, backends and Azure subscriptions: nothing here may reach them. */
const PRIVATE_PREFIXES = ["PULUMI_", "ARM_", "AZURE_", "IDENTITY_", "MSI_", "VAULT_", "AVB_"];

/** The folder of the executable that the engine starts as the provider. */
export const stubDir = (): string => join(pulumiHome(), "bin");

/**
 * The environment of every CLI call: the caller's, without what is private to the user. The engine is quiet, offline and confined to
 * `pulumiHome()`. `own` is added last.
 */
export function engineEnv(engine: Engine, own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !PRIVATE_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  const compiled = join(repositoryDir, "dist/simulator/engine");
  return {
    ...Object.fromEntries(inherited),
    PATH: [stubDir(), dirname(engine.cli), process.env.PATH].join(delimiter),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require "${join(compiled, "plainErrors.js")}"`.trim(),
    PULUMI_HOME: pulumiHome(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
    // Each command leaves a log in PULUMI_HOME and reads the names of all others: thousands of them take a fifth of its CPU time.
    PULUMI_LOG_ROTATION_MAX_TOTAL_MB: "1",
    // A real azure-native provider on PATH must not be used. If the language host must be found through PATH, our stub is first on it.
    PULUMI_IGNORE_AMBIENT_PLUGINS: String(engine.hasLanguageHost),
    // Read by the executable stubs that the engine starts.
    AVB_NODE: process.execPath,
    AVB_LANGUAGE_HOST: join(compiled, "languageHost.js"),
    AVB_EXIT_WITH_ENGINE: join(compiled, "exitWithEngine.js"),
    // Requests of a program to Azure's REST API reach no server, unless a test serves simulated Azure's.
    AZURE_VM_BACKUP_ARM_ENDPOINT: "https://127.0.0.1:9",
    ...own,
  };
}
