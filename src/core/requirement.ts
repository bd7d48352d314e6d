import type { Sourced } from "./fact";
import { type Inventory, type InventoryVerdict, judgeEach } from "./inventory";
import { pages } from "./pages";
import type { Rule } from "./rule";
import type { Settings, Values } from "./settings";

/** How strictly a requirement is enforced. */
export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

/** A page of a framework that asks for a requirement. */
export interface Framework {
  readonly name: string;
  readonly version: string;
  readonly reference: string;
  readonly specification: string;
}

/** What every requirement says of itself. */
export interface RequirementText<N extends string = string> {
  readonly name: N;
  readonly displayName: string;
  /** The requirement, as a sentence; findings follow it. */
  readonly description: string;
  /** What happens where it is not met. */
  readonly why: string;
  /** What a program does not show, so that the requirement cannot see it. */
  readonly notSeen: string;
  /** Level unless configured. */
  readonly level: Level;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** How to mend it. */
  readonly remediation: string;
  /** Page that its findings cite where they cite none of their own. */
  readonly page: Sourced;
  readonly framework: Framework;
  /** What Microsoft's page of December 2018 says, where this requirement comes from it. */
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

/** A requirement on single resources, judged by their inputs before they are created. */
export interface ResourceRequirement<N extends string = string, S extends Settings = Settings>
  extends RequirementText<N> {
  readonly settings?: S;
  /** Set if the kind of backup of a VM can make the requirement not apply. Then all resources of a stack are judged together. */
  readonly dependsOnBackupKind?: true;
  /** Rules by Azure's resource type, e.g. Microsoft.Compute/virtualMachines. */
  readonly rules: (values: Values<S>) => Readonly<Record<string, readonly Rule<never>[]>>;
  /** Mends the inputs in place and says whether it did. Adds or switches on; never removes. */
  readonly remediate?: (props: Record<string, unknown>, values: Values<S>) => boolean;
}

/** A requirement on resources together. In `pulumi up` it is judged after they are created: it reports. */
export interface InventoryRequirement<N extends string = string, S extends Settings = Settings>
  extends RequirementText<N> {
  readonly settings?: S;
  /** Azure's resource type without which there is nothing to judge. */
  readonly needs: string;
  readonly judge: (inventory: Inventory, values: Values<S>) => InventoryVerdict;
  readonly remediate?: ResourceRequirement<N, S>["remediate"];
}

/** The URNs of those resources of an inventory to which a requirement does not apply. */
export type NotApplicable = (inventory: Inventory) => ReadonlySet<string>;

/** A requirement on single resources as one on an inventory, without the resources to which it does not apply. */
export function acrossInventory<N extends string, S extends Settings>(
  { rules, ...requirement }: ResourceRequirement<N, S>,
  types: readonly string[],
  notApplicable: NotApplicable,
): InventoryRequirement<N, S> {
  return {
    ...requirement,
    needs: types[0] as string,
    judge: (inventory, values) => {
      const excluded = notApplicable(inventory);
      const verdicts = Object.entries(rules(values)).map(([type, ofType]) => {
        const resources = inventory.of(type).filter(({ urn }) => !excluded.has(urn));
        const subjects = resources.map(({ urn, inputs, words }) => ({
          urn,
          of: inputs,
          ...(words && { words }),
        }));
        return judgeEach(subjects, ofType as readonly Rule<unknown>[]);
      });
      const unknown = verdicts.find((verdict) => verdict.unknown !== undefined)?.unknown;
      return { findings: verdicts.flatMap(({ findings }) => findings), unknown };
    },
  };
}

export type Requirement<N extends string = string, S extends Settings = Settings> =
  | ResourceRequirement<N, S>
  | InventoryRequirement<N, S>;

/** Checks a requirement's types and keeps those of its name and settings. */
// biome-ignore lint/complexity/noBannedTypes: no settings.
export const onResources = <const N extends string, S extends Settings = {}>(
  requirement: ResourceRequirement<N, S>,
): ResourceRequirement<N, S> => requirement;

// biome-ignore lint/complexity/noBannedTypes: no settings.
export const onInventory = <const N extends string, S extends Settings = {}>(
  requirement: InventoryRequirement<N, S>,
): InventoryRequirement<N, S> => requirement;

/** Microsoft's support limits, of which a requirement enforces one. */
export const supportMatrix = (section: string): Framework => ({
  name: "Azure Backup support matrix",
  version: "2026-03",
  reference: section,
  specification: pages.vmMatrix.source,
});

/** Microsoft's cloud security benchmark, in the controls of backup. */
export const benchmark = (control: "BR-1" | "BR-2"): Framework => ({
  name: "Microsoft cloud security benchmark",
  version: "1.0",
  reference: control,
  specification: control === "BR-1" ? "Ensure regular automated backups" : "Protect backup and recovery data",
});
