/** What README.md, and the page that it sends a newcomer to, tell to do. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";

const pages = (): string =>
  ["README.md", "docs/set-up.md"]
    .map((page) => join(repositoryDir, page))
    .filter((page) => existsSync(page))
    .map((page) => readFileSync(page, "utf8"))
    .join("\n");

/** The packages that they say to install: for a program, and for the policy pack. */
export function installLines(): string[][] {
  const found = [...pages().matchAll(/npm install (?:--save-dev )?(azure-vm-backup [\w@/ -]+)/g)];
  const lines = [...new Set(found.map(([, packages = ""]) => packages.trim()))].map((line) =>
    line.split(" "),
  );
  for (const needed of ["@pulumi/azure-native", "@pulumi/policy"])
    if (!lines.some((line) => line.includes(needed))) throw new Error(`No page says to install ${needed}`);
  return lines;
}

/** The folder of the policy pack, as they give it to `--policy-pack`. */
export function policyPackFolder(): string {
  const [, folder] = /pulumi preview --policy-pack (node_modules\/[\w/-]+)/.exec(pages()) ?? [];
  if (folder === undefined) throw new Error("No page has a preview with the policy pack");
  return folder;
}

/** README's first program, with what it leaves to the reader: the VM's own settings, and a group and imports where it has none. */
export function firstProgram(): string {
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(pages()) ?? [];
  const vmSettings = / \/\* your VM[^*]*\*\//;
  if (!vmSettings.test(program))
    throw new Error("README.md's first program has no comment in place of the VM's settings");
  const whole = program.replace(vmSettings, ", ...vmSettings").replace(/^(?=const names)/m, around);
  return `${Object.entries(needed)
    .filter(([declared]) => !program.includes(declared))
    .map(([, line]) => line)
    .join("\n")}\n${whole}`;
}

/** What a program needs that does not have the text before. */
const needed = {
  "import { VirtualMachine }": 'import { VirtualMachine } from "@pulumi/azure-native/compute";',
  "import { ResourceGroup }": 'import { ResourceGroup } from "@pulumi/azure-native/resources";',
  "import { Subnet }":
    'import { NetworkInterface, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";',
  "const group =": 'const group = new ResourceGroup("bank", { location: "westeurope" });',
};

const around = `
const inGroup = { resourceGroupName: group.name };
const vnet = new VirtualNetwork("vnet", { ...inGroup, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const inVnet = { resourceGroupName: group.name, virtualNetworkName: vnet.name };
const subnet = new Subnet("servers", { ...inVnet, addressPrefix: "10.0.1.0/24" });
const primary = { name: "primary", subnet: { id: subnet.id } };
const nic = new NetworkInterface("nic", { ...inGroup, ipConfigurations: [primary] });
const vmSettings = {
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  networkProfile: { networkInterfaces: [{ id: nic.id }] },
  osProfile: { computerName: "ledger", adminUsername: "operator", adminPassword: "Simulated-1!" },
  storageProfile: {
    imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
};
`;
