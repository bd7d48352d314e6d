import type {
  EnforcementLevel,
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Exemption, expiryForm, reasonLength } from "../src/core/exemptions";
import { formatFinding } from "../src/core/format";
import { NEVER_MATCHES } from "./adapt";
import type { Run } from "./run";

const text = { severity: "medium" as const, tags: ["azure-backup"] };

const listSchema = (given: readonly Exemption[]): PolicyConfigSchema => ({
  properties: {
    list: {
      type: "array",
      description: "Findings that are accepted until a day.",
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

/** The pack's first policy. It takes the exemptions from its configuration, and refuses malformed ones. */
export const exemptionsPolicy = (given: readonly Exemption[], run: Run): ResourceValidationPolicy => ({
  ...text,
  name: "exemptions",
  displayName: "Exemptions are well formed",
  description: "Every exemption names a policy, the resources, a reason and its last day.",
  enforcementLevel: "mandatory",
  remediationSteps: "Correct the exemption, or remove it. Until then it exempts nothing.",
  configSchema: listSchema(given),
  validateResource: Object.defineProperty(
    (args: ResourceValidationArgs, report: ReportViolation) => {
      run.visit("exemptions", args);
      const { list } = args.getConfig<{ list?: readonly Exemption[] }>();
      for (const fault of run.exemptions.load(list)) report(formatFinding(fault));
    },
    "__pulumiType",
    {
      get: () => {
        run.tokenFor("exemptions");
        return undefined;
      },
    },
  ),
});

/** The pack's last policy: what the exemptions covered, which ones are expired, which ones nobody needs. */
export function exemptionsInUsePolicy(level: EnforcementLevel, { exemptions }: Run): StackValidationPolicy {
  const validate = (_: unknown, report: ReportViolation) => {
    for (const { message, urn } of exemptions.report()) report(message, urn);
  };
  return {
    ...text,
    name: "exemptions-in-use",
    displayName: "Exemptions in use",
    description: "Exemptions are in force, needed and known to everybody.",
    enforcementLevel: level,
    remediationSteps: "Renew or remove expired exemptions; remove those that cover nothing.",
    validateStack: Object.defineProperty(validate, "__pulumiType", {
      get: () => (exemptions.isEmpty ? NEVER_MATCHES : undefined),
    }),
  };
}
