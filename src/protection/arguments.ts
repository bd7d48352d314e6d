// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../component/arguments";

/** Of ProtectedVms. */
export const protectedVmsArguments = {
  resourceGroupName: { type: "text" },
  vaultName: { type: "text" },
  policyId: { type: "text" },
  vms: {
    type: {
      map: {
        type: {
          fields: {
            vmId: { type: "text" },
            vmName: { type: "text", optional: true, plain: true },
            resourceGroupName: { type: "text", optional: true },
            previousKey: { type: "text", optional: true, plain: true },
            policyId: { type: "text", optional: true },
            protectionState: {
              type: { oneOf: ["Protected", "ProtectionStopped", "BackupsSuspended"] },
              optional: true,
            },
            disks: {
              type: {
                fields: {
                  include: { type: { list: { type: "number" } }, optional: true },
                  exclude: { type: { list: { type: "number" } }, optional: true },
                },
              },
              optional: true,
            },
          },
        },
      },
    },
    plain: true,
  },
  onDestroy: { type: { oneOf: ["Delete", "Retain"] }, optional: true, plain: true },
  adopt: {
    type: {
      fields: {
        vaultId: { type: "text", plain: true },
        keys: { type: { list: { type: "text", plain: true } }, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
  initialBackup: {
    type: {
      fields: {
        retentionDays: { type: "number", optional: true, plain: true },
        wait: { type: "boolean", optional: true, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
} as const satisfies Fields;
