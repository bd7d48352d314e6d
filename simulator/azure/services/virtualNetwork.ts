import { childrenOf } from "../children";
import { region } from "../ids";
import { type Block, contains, formatAddress, overlap, parseBlock } from "../ipv4";
import { isObject, type Json, list, sameText, text, withDefaults } from "../json";
import { missingReference, Refusal } from "../refusal";
import type { Service } from "../service";
import { nicType } from "../types";
import { guidOf } from "./guid";
import { parentOf } from "./parent";

export const virtualNetwork: Service = {
  check({ name, body }) {
    const subnets = list(body, "subnets").filter(isObject);
    for (const [i, subnet] of subnets.entries()) {
      checkSubnet(name, body, text(subnet.name) ?? "", subnet, subnets.slice(0, i));
    }
  },

  shape: ({ id, body }) => ({
    ...body,
    location: region(body.location),
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id),
    virtualNetworkPeerings: body.virtualNetworkPeerings ?? [],
  }),
};

export const subnet: Service = {
  check({ azure, id, name, body }) {
    const network = parentOf(azure, id, "subnets");
    if (!network) return;
    const others = childrenOf(azure, network, "network:Subnet").filter((other) => !sameText(other.id, id));
    const named = others.map((other) => ({ ...other.properties, name: other.name }));
    checkSubnet(network.name, network.properties, name, body, named);
    for (const key of ["networkSecurityGroup", "routeTable"]) {
      const reference = text(body, `${key}.id`);
      if (reference && !azure.store.find(reference)) throw missingReference(reference, id);
    }
  },

  shape: ({ body }) => ({
    ...withDefaults(body, {
      delegations: [],
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
    }),
    type: "Microsoft.Network/virtualNetworks/subnets",
    provisioningState: "Succeeded",
  }),

  get(resource, azure) {
    const ipConfigurations = azure.store.users(resource.id, nicType).flatMap((nic) =>
      list(nic.properties, "ipConfigurations")
        .filter((config) => sameText(text(config, "subnet.id"), resource.id))
        .map((config) => ({ id: text(config, "id") })),
    );
    return ipConfigurations.length > 0 ? { ipConfigurations } : {};
  },
};

export const publicIp: Service = {
  shape: ({ id, body }) => ({
    ...withDefaults(body, {
      idleTimeoutInMinutes: 4,
      ipTags: [],
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Dynamic",
      sku: { name: "Basic", tier: "Regional" },
    }),
    // An address of the block kept for documentation. A dynamic one appears only once it is attached.
    ...(body.publicIPAllocationMethod === "Static"
      ? { ipAddress: formatAddress(0xcb007100 + (Number.parseInt(guidOf(id).slice(0, 2), 16) || 1)) }
      : {}),
    location: region(body.location),
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id),
  }),

  get(resource, azure) {
    const nic = azure.store.users(resource.id, nicType)[0];
    const config = list(nic?.properties, "ipConfigurations").find((one) =>
      sameText(text(one, "publicIPAddress.id"), resource.id),
    );
    return config ? { ipConfiguration: { id: text(config, "id") } } : {};
  },
};

function checkSubnet(network: string, networkBody: Json, name: string, subnet: Json, others: Json[]): void {
  const spaces = blocks(list(networkBody, "addressSpace.addressPrefixes"));
  for (const block of subnetBlocks(subnet)) {
    if (spaces.length > 0 && !spaces.some((space) => contains(space, block))) {
      throw new Refusal(
        400,
        "NetcfgInvalidSubnet",
        `Subnet '${name}' is not valid in virtual network '${network}'.`,
      );
    }
    for (const other of others) {
      if (!subnetBlocks(other).some((taken) => overlap(taken, block))) continue;
      throw new Refusal(
        400,
        "NetcfgSubnetRangesOverlap",
        `Subnet '${name}' is not valid because its IP address range overlaps with that of '${other.name}'.`,
      );
    }
  }
}

/** The IPv4 blocks of a subnet. */
export function subnetBlocks(subnet: Json): Block[] {
  return blocks([subnet.addressPrefix, ...list(subnet, "addressPrefixes")]);
}

function blocks(prefixes: unknown[]): Block[] {
  return prefixes.map((prefix) => parseBlock(String(prefix))).filter((block) => block !== undefined);
}
