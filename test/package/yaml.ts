import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { itemType, vaultType } from "../../simulator/azure/types";
import { createStack, type PolicyOptions, type Stack } from "../../simulator/engine";
import { here, vm } from "../simulator/azure/bodies";
import { startAzure } from "../simulator/azure/harness";
import { type Entry, inVault, output, vmId } from "./everyComponent";
import { provideYamlHost } from "./languageTools";
import { type RunningPlugin, startPlugin } from "./runningPlugin";

export interface YamlStack extends Stack {
  /** Replaces the program. `config`: its configuration values, all strings. */
  write(resources: Record<string, Entry>, config?: Readonly<Record<string, string>>): void;
}

/**
 * A stack whose program is YAML, on Pulumi's own YAML language host; `library`: the folder of the component plugin. `inProcess`: whether
 * simulated Azure runs in this process, which a program with explicit providers excludes. `keepsPlugin`: whether the plugin goes on running
 * after a command that failed.
 */
export async function yamlStack(
  library: string,
  azureDir: string,
  { inProcess = true, keepsPlugin = false } = {},
): Promise<YamlStack> {
  await provideYamlHost();
  let plugin: RunningPlugin | undefined;
  const projectDir = mkdtempSync(join(tmpdir(), "avb-yaml-"));
  const write: YamlStack["write"] = (resources, config = {}) => {
    const typed = Object.entries(resources).map(([name, { type, ...entry }]) => [
      name,
      { type: `azure-vm-backup:${type}`, ...entry },
    ]);
    const program = [
      "name: languages",
      "runtime: yaml",
      `packages: ${JSON.stringify({ "azure-vm-backup": library })}`,
      `config: ${JSON.stringify(Object.fromEntries(Object.keys(config).map((name) => [name, { type: "string" }])))}`,
      `resources: ${JSON.stringify(Object.fromEntries(typed))}`,
    ];
    writeFileSync(join(projectDir, "Pulumi.yaml"), program.join("\n")); // JSON is YAML.
    stack?.setConfig(config);
  };
  let stack: Stack | undefined;
  write({});
  stack = await createStack({ projectDir, azureDir, inProcess });
  const { preview, up, destroy } = stack;
  const stopPlugin = () => {
    plugin?.stop();
    plugin = undefined;
  };
  const withPlugin =
    (command: Stack["up"]) =>
    async (options: PolicyOptions = {}) => {
      plugin ??= await startPlugin(library);
      const outcome = await command({ ...options, env: { ...plugin.env, ...options.env } });
      // After an error some components may wait for others for ever.
      if (!outcome.ok && !keepsPlugin) stopPlugin();
      return outcome;
    };
  const remove = () => {
    stack.remove();
    stopPlugin();
    for (const folder of [projectDir, azureDir]) rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...stack,
    ...{ preview: withPlugin(preview), up: withPlugin(up), destroy: withPlugin(destroy) },
    ...{ write, remove },
  };
}

/** A new simulated Azure with a resource group, four VMs, a security group and a firewall policy. */
export async function furnishedAzure(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "avb-azure-"));
  const azure = await startAzure({ folder });
  await azure.create("resources:ResourceGroup", here);
  for (const name of ["web", "database", "near"]) await azure.create("compute:VirtualMachine", vm(name));
  await azure.create("compute:VirtualMachine", { ...vm("far"), location: "northeurope" });
  await azure.create("network:NetworkSecurityGroup", { ...here, networkSecurityGroupName: "guard" });
  await azure.create("network:FirewallPolicy", { ...here, firewallPolicyName: "firewall" });
  await azure.stop();
  return folder;
}

/** A vault, a policy and items in it, with some of their properties replaced. */
export const backupInYaml = (
  given: { vault?: object; nightly?: object; protected?: object } = {},
): Record<string, Entry> => ({
  vault: {
    type: "BackupVault",
    properties: { resourceGroupName: "rg", vaultName: "bank-vault", ...given.vault },
  },
  nightly: {
    type: "VmBackupPolicy",
    properties: {
      ...{ ...inVault, timeZone: "Europe/Paris" },
      schedule: { daily: { time: "22:30" } },
      retention: { daily: { days: 30 } },
      ...given.nightly,
    },
  },
  protected: {
    type: "ProtectedVms",
    properties: {
      ...{ ...inVault, policyId: output("nightly.policyId") },
      vms: { web: { vmId: vmId("web") }, database: { vmId: vmId("database") } },
      ...given.protected,
    },
  },
});

/** The numbers of vaults and protected items in a stack's simulated Azure. */
export function countsInAzure({ azureDir }: Stack): number[] {
  const store = openStore(azureDir);
  return [vaultType, itemType].map((type) => [...store.ofType(type)].length);
}
