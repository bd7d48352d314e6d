import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { VaultContext } from "./context";

/** A private endpoint of the vault. */
export interface VaultPrivateEndpoint {
  /** Azure id of the subnet that holds the endpoint. */
  subnetId: pulumi.Input<string>;
  /** Azure ids of the three private DNS zones in which Azure registers the endpoint: backupPrivateDnsZoneNames returns their names. Omitted: none, e.g. if you run your own DNS server. */
  privateDnsZoneIds?: pulumi.Input<string>[];
  /** Name of the endpoint in Azure. Omitted: the component's name, a hyphen and the key. */
  privateEndpointName?: pulumi.Input<string>;
  /** Name of the endpoint's resource group. Omitted: the vault's resource group. */
  resourceGroupName?: pulumi.Input<string>;
}

/**
 * Creates private endpoints, each with its group of DNS zones. Azure accepts them only while the vault has never protected a VM: resources
 * that protect a VM must wait for the URNs that this returns.
 */
export function addPrivateEndpoints(
  { name, vault, resourceGroupName, location, options }: VaultContext,
  endpoints: Readonly<Record<string, VaultPrivateEndpoint>>,
): pulumi.Output<string>[] {
  return Object.entries(endpoints).map(([key, args]) => {
    const groupName = args.resourceGroupName ?? resourceGroupName;
    const endpoint = new network.PrivateEndpoint(
      `${name}-${key}`,
      {
        privateEndpointName: args.privateEndpointName ?? `${name}-${key}`,
        resourceGroupName: groupName,
        ...(location !== undefined && { location }),
        subnet: { id: args.subnetId },
        privateLinkServiceConnections: [
          { name: `${name}-${key}`, privateLinkServiceId: vault.id, groupIds: ["AzureBackup"] },
        ],
      },
      options({ staysWithVault: true }),
    );
    const zones = args.privateDnsZoneIds ?? [];
    if (zones.length === 0) return endpoint.urn;
    const zoneGroup = new network.PrivateDnsZoneGroup(
      `${name}-${key}`,
      {
        privateDnsZoneGroupName: "default",
        privateEndpointName: endpoint.name,
        resourceGroupName: groupName,
        privateDnsZoneConfigs: zones.map((zone) => ({ name: configName(zone), privateDnsZoneId: zone })),
      },
      options({ staysWithVault: true }),
    );
    return zoneGroup.urn;
  });
}

/** The zone's own name with hyphens: the name of a configuration must not have dots. */
const configName = (zone: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.output(zone).apply((id) => (id.split("/").pop() ?? "").replaceAll(".", "-"));
