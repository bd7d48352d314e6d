// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../../component/arguments";

/** Of ProxyExceptionRule. */
export const proxyExceptionRuleArguments = {
  resourceGroupName: { type: "text" },
  networkSecurityGroupName: { type: "text" },
  proxyAddress: { type: "text" },
  destination: {
    type: {
      fields: {
        internet: { type: "boolean", optional: true },
        addressRanges: { type: { list: { type: "text" } }, optional: true },
        storageRegion: { type: "text", optional: true },
      },
    },
    optional: true,
  },
  ports: { type: { list: { type: "text" } }, optional: true },
  priority: { type: "number", optional: true },
  existingRules: {
    type: {
      list: {
        type: {
          fields: {
            name: { type: "text", optional: true },
            priority: { type: "number", optional: true },
            direction: { type: "text" },
            access: { type: "text" },
            protocol: { type: "text" },
            sourceAddressPrefix: { type: "text", optional: true },
            sourceAddressPrefixes: { type: { list: { type: "text" } }, optional: true },
            sourceApplicationSecurityGroups: {
              type: { list: { type: { fields: { id: { type: "text", optional: true } }, open: true } } },
              optional: true,
            },
            sourcePortRange: { type: "text", optional: true },
            sourcePortRanges: { type: { list: { type: "text" } }, optional: true },
            destinationAddressPrefix: { type: "text", optional: true },
            destinationAddressPrefixes: { type: { list: { type: "text" } }, optional: true },
            destinationApplicationSecurityGroups: {
              type: { list: { type: { fields: { id: { type: "text", optional: true } }, open: true } } },
              optional: true,
            },
            destinationPortRange: { type: "text", optional: true },
            destinationPortRanges: { type: { list: { type: "text" } }, optional: true },
          },
          open: true,
        },
      },
    },
    optional: true,
  },
  ruleName: { type: "text", optional: true },
  description: { type: "text", optional: true },
} as const satisfies Fields;

/** Of ProxyInboundRule. */
export const proxyInboundRuleArguments = {
  resourceGroupName: { type: "text" },
  networkSecurityGroupName: { type: "text" },
  proxyPort: { type: "number" },
  proxyAddress: { type: "text", optional: true },
  priority: { type: "number", optional: true },
  existingRules: {
    type: {
      list: {
        type: {
          fields: {
            name: { type: "text", optional: true },
            priority: { type: "number", optional: true },
            direction: { type: "text" },
            access: { type: "text" },
            protocol: { type: "text" },
            sourceAddressPrefix: { type: "text", optional: true },
            sourceAddressPrefixes: { type: { list: { type: "text" } }, optional: true },
            sourceApplicationSecurityGroups: {
              type: { list: { type: { fields: { id: { type: "text", optional: true } }, open: true } } },
              optional: true,
            },
            sourcePortRange: { type: "text", optional: true },
            sourcePortRanges: { type: { list: { type: "text" } }, optional: true },
            destinationAddressPrefix: { type: "text", optional: true },
            destinationAddressPrefixes: { type: { list: { type: "text" } }, optional: true },
            destinationApplicationSecurityGroups: {
              type: { list: { type: { fields: { id: { type: "text", optional: true } }, open: true } } },
              optional: true,
            },
            destinationPortRange: { type: "text", optional: true },
            destinationPortRanges: { type: { list: { type: "text" } }, optional: true },
          },
          open: true,
        },
      },
    },
    optional: true,
  },
  ruleName: { type: "text", optional: true },
  description: { type: "text", optional: true },
} as const satisfies Fields;

/** Of VmProxySettings. */
export const vmProxySettingsArguments = {
  resourceGroupName: { type: "text" },
  vmName: { type: "text" },
  osType: { type: { oneOf: ["Windows", "Linux"] } },
  proxyHost: { type: "text" },
  proxyPort: { type: "number" },
  location: { type: "text", optional: true },
  tags: { type: { map: { type: "text" } }, optional: true },
} as const satisfies Fields;
