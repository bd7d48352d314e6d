import type { Exemption } from "../core/exemptions";
import type { ExemptionTracker } from "../core/exemptionTracker";
import { createExemptionTracker } from "../core/exemptionTracker";
import { isError } from "../core/finding";
import { formatFinding } from "../core/format";
import type { Inventory, InventoryFinding } from "../core/inventory";
import {
  acrossInventory,
  type InventoryRequirement,
  type Level,
  type Requirement,
} from "../core/requirement";
import { valuesOf } from "../core/settings";
import { notApplicable } from "../protection/inventory/applicability";

/** Levels, settings and exemptions, as the pack takes them. */
export interface JudgingOptions {
  readonly all?: Level;
  readonly exemptions?: readonly Exemption[];
  readonly [requirement: string]: unknown;
}

/** What a requirement found of a resource. */
export interface Judged {
  readonly requirement: string;
  /** Advisory too where sources disagree, and of what is only to be known. */
  readonly level: "mandatory" | "advisory";
  readonly severity: string;
  readonly resource: { readonly id: string; readonly name: string; readonly type: string };
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly url: string;
  /** Why it is accepted, and until when. */
  readonly exempt?: { readonly reason: string; readonly expires: string };
}

/** Judges inventories by the pack's requirements. */
export interface Judge {
  judge(inventory: Inventory): Judged[];
  readonly exemptions: ExemptionTracker;
}

/** A judge by some requirements and the owner's options. `today` gives the day as YYYY-MM-DD. */
export function judgeOf(
  requirements: readonly Requirement[],
  { all, exemptions = [], ...own }: JudgingOptions,
  today?: () => string,
): Judge {
  const names = requirements.map(({ name }) => name);
  const tracker = createExemptionTracker(names, exemptions, today);
  const asked = requirements.flatMap((requirement) => {
    const given = (own[requirement.name] ?? {}) as Level | { enforcementLevel?: Level };
    const { enforcementLevel = all, ...values } =
      typeof given === "string" ? { enforcementLevel: given } : given;
    const level = enforcementLevel ?? requirement.level;
    if (level === "disabled") return [];
    return [
      {
        requirement: onWholeInventory(requirement),
        needs: "rules" in requirement ? undefined : requirement.needs,
        level,
        values: valuesOf(requirement.settings ?? {}, values),
      },
    ];
  });
  return {
    exemptions: tracker,
    judge(inventory) {
      return asked.flatMap(({ requirement, needs, level, values }) => {
        if (needs !== undefined && inventory.of(needs).length === 0) return [];
        const { findings } = requirement.judge(inventory, values as never);
        return findings.map((finding) => judgedOf(requirement, level, finding, inventory, tracker));
      });
    },
  };
}

/** A requirement on single resources as one on all of them, except those to which it does not apply. */
function onWholeInventory(requirement: Requirement): InventoryRequirement {
  if (!("rules" in requirement)) return requirement;
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, {}) as never));
  const exceptions = requirement.dependsOnBackupKind ? notApplicable[requirement.name] : undefined;
  return acrossInventory(requirement, types, exceptions ?? (() => new Set()));
}

function judgedOf(
  { name, severity, page }: InventoryRequirement,
  level: Level,
  found: InventoryFinding,
  inventory: Inventory,
  exemptions: ExemptionTracker,
): Judged {
  const finding = found.source === undefined ? { ...found, source: page.source, asOf: page.asOf } : found;
  const resource = resourceIn(inventory, found.urn);
  const exemptable = { urn: resource.id, name: resource.name, props: resource.inputs };
  const exemption = exemptions.exemptionFor(name, exemptable);
  if (exemption !== undefined) exemptions.recordUse(exemption, exemptable, finding);
  const isCertain = finding.conflict === undefined && isError(finding);
  return {
    requirement: name,
    level: isCertain && level !== "advisory" ? "mandatory" : "advisory",
    severity,
    resource: { id: resource.id, name: resource.name, type: resource.type },
    path: finding.path,
    message: formatFinding(finding),
    fix: finding.fix?.text ?? "",
    url: finding.source ?? page.source,
    ...(exemption !== undefined && { exempt: { reason: exemption.reason, expires: exemption.expires } }),
  };
}

const indexes = new WeakMap<
  Inventory,
  Map<string, { id: string; name: string; type: string; inputs: unknown }>
>();

/** The resource of an inventory that a finding is about. */
function resourceIn(inventory: Inventory, urn: string) {
  const index = indexes.get(inventory) ?? new Map();
  if (!indexes.has(inventory)) {
    for (const { urn: id, name, type, inputs } of inventory.all()) index.set(id, { id, name, type, inputs });
    indexes.set(inventory, index);
  }
  return index.get(urn) ?? { id: urn, name: urn, type: "", inputs: undefined };
}
