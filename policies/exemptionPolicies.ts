import type {
  EnforcementLevel,
  PolicyConfigSchema,
  ReportViolation,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Exemption, expiryForm, reasonLength } from "../src/core/exemptions";
import { formatFinding } from "../src/core/format";
import type { Run } from "./run";
import { NEVER_MATCHES } from "./sdkProtocol";

const text = { severity: "medium" as const, tags: ["azure-backup"] };

const listSchema = (given: readonly Exemption[]): PolicyConfigSchema => ({
  properties: {
    list: {
      type: "array",
      description: "Findings that are accepted until a certain day.",
      default: given as never,
      items: {
        type: "object",
        required: ["policy", "match", "reason", "expires"],
        additionalProperties: false,
        properties: {
          policy: { type: "string", description: "Name of the policy." },
          match: {
            type: "object",
            description: "The resources: exactly one of urn, name (a glob), tag (key or key=value).",
            additionalProperties: false,
            properties: { urn: { type: "string" }, name: { type: "string" }, tag: { type: "string" } },
          },
          reason: { type: "string", minLength: reasonLength.min, description: "Why, and who decided it." },
          expires: { type: "string", pattern: expiryForm.pattern.source, description: expiryForm.text },
        },
      },
    },
  },
});

/** The first policy of the pack: it reads the exemptions from its configuration and reports invalid ones. */
export const exemptionsPolicy = (given: readonly Exemption[], { exemptions, sdk }: Run) =>
  sdk.judgeResources(
    "exemptions",
    {
      ...text,
      name: "exemptions",
      displayName: "Valid exemptions",
      description: "Every exemption names a policy, the resources, a reason and its last day.",
      enforcementLevel: "mandatory" as const,
      remediationSteps: "Correct the exemption, or remove it. Until then it exempts nothing.",
      configSchema: listSchema(given),
    },
    {
      validate: (args, report) => {
        const { list } = args.getConfig<{ list?: readonly Exemption[] }>();
        for (const finding of exemptions.load(list)) report(formatFinding(finding));
      },
    },
  );

/** The last policy of the pack: what the exemptions cover, which have expired, and which are not needed. */
export function exemptionsInUsePolicy(level: EnforcementLevel, { exemptions }: Run): StackValidationPolicy {
  const validate = (_: unknown, report: ReportViolation) => {
    for (const { message, urn } of exemptions.report()) report(message, urn);
  };
  return {
    ...text,
    name: "exemptions-in-use",
    displayName: "Exemptions in use",
    description: "Every exemption is in force and covers a finding.",
    enforcementLevel: level,
    remediationSteps: "Renew or remove expired exemptions. Remove those that cover no finding.",
    validateStack: Object.defineProperty(validate, "__pulumiType", {
      get: () => (exemptions.isEmpty ? NEVER_MATCHES : undefined),
    }),
  };
}
