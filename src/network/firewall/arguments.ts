// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../../component/arguments";

/** Of BackupFirewallRule. */
export const backupFirewallRuleArguments = {
  resourceGroupName: { type: "text" },
  firewallPolicyName: { type: "text" },
  sources: {
    type: {
      fields: {
        addresses: { type: { list: { type: "text" } }, optional: true },
        ipGroupIds: { type: { list: { type: "text" } }, optional: true },
      },
    },
  },
  managedDisks: { type: { fields: { region: { type: "text" } } }, optional: true },
  priority: { type: "number", optional: true },
  groupName: { type: "text", optional: true },
} as const satisfies Fields;
