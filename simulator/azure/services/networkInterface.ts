import { region } from "../ids";
import { formatAddress } from "../ipv4";
import { type Json, list, object, sameText, text } from "../json";
import { missingReference, Refusal } from "../refusal";
import type { Azure, Put, Service } from "../service";
import { nicType, vmType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";
import { subnetBlocks } from "./virtualNetwork";

/** Azure keeps the first four addresses of a subnet, and the last one. */
const keptAddresses = 4;

export const networkInterface: Service = {
  check({ azure, id, body }) {
    for (const config of list(body, "ipConfigurations")) {
      const subnetId = text(config, "subnet.id") ?? "";
      const network = parentOf(azure, subnetId, "subnets");
      if (!azure.store.find(subnetId) || region(network?.properties.location) !== region(body.location)) {
        throw missingReference(subnetId, id);
      }
      const publicIp = text(config, "publicIPAddress.id");
      if (publicIp && !azure.store.find(publicIp)) throw missingReference(publicIp, id);
    }
    const group = text(body, "networkSecurityGroup.id");
    if (group && !azure.store.find(group)) throw missingReference(group, id);
  },

  shape(request) {
    const { id, body } = request;
    return {
      enableAcceleratedNetworking: false,
      enableIPForwarding: false,
      auxiliaryMode: "None",
      auxiliarySku: "None",
      disableTcpStateTracking: false,
      nicType: "Standard",
      vnetEncryptionSupported: false,
      hostedWorkloads: [],
      tapConfigurations: [],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      ...body,
      location: region(body.location),
      provisioningState: "Succeeded",
      resourceGuid: guidOf(id),
      ipConfigurations: ipConfigurations(request),
    };
  },

  get(resource, azure) {
    const vm = azure.store.users(resource.id, vmType)[0];
    if (!vm) return {};
    const mac = guidOf(resource.id).replaceAll("-", "").slice(0, 6).toUpperCase();
    const macAddress = `00-0D-3A-${mac.match(/../g)?.join("-")}`;
    return { virtualMachine: { id: vm.id }, primary: true, macAddress };
  },
};

function ipConfigurations({ azure, id, body, current }: Put): Json[] {
  const before = list(current?.properties, "ipConfigurations");
  const configs = list(body, "ipConfigurations").map((config) => object(config));
  const given: (string | undefined)[] = [];
  return configs.map((config, i) => {
    const address =
      text(config.privateIPAddress) ??
      text(before[i], "privateIPAddress") ??
      freeAddress(azure, text(config, "subnet.id") ?? "", given);
    given.push(address);
    return {
      privateIPAllocationMethod: "Dynamic",
      privateIPAddressVersion: "IPv4",
      ...(configs.length === 1 ? { primary: true } : {}),
      ...config,
      privateIPAddress: address,
      id: `${id}/ipConfigurations/${config.name}`,
      type: "Microsoft.Network/networkInterfaces/ipConfigurations",
      provisioningState: "Succeeded",
    };
  });
}

function freeAddress(azure: Azure, subnetId: string, given: (string | undefined)[]): string | undefined {
  const block = subnetBlocks(azure.store.find(subnetId)?.properties ?? {})[0];
  if (!block) return undefined;
  const elsewhere = azure.store
    .users(subnetId, nicType)
    .flatMap((nic) => list(nic.properties, "ipConfigurations"))
    .filter((config) => sameText(text(config, "subnet.id"), subnetId))
    .map((config) => text(config, "privateIPAddress"));
  const taken = new Set([...elsewhere, ...given]);
  for (let address = block.first + keptAddresses; address < block.last; address++) {
    if (!taken.has(formatAddress(address))) return formatAddress(address);
  }
  throw new Refusal(
    400,
    "SubnetIsFull",
    `Subnet ${subnetId} does not have enough capacity for 1 IP address.`,
  );
}
