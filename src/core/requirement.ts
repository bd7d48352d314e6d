import type { EnforcementLevel, PolicyComplianceFramework, Severity } from "@pulumi/policy";
import { pages } from "./fact";
import type { Stack, StackFinding } from "./inventory";
import type { Rule, Verdict } from "./rule";
import type { Knobs, Values } from "./settings";

/** What every policy says of itself. */
export interface PolicyText<N extends string = string> {
  readonly name: N;
  readonly displayName: string;
  /** The requirement, as a sentence; findings follow it. */
  readonly description: string;
  /** Level unless configured. */
  readonly level: EnforcementLevel;
  readonly severity: Severity;
  /** How to mend it, for the policy console. */
  readonly remediation: string;
  readonly url: string;
  readonly framework: PolicyComplianceFramework;
  /** What Microsoft's page of December 2018 says, where this policy comes from it. */
  readonly seed?: string;
  /** Ids of what other tools check to the same end. */
  readonly related?: Related;
}

export interface Related {
  /** Azure Policy built-in definitions. */
  readonly azurePolicy?: readonly string[];
  /** PSRule for Azure. */
  readonly psRule?: readonly string[];
  readonly checkov?: readonly string[];
}

/** A policy that judges single resources by their inputs, before they are created. */
export interface ResourceSpec<N extends string = string, K extends Knobs = Knobs> extends PolicyText<N> {
  readonly knobs?: K;
  /** Rules by azure-native's type token. */
  readonly rules: (values: Values<K>) => Readonly<Record<string, readonly Rule<never>[]>>;
  /** Mends the inputs in place and says whether it did. Adds or switches on; never removes. */
  readonly remediate?: (props: Record<string, unknown>, values: Values<K>) => boolean;
}

/** A policy that joins the resources of a stack. In `up` it runs after they are created: it reports. */
export interface StackSpec<N extends string = string, K extends Knobs = Knobs> extends PolicyText<N> {
  readonly knobs?: K;
  /** azure-native's type token without which there is nothing to judge. */
  readonly needs: string;
  readonly judge: (
    stack: Stack,
    values: Values<K>,
  ) => Verdict & { readonly findings: readonly StackFinding[] };
}

export type Spec<N extends string = string, K extends Knobs = Knobs> = ResourceSpec<N, K> | StackSpec<N, K>;

/** Checks a spec's types and keeps its name and settings for {@link BackupPoliciesOptions}. */
// biome-ignore lint/complexity/noBannedTypes: no settings.
export const onResources = <const N extends string, K extends Knobs = {}>(
  spec: ResourceSpec<N, K>,
): ResourceSpec<N, K> => spec;

// biome-ignore lint/complexity/noBannedTypes: no settings.
export const onStack = <const N extends string, K extends Knobs = {}>(
  spec: StackSpec<N, K>,
): StackSpec<N, K> => spec;

/** Microsoft's support limits, of which a policy enforces one. */
export const supportMatrix = (section: string): PolicyComplianceFramework => ({
  name: "Azure Backup support matrix",
  version: "2026-03",
  reference: section,
  specification: pages.vmMatrix,
});

/** Microsoft's cloud security benchmark, in the controls of backup. */
export const benchmark = (control: "BR-1" | "BR-2"): PolicyComplianceFramework => ({
  name: "Microsoft cloud security benchmark",
  version: "1.0",
  reference: control,
  specification: control === "BR-1" ? "Ensure regular automated backups" : "Protect backup and recovery data",
});
