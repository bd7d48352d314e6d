import type { Exemption } from "../core/exemptions";
import type { Inventory, JoinedFinding } from "../core/inventory";
import type { Ledger } from "../core/ledger";
import { createLedger } from "../core/ledger";
import { type InventoryRequirement, type Level, type Requirement, together } from "../core/requirement";
import { say } from "../core/say";
import { valuesOf } from "../core/settings";
import { excuses } from "../protection/excuses";

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
  readonly ledger: Ledger;
}

/** A judge by some requirements and the owner's options. `today` gives the day as YYYY-MM-DD. */
export function judgeOf(
  requirements: readonly Requirement[],
  { all, exemptions = [], ...own }: JudgingOptions,
  today?: () => string,
): Judge {
  const names = requirements.map(({ name }) => name);
  const ledger = createLedger(names, exemptions, today);
  const asked = requirements.flatMap((requirement) => {
    const given = (own[requirement.name] ?? {}) as Level | { enforcementLevel?: Level };
    const { enforcementLevel = all, ...values } =
      typeof given === "string" ? { enforcementLevel: given } : given;
    const level = enforcementLevel ?? requirement.level;
    if (level === "disabled") return [];
    return [
      {
        requirement: joined(requirement),
        needs: "rules" in requirement ? undefined : requirement.needs,
        level,
        values: valuesOf(requirement.settings ?? {}, values),
      },
    ];
  });
  return {
    ledger,
    judge(inventory) {
      return asked.flatMap(({ requirement, needs, level, values }) => {
        if (needs !== undefined && inventory.of(needs).length === 0) return [];
        const { findings } = requirement.judge(inventory, values as never);
        return findings.map((finding) => judgedOf(requirement, level, finding, inventory, ledger));
      });
    },
  };
}

/** A requirement on single resources as one on all of them, those left out that the way of their protection excuses. */
function joined(requirement: Requirement): InventoryRequirement {
  if (!("rules" in requirement)) return requirement;
  const types = Object.keys(requirement.rules(valuesOf(requirement.settings ?? {}, {}) as never));
  const excused = requirement.excusable ? excuses[requirement.name] : undefined;
  return together(requirement, types, excused ?? (() => new Set()));
}

function judgedOf(
  { name, severity, page }: InventoryRequirement,
  level: Level,
  found: JoinedFinding,
  inventory: Inventory,
  ledger: Ledger,
): Judged {
  const finding = found.source === undefined ? { ...found, source: page.source, asOf: page.asOf } : found;
  const resource = resourceIn(inventory, found.urn);
  const exemptable = { urn: resource.id, name: resource.name, props: resource.inputs };
  const exemption = ledger.cover(name, exemptable);
  if (exemption !== undefined) ledger.note(exemption, exemptable, finding);
  const isCertain = finding.conflict === undefined && finding.kind === "fault";
  return {
    requirement: name,
    level: isCertain && level !== "advisory" ? "mandatory" : "advisory",
    severity,
    resource: { id: resource.id, name: resource.name, type: resource.type },
    path: finding.path,
    message: say(finding),
    fix: finding.fix.text,
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
