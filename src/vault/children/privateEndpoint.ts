import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { VaultContext } from "./context";

/** One private endpoint of the vault. */
export interface VaultPrivateEndpoint {
  /** Azure id of the subnet. */
  subnetId: pulumi.Input<string>;
  /** Azure ids of the private DNS zones in which Azure enters the endpoint: backupPrivateDnsZoneNames says which three. Omitted: none, for a DNS server of your own. */
  privateDnsZoneIds?: pulumi.Input<string>[];
  /** Name of the endpoint in Azure. Omitted: the component's name, a hyphen and the key. */
  privateEndpointName?: pulumi.Input<string>;
  /** Name of the endpoint's resource group. Omitted: the vault's. */
  resourceGroupName?: pulumi.Input<string>;
}

/**
 * Private endpoints, each with its group of DNS zones. Azure takes them while nothing was ever protected in the vault: what protects
 * a VM there waits for the URNs that this answers.
 */
export function addPrivateEndpoints(
  { name, vault, resourceGroupName, location, options }: VaultContext,
  endpoints: Readonly<Record<string, VaultPrivateEndpoint>>,
): pulumi.Output<string>[] {
  return Object.entries(endpoints).map(([key, given]) => {
    const group = given.resourceGroupName ?? resourceGroupName;
    const endpoint = new network.PrivateEndpoint(
      `${name}-${key}`,
      {
        privateEndpointName: given.privateEndpointName ?? `${name}-${key}`,
        resourceGroupName: group,
        ...(location !== undefined && { location }),
        subnet: { id: given.subnetId },
        privateLinkServiceConnections: [
          { name: `${name}-${key}`, privateLinkServiceId: vault.id, groupIds: ["AzureBackup"] },
        ],
      },
      options({ retains: true }),
    );
    const zones = given.privateDnsZoneIds ?? [];
    if (zones.length === 0) return endpoint.urn;
    const inZones = new network.PrivateDnsZoneGroup(
      `${name}-${key}`,
      {
        privateDnsZoneGroupName: "default",
        privateEndpointName: endpoint.name,
        resourceGroupName: group,
        privateDnsZoneConfigs: zones.map((zone) => ({ name: configName(zone), privateDnsZoneId: zone })),
      },
      options({ retains: true }),
    );
    return inZones.urn;
  });
}

/** The zone's own name, with hyphens: a configuration's name takes no dots. */
const configName = (zone: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.output(zone).apply((id) => (id.split("/").pop() ?? "").replaceAll(".", "-"));
