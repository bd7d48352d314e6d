import type { ResourceValidationPolicy, Secret } from "@pulumi/policy";
import { at } from "../src/core/finding";
import type { SecretValue } from "../src/core/secrets";
import { type SecretText, secretTextsElsewhere } from "../src/core/secretTexts";
import { kindOf } from "../src/stack/tokens";

/** The secret values of the resources that the pack judges. */
export interface SecretValues {
  /** The policy that learns them. */
  readonly policy: ResourceValidationPolicy;
  of(urn: string): readonly SecretValue[];
  /** What is secret in any resource, for findings about several of them. */
  elsewhere(): readonly SecretText[];
}

/**
 * The SDK shows a validation what is secret as plain values, and says what is secret only to a remediation, which Pulumi runs before it.
 * So the pack has a policy at the level remediate that changes nothing.
 */
export function newSecretValues(): SecretValues {
  const byUrn = new Map<string, readonly SecretValue[]>();
  let texts: readonly SecretText[] | undefined;
  return {
    policy: {
      name: "secret-values",
      displayName: "Secret values stay hidden",
      description: "No finding shows a secret value.",
      enforcementLevel: "remediate",
      severity: "medium",
      tags: ["azure-backup"],
      remediationSteps: "Nothing: the policy changes no resource and reports nothing.",
      remediateResource: ({ urn, type, props }) => {
        const secrets = isRead(type) ? secretsIn(props) : [];
        if (secrets.length > 0) byUrn.set(urn, secrets);
        else byUrn.delete(urn);
        texts = undefined;
        // For the SDK undefined means no change.
        return undefined;
      },
    },
    of: (urn) => byUrn.get(urn) ?? [],
    elsewhere: () => {
      texts ??= secretTextsElsewhere([
        ...new Set([...byUrn.values()].flatMap((secrets) => secrets.map(({ value }) => value))),
      ]);
      return texts;
    },
  };
}

/** A resource whose type is not known yet may be one that is judged. */
const isRead = (token: string): boolean => {
  const { inventoryType, provider } = kindOf(token);
  return provider !== undefined || inventoryType.startsWith("Microsoft.");
};

/** The secret values of a structure. The SDK unwraps a secret that is read; only the description of a property still has it. */
function secretsIn(value: unknown, path = ""): SecretValue[] {
  if (typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(
    ([key, { value: field, enumerable }]) => {
      if (!enumerable) return [];
      const place = at(path, isList ? Number(key) : key);
      return isSecret(field) ? [{ path: place, value: field.value }] : secretsIn(field, place);
    },
  );
}

/** The SDK of the pack may be another copy of the package than ours, so the name of the class decides. */
const isSecret = (value: unknown): value is Secret =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value)?.constructor?.name === "Secret";
