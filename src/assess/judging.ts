import { levelsByControl } from "../compliance/controls";
import { gapOf, type NotRead } from "../core/coverage";
import type { Exemption } from "../core/exemptions";
import type { ExemptionTracker } from "../core/exemptionTracker";
import { createExemptionTracker } from "../core/exemptionTracker";
import { isError } from "../core/finding";
import { formatFinding, formatProblem } from "../core/format";
import type { Inventory, InventoryFinding } from "../core/inventory";
import { perInventory } from "../core/perInventory";
import {
  acrossInventory,
  type InventoryRequirement,
  type Level,
  type Requirement,
} from "../core/requirement";
import { valuesOf } from "../core/settings";
import { notApplicable } from "../protection/inventory/applicability";

/** Levels, settings and exemptions, in the form of the policy pack's options. */
export interface JudgingOptions {
  readonly all?: Level;
  readonly exemptions?: readonly Exemption[];
  readonly [requirement: string]: unknown;
}

/** A finding about a resource. */
export interface Judged {
  readonly requirement: string;
  /** Also advisory if sources disagree, and for a note. */
  readonly level: "mandatory" | "advisory";
  readonly severity: string;
  readonly resource: { readonly id: string; readonly name: string; readonly type: string };
  readonly path: string;
  /** The finding in full: the reason, the fix, and the source with its date. */
  readonly message: string;
  /** What is wrong, as one sentence without the fix and the source. */
  readonly reason: string;
  readonly fix: string;
  readonly url: string;
  /** The exemption of the finding. Undefined: it has none. */
  readonly exempt?: { readonly reason: string; readonly expires: string };
}

/** A requirement that could not be judged for a resource, because something was not read. */
export interface Unjudged {
  readonly requirement: string;
  readonly level: Level;
  readonly urn: string;
  readonly notRead: NotRead;
}

/** What the requirements say of an inventory. */
export interface Judgement {
  readonly findings: readonly Judged[];
  readonly unjudged: readonly Unjudged[];
  /** What was not read, by the requirements that may lack subjects because of it. */
  readonly gaps: ReadonlyMap<string, NotRead>;
}

/** Judges inventories by requirements. */
export interface Judge {
  judge(inventory: Inventory): Judgement;
  /** The settings with which a requirement is judged. Undefined: it is disabled. */
  settingsOf(requirement: string): Readonly<Record<string, unknown>> | undefined;
  readonly exemptions: ExemptionTracker;
}

/**
 * A judge by some requirements.
 *
 * @param today The current day, YYYY-MM-DD. Omitted: the clock's.
 */
export function judgeOf(
  requirements: readonly Requirement[],
  { all, exemptions = [], ...byName }: JudgingOptions,
  today?: () => string,
): Judge {
  const names = requirements.map(({ name }) => name);
  const tracker = createExemptionTracker(names, exemptions, today);
  const levels = levelsByControl(byName);
  const enabled = requirements.flatMap((requirement) => {
    const option = (byName[requirement.name] ?? {}) as Level | { enforcementLevel?: Level };
    const { enforcementLevel, ...values } =
      typeof option === "string" ? { enforcementLevel: option } : option;
    const level = enforcementLevel ?? levels.get(requirement.name)?.level ?? all ?? requirement.level;
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
  const settings = new Map(enabled.map(({ requirement: { name }, values }) => [name, values]));
  return {
    exemptions: tracker,
    settingsOf: (name) => settings.get(name),
    judge(inventory) {
      const findings: Judged[] = [];
      const unjudged: Unjudged[] = [];
      const gaps = new Map<string, NotRead>();
      for (const { requirement, needs, level, values } of enabled) {
        if (needs !== undefined && inventory.of(needs).length === 0) continue;
        const verdict = requirement.judge(inventory, values as never);
        for (const finding of verdict.findings)
          findings.push(judgedOf(requirement, level, finding, inventory, tracker));
        const { unknownSubjects = [], unknown } = verdict;
        for (const { urn, error } of unknownSubjects)
          unjudged.push({ requirement: requirement.name, level, urn, notRead: gapOf(error) });
        if (unknown !== undefined && !unknownSubjects.some(({ error }) => error === unknown))
          gaps.set(requirement.name, gapOf(unknown));
      }
      return { findings, unjudged, gaps };
    },
  };
}

/** A requirement as one on an inventory. */
function onWholeInventory(requirement: Requirement): InventoryRequirement {
  if (!("rules" in requirement)) return requirement;
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, {}) as never));
  const exceptions = requirement.dependsOnBackupKind ? notApplicable[requirement.name] : undefined;
  return acrossInventory(requirement, types, exceptions ?? (() => new Set()));
}

function judgedOf(
  { name, severity, page }: InventoryRequirement,
  level: Level,
  inventoryFinding: InventoryFinding,
  inventory: Inventory,
  exemptions: ExemptionTracker,
): Judged {
  const finding =
    inventoryFinding.source === undefined
      ? { ...inventoryFinding, source: page.source, asOf: page.asOf }
      : inventoryFinding;
  const resource = resourceIn(inventory, finding.urn);
  const exemptable = { urn: resource.urn, name: resource.name, props: resource.inputs };
  const exemption = exemptions.exemptionFor(name, exemptable);
  if (exemption !== undefined) exemptions.recordUse(exemption, exemptable, finding);
  const isCertain = finding.conflict === undefined && isError(finding);
  return {
    requirement: name,
    level: isCertain && level !== "advisory" ? "mandatory" : "advisory",
    severity,
    resource: { id: resource.urn, name: resource.name, type: resource.type },
    path: finding.path,
    message: formatFinding(finding),
    reason: formatProblem(finding),
    fix: finding.fix?.text ?? "",
    url: finding.source ?? page.source,
    ...(exemption !== undefined && { exempt: { reason: exemption.reason, expires: exemption.expires } }),
  };
}

const byUrn = perInventory(
  (inventory) => new Map(inventory.all().map((resource) => [resource.urn, resource])),
);

/** A resource of an inventory by its URN. */
const resourceIn = (inventory: Inventory, urn: string) =>
  byUrn(inventory).get(urn) ?? { urn, name: urn, type: "", inputs: undefined };
