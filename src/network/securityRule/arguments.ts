// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../../component/arguments";

/** Of BackupNsgRule. */
export const backupNsgRuleArguments = {
  resourceGroupName: { type: "text" },
  networkSecurityGroupName: { type: "text" },
  region: { type: "text" },
  diskKind: { type: { oneOf: ["Managed", "UnmanagedEncrypted", "UnmanagedUnencrypted"] }, optional: true },
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

/** Of BackupServiceTagRules. */
export const backupServiceTagRulesArguments = {
  resourceGroupName: { type: "text" },
  networkSecurityGroupName: { type: "text" },
  region: { type: "text" },
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
