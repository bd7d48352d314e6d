// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../component/arguments";

/** Of BackupAtScale. */
export const backupAtScaleArguments = {
  scope: { type: "text" },
  backups: {
    type: {
      map: {
        type: {
          fields: {
            policyId: { type: "text" },
            location: { type: "text" },
            tagValues: { type: { list: { type: "text" } }, optional: true },
          },
        },
      },
    },
    optional: true,
    plain: true,
  },
  tagName: { type: "text", optional: true },
  exceptTagValues: { type: { list: { type: "text" } }, optional: true },
  identityLocation: { type: "text", optional: true },
  exclude: { type: { list: { type: "text" } }, optional: true },
  enforcement: { type: { oneOf: ["Default", "DoNotEnforce"] }, optional: true },
  nonComplianceMessage: { type: "text", optional: true },
  remediation: {
    type: {
      fields: {
        run: { type: "text", plain: true },
        mostVms: { type: "number", optional: true },
        parallelDeployments: { type: "number", optional: true },
      },
    },
    optional: true,
    plain: true,
  },
  audit: {
    type: {
      fields: {
        scope: { type: "text", optional: true },
        exclude: { type: { list: { type: "text" } }, optional: true },
      },
    },
    optional: true,
    plain: true,
  },
  assignmentNamePrefix: { type: "text", optional: true, plain: true },
} as const satisfies Fields;

/** Of SupportLimitsInitiative. */
export const supportLimitsInitiativeArguments = {
  managementGroupId: { type: "text", optional: true },
  initiativeName: { type: "text", optional: true },
  effect: { type: { oneOf: ["Disabled", "Audit", "Deny"] } },
  effectOverrides: { type: { map: { type: { oneOf: ["Disabled", "Audit", "Deny"] } } }, optional: true },
  settings: { type: { map: { type: "any" } }, optional: true },
  assignment: {
    type: {
      fields: {
        scope: { type: "text", optional: true },
        assignmentName: { type: "text", optional: true },
        exclude: { type: { list: { type: "text" } }, optional: true },
        enforcement: { type: { oneOf: ["Default", "DoNotEnforce"] }, optional: true },
        nonComplianceMessage: { type: "text", optional: true },
      },
    },
    optional: true,
    plain: true,
  },
} as const satisfies Fields;
