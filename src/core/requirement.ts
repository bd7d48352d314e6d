import type { Sourced } from "./fact";
import {
  allOf,
  type Inventory,
  type InventoryResource,
  type InventoryVerdict,
  judgeResources,
} from "./inventory";
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

/** The texts of a requirement. */
export interface RequirementText<N extends string = string> {
  readonly name: N;
  readonly displayName: string;
  /** The state that is demanded, as a sentence. */
  readonly description: string;
  /** What happens if it is not met. */
  readonly why: string;
  /** What the requirement cannot see, because a program does not show it. */
  readonly notSeen: string;
  /** Level unless configured. */
  readonly level: Level;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** How to meet it. */
  readonly remediation: string;
  /** The page that a finding cites if it cites none of its own. */
  readonly page: Sourced;
  /** The page that it enforces. A control of a compliance framework that needs the requirement is cited before it. */
  readonly framework: Framework;
  /** The sentence of Microsoft's page of December 2018 from which this requirement comes. */
  readonly seed?: string;
  /** Ids of similar checks in other tools. */
  readonly related?: Related;
}

export interface Related {
  /** Azure Policy built-in definitions. */
  readonly azurePolicy?: readonly string[];
  /** PSRule for Azure. */
  readonly psRule?: readonly string[];
  readonly checkov?: readonly string[];
}

type RulesByType = Readonly<Record<string, readonly Rule<never>[]>>;

/** A requirement on single resources, judged by their inputs before they are created. */
export interface ResourceRequirement<N extends string = string, S extends Settings = Settings>
  extends RequirementText<N> {
  readonly settings?: S;
  /** Whether a VM's kind of backup can lift the requirement. It is then judged with the whole stack, which shows the backup. */
  readonly dependsOnBackupKind?: true;
  /** Rules by Azure's resource type, e.g. Microsoft.Compute/virtualMachines. */
  readonly rules: (values: Values<S>) => RulesByType;
  /** The rules on a resource that exists in Azure. Undefined: the same as on one that a program intends. */
  readonly rulesOfExisting?: (
    values: Values<S>,
    resource: InventoryResource<never>,
  ) => RulesByType | undefined;
  /** Corrects the inputs in place and returns whether it changed them. It adds or switches on, and never removes. */
  readonly remediate?: (props: Record<string, unknown>, values: Values<S>) => boolean;
}

/** A requirement on several resources together. In `pulumi up` it is judged after they are created, so it can only report. */
export interface InventoryRequirement<N extends string = string, S extends Settings = Settings>
  extends RequirementText<N> {
  readonly settings?: S;
  /** Azure's resource type without which there is nothing to judge. */
  readonly needs: string;
  readonly judge: (inventory: Inventory, values: Values<S>) => InventoryVerdict;
  readonly remediate?: ResourceRequirement<N, S>["remediate"];
}

/** The URNs or ids of an inventory's resources to which a requirement does not apply. */
export type NotApplicable = (inventory: Inventory) => ReadonlySet<string>;

/** A requirement on single resources as one on the whole inventory, without the resources to which it does not apply. */
export function acrossInventory<N extends string, S extends Settings>(
  { rules, rulesOfExisting, ...requirement }: ResourceRequirement<N, S>,
  types: readonly string[],
  exceptions: NotApplicable,
): InventoryRequirement<N, S> {
  return {
    ...requirement,
    needs: types[0] as string,
    judge: (inventory, values) => {
      const exempted = exceptions(inventory);
      const verdicts = Object.entries(rules(values)).map(([type, ofType]) => {
        const resources = inventory.of<never>(type);
        const judged = exempted.size === 0 ? resources : resources.filter(({ urn }) => !exempted.has(urn));
        return judgeResources(
          judged,
          (resource) => (rulesOfExisting?.(values, resource)?.[type] ?? ofType) as readonly Rule<unknown>[],
        );
      });
      return allOf(verdicts);
    },
  };
}

export type Requirement<N extends string = string, S extends Settings = Settings> =
  | ResourceRequirement<N, S>
  | InventoryRequirement<N, S>;

/** Checks a requirement's type and keeps the types of its name and settings. */
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
