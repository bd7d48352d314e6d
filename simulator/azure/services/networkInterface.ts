import { AzureError, invalidReference } from "../azureError";
import { normalizeRegion } from "../ids";
import { formatAddress } from "../ipv4";
import { equalIgnoringCase, type Json, listAt, objectAt, textAt } from "../json";
import type { Azure, PutRequest, Service } from "../service";
import { nicType, vmType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";
import { subnetBlocks } from "./virtualNetwork";

/** Azure reserves the first four addresses of a subnet, and the last one. */
const reservedAddresses = 4;

export const networkInterface: Service = {
  checkPut({ azure, id, body }) {
    for (const config of listAt(body, "ipConfigurations")) {
      const subnetId = textAt(config, "subnet.id") ?? "";
      const network = parentOf(azure, subnetId, "subnets");
      if (
        !azure.store.find(subnetId) ||
        normalizeRegion(network?.properties.location) !== normalizeRegion(body.location)
      ) {
        throw invalidReference(subnetId, id);
      }
      const publicIp = textAt(config, "publicIPAddress.id");
      if (publicIp && !azure.store.find(publicIp)) throw invalidReference(publicIp, id);
    }
    const group = textAt(body, "networkSecurityGroup.id");
    if (group && !azure.store.find(group)) throw invalidReference(group, id);
  },

  storedProperties(request) {
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
      location: normalizeRegion(body.location),
      provisioningState: "Succeeded",
      resourceGuid: guidOf(id),
      ipConfigurations: withAddresses(request),
    };
  },

  computedProperties(resource, azure) {
    const vm = azure.store.referencing(resource.id, vmType)[0];
    if (!vm) return {};
    const mac = guidOf(resource.id).replaceAll("-", "").slice(0, 6).toUpperCase();
    const macAddress = `00-0D-3A-${mac.match(/../g)?.join("-")}`;
    return { virtualMachine: { id: vm.id }, primary: true, macAddress };
  },
};

/** The IP configurations, each with a private address: the requested one, the current one, or a free one. */
function withAddresses({ azure, id, body, current }: PutRequest): Json[] {
  const before = listAt(current?.properties, "ipConfigurations");
  const configs = listAt(body, "ipConfigurations").map((config) => objectAt(config));
  const assigned: (string | undefined)[] = [];
  return configs.map((config, i) => {
    const address =
      textAt(config.privateIPAddress) ??
      textAt(before[i], "privateIPAddress") ??
      freeAddress(azure, textAt(config, "subnet.id") ?? "", assigned);
    assigned.push(address);
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

function freeAddress(azure: Azure, subnetId: string, assigned: (string | undefined)[]): string | undefined {
  const block = subnetBlocks(azure.store.find(subnetId)?.properties ?? {})[0];
  if (!block) return undefined;
  const ofOtherInterfaces = azure.store
    .referencing(subnetId, nicType)
    .flatMap((nic) => listAt(nic.properties, "ipConfigurations"))
    .filter((config) => equalIgnoringCase(textAt(config, "subnet.id"), subnetId))
    .map((config) => textAt(config, "privateIPAddress"));
  const taken = new Set([...ofOtherInterfaces, ...assigned]);
  for (let address = block.first + reservedAddresses; address < block.last; address++) {
    if (!taken.has(formatAddress(address))) return formatAddress(address);
  }
  throw new AzureError(
    400,
    "SubnetIsFull",
    `Subnet ${subnetId} does not have enough capacity for 1 IP address.`,
  );
}
