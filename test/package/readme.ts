/** What README.md tells a newcomer to do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";

const readme = () => readFileSync(join(repositoryDir, "README.md"), "utf8");

/** The packages of its two install lines: for a program, and for the policy pack. */
export function installLines(): string[][] {
  const lines = [...readme().matchAll(/`npm install (azure-vm-backup [^`]+)`/g)];
  if (lines.length !== 2) throw new Error(`README.md has ${lines.length} install lines, not 2`);
  return lines.map(([, packages]) => (packages as string).split(" "));
}

/** The option by which it runs the policy pack. */
export function policyPackFolder(): string {
  const [, folder] = /`pulumi preview --policy-pack (node_modules\/[^`]+)`/.exec(readme()) ?? [];
  if (folder === undefined) throw new Error("README.md has no preview with the policy pack");
  return folder;
}

/** Its first program, with what it leaves to the reader: imports, a group, and a VM "as ever". */
export function firstProgram(): string {
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(readme()) ?? [];
  const asEver = " /* as ever */";
  if (!program.includes(asEver)) throw new Error("README.md's first program has no VM as ever");
  return `import { VirtualMachine } from "@pulumi/azure-native/compute";
import { NetworkInterface, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import { ResourceGroup } from "@pulumi/azure-native/resources";
${program.replace(asEver, ", ...asEver").replace(/(?<=^import .*azure-vm-backup";\n)/m, before)}`;
}

const before = `
const group = new ResourceGroup("bank", { location: "westeurope" });
const inGroup = { resourceGroupName: group.name, location: "westeurope" };
const vnet = new VirtualNetwork("vnet", { ...inGroup, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const inVnet = { resourceGroupName: group.name, virtualNetworkName: vnet.name };
const subnet = new Subnet("servers", { ...inVnet, addressPrefix: "10.0.1.0/24" });
const primary = { name: "primary", subnet: { id: subnet.id } };
const nic = new NetworkInterface("nic", { ...inGroup, ipConfigurations: [primary] });
const asEver = {
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  networkProfile: { networkInterfaces: [{ id: nic.id }] },
  osProfile: { computerName: "ledger", adminUsername: "operator", adminPassword: "Simulated-1!" },
  storageProfile: {
    imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
};
`;
