import { AzureError, invalidReference } from "../azureError";
import { childrenOf } from "../children";
import { normalizeRegion } from "../ids";
import { type Block, contains, formatAddress, overlap, parseBlock } from "../ipv4";
import { equalIgnoringCase, isObject, type Json, listAt, textAt, withDefaults } from "../json";
import type { Service } from "../service";
import { nicType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";

export const virtualNetwork: Service = {
  checkPut({ name, body }) {
    const subnets = listAt(body, "subnets").filter(isObject);
    for (const [i, subnet] of subnets.entries()) {
      checkSubnet(name, body, textAt(subnet.name) ?? "", subnet, subnets.slice(0, i));
    }
  },

  storedProperties: ({ id, body }) => ({
    ...body,
    location: normalizeRegion(body.location),
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id),
    virtualNetworkPeerings: body.virtualNetworkPeerings ?? [],
  }),
};

export const subnet: Service = {
  checkPut({ azure, id, name, body }) {
    const network = parentOf(azure, id, "subnets");
    if (!network) return;
    const others = childrenOf(azure, network.id, "network:Subnet").filter(
      (other) => !equalIgnoringCase(other.id, id),
    );
    const otherBodies = others.map((other) => ({ ...other.properties, name: other.name }));
    checkSubnet(network.name, network.properties, name, body, otherBodies);
    for (const key of ["networkSecurityGroup", "routeTable"]) {
      const reference = textAt(body, `${key}.id`);
      if (reference && !azure.store.find(reference)) throw invalidReference(reference, id);
    }
  },

  storedProperties: ({ body }) => ({
    ...withDefaults(body, {
      delegations: [],
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
    }),
    type: "Microsoft.Network/virtualNetworks/subnets",
    provisioningState: "Succeeded",
  }),

  computedProperties(resource, azure) {
    const ipConfigurations = azure.store.referencing(resource.id, nicType).flatMap((nic) =>
      listAt(nic.properties, "ipConfigurations")
        .filter((config) => equalIgnoringCase(textAt(config, "subnet.id"), resource.id))
        .map((config) => ({ id: textAt(config, "id") })),
    );
    return ipConfigurations.length > 0 ? { ipConfigurations } : {};
  },
};

export const publicIp: Service = {
  storedProperties: ({ id, body }) => ({
    ...withDefaults(body, {
      idleTimeoutInMinutes: 4,
      ipTags: [],
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Dynamic",
      sku: { name: "Basic", tier: "Regional" },
    }),
    // An address of the block that is reserved for documentation. A dynamic address exists only while it is attached.
    ...(body.publicIPAllocationMethod === "Static"
      ? { ipAddress: formatAddress(0xcb007100 + (Number.parseInt(guidOf(id).slice(0, 2), 16) || 1)) }
      : {}),
    location: normalizeRegion(body.location),
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id),
  }),

  computedProperties(resource, azure) {
    const nic = azure.store.referencing(resource.id, nicType)[0];
    const config = listAt(nic?.properties, "ipConfigurations").find((ipConfiguration) =>
      equalIgnoringCase(textAt(ipConfiguration, "publicIPAddress.id"), resource.id),
    );
    return config ? { ipConfiguration: { id: textAt(config, "id") } } : {};
  },
};

/** A subnet lies within its network and overlaps none of the others. */
function checkSubnet(network: string, networkBody: Json, name: string, subnet: Json, others: Json[]): void {
  const spaces = blocks(listAt(networkBody, "addressSpace.addressPrefixes"));
  for (const block of subnetBlocks(subnet)) {
    if (spaces.length > 0 && !spaces.some((space) => contains(space, block))) {
      throw new AzureError(
        400,
        "NetcfgInvalidSubnet",
        `Subnet '${name}' is not valid in virtual network '${network}'.`,
      );
    }
    for (const other of others) {
      if (!subnetBlocks(other).some((taken) => overlap(taken, block))) continue;
      throw new AzureError(
        400,
        "NetcfgSubnetRangesOverlap",
        `Subnet '${name}' is not valid because its IP address range overlaps with that of '${other.name}'.`,
      );
    }
  }
}

/** The IPv4 blocks of a subnet. */
export function subnetBlocks(subnet: Json): Block[] {
  return blocks([subnet.addressPrefix, ...listAt(subnet, "addressPrefixes")]);
}

function blocks(prefixes: unknown[]): Block[] {
  return prefixes.map((prefix) => parseBlock(String(prefix))).filter((block) => block !== undefined);
}
