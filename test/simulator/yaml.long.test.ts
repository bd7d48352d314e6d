// YAML programs with the command `simulate`: the YAML host needs the schema that the provider serves.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { itemType, vmType } from "../../simulator/azure/types";
import { provideYamlHost } from "../package/languageTools";
import { packedLibrary } from "../package/packed";
import { type RunningPlugin, startPlugin } from "../package/runningPlugin";
import { runCli } from "../support/cli";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

let root: string;
let library: string;
let plugin: RunningPlugin;
const folder = mkdtempSync(join(tmpdir(), "yaml-"));
beforeAll(async () => {
  await provideYamlHost();
  ({ root, library } = await packedLibrary());
  plugin = await startPlugin(library);
  write();
  await pulumi("stack", "init", "dev");
});
afterAll(() => {
  plugin.stop();
  for (const made of [root, folder]) rmSync(made, { recursive: true, force: true });
});

const pulumi = async (...args: string[]) => {
  const plainOutput = ["--non-interactive", "--color", "never"];
  const ofPlugin = Object.entries(plugin.env).map(([name, value]) => `${name}=${value}`);
  const command = ["env", ...ofPlugin, "pulumi", ...args, ...plainOutput];
  const { code, stdout, stderr } = await runCli(["simulate", "--", ...command], { cwd: folder });
  return { code, output: stdout + stderr };
};

/** A program with resources of azure-native and components of this library that use each other's outputs. */
const program = ({ space = "addressSpace", more = "" } = {}) => `
name: bank
runtime: yaml
packages: { azure-vm-backup: ${library} }
variables:
  client: { fn::invoke: { function: "azure-native:authorization:getClientConfig" } }
resources:
  group:
    type: azure-native:resources:ResourceGroup
    properties: { resourceGroupName: bank, location: westeurope }
  network:
    type: azure-native:network:VirtualNetwork
    properties:
      resourceGroupName: \${group.name}
      ${space}: { addressPrefixes: [10.0.0.0/16] }
      subnets: [{ name: servers, addressPrefix: 10.0.1.0/24 }]
  card:
    type: azure-native:network:NetworkInterface
    properties:
      resourceGroupName: \${group.name}
      ipConfigurations: [{ name: ip, subnet: { id: "\${network.subnets[0].id}" } }]
  ledger:
    type: azure-native:compute:VirtualMachine
    properties:
      resourceGroupName: \${group.name}
      vmName: ledger
      hardwareProfile: { vmSize: Standard_D2s_v5 }
      networkProfile: { networkInterfaces: [{ id: "\${card.id}" }] }
      osProfile: { computerName: ledger, adminUsername: bank, adminPassword: { fn::secret: "Not-a-real-1" } }
      storageProfile:
        imageReference: { publisher: Canonical, offer: ubuntu-24_04-lts, sku: server, version: latest }
        osDisk: { createOption: FromImage, managedDisk: { storageAccountType: Premium_LRS } }
  vault:
    type: azure-vm-backup:BackupVault
    properties: { resourceGroupName: "\${group.name}", location: "\${group.location}", onDestroy: Delete }
  nightly:
    type: azure-vm-backup:VmBackupPolicy
    properties:
      resourceGroupName: \${vault.resourceGroupName}
      vaultName: \${vault.vaultName}
      timeZone: UTC
      schedule: { daily: { time: "22:30" } }
      retention: { daily: { days: 30 } }
  backup:
    type: azure-vm-backup:ProtectedVms
    properties:
      resourceGroupName: \${vault.resourceGroupName}
      vaultName: \${vault.vaultName}
      policyId: \${nightly.policyId}
      onDestroy: Delete
      vms: { ledger: { resourceGroupName: "\${group.name}", vmName: ledger, vmId: "\${ledger.id}" } }
${more}
outputs:
  user: \${ledger.osProfile.adminUsername}
  state: \${group.properties.provisioningState}
  address: \${card.ipConfigurations[0].privateIPAddress}
  subscription: \${client.subscriptionId}
`;
const write = (given: Parameters<typeof program>[0] = {}) =>
  writeFileSync(join(folder, "Pulumi.yaml"), program(given));

const countVmsAndItems = () => {
  const store = openStore(join(folder, ".simulated-azure/azure"));
  return [vmType, itemType].map((type) => [...store.ofType(type)].length);
};

it("previews and deploys, and a second deployment changes nothing", async () => {
  const preview = await pulumi("preview");
  expect(preview).toEqual({ code: 0, output: expect.stringContaining("+ 11 to create") });

  const up = await pulumi("up", "--yes", "--skip-preview");
  expect(up).toEqual({ code: 0, output: expect.stringContaining("+ 11 created") });
  expect(up.output).toMatch(/address +: "10\.0\.1\.4"/);
  expect(up.output).toMatch(/state +: "Succeeded"/);
  expect(up.output).toMatch(/user +: "bank"/);
  expect(up.output).toMatch(/subscription: "00000000-/);
  expect(countVmsAndItems()).toEqual([1, 1]);

  expect((await pulumi("up", "--yes", "--expect-no-changes")).code).toBe(0);
});

it("a misspelt property is an error, as with azure-native's own schema", async () => {
  write({ space: "addresSpace" });
  const { code, output } = await pulumi("preview");
  expect(code).not.toBe(0);
  expect(output).toContain("Property addresSpace does not exist on 'azure-native:network:VirtualNetwork'");
});

it("a type that is not modelled is stored with a warning; destroy deletes everything", async () => {
  write({
    more: `
  cache:
    type: azure-native:redis:Redis
    properties: { resourceGroupName: "\${group.name}", sku: { name: Basic, family: C, capacity: 0 } }`,
  });
  const up = await pulumi("up", "--yes", "--skip-preview");
  expect(up).toEqual({ code: 0, output: expect.stringContaining("+ 1 created") });
  expect(up.output).toContain("warning: Simulated Azure does not model azure-native:redis:Redis");
  expect((await pulumi("destroy", "--yes", "--skip-preview")).code).toBe(0);
  expect(countVmsAndItems()).toEqual([0, 0]);
});
