import { type Coverage, completeCoverage } from "./coverage";
import type { Finding } from "./finding";
import { isUnknownValue, judge, noFindings, type Rule, type Verdict } from "./rule";
import type { Words } from "./words";

/** Azure resources and their links, wherever they were read from: a Pulumi stack, an export, Azure itself. */
export interface Inventory {
  /** The resources of one of Azure's types, e.g. Microsoft.Compute/virtualMachines. */
  of<T>(type: string): readonly InventoryResource<T>[];
  /** All of them. */
  all(): readonly InventoryResource[];
  /** What its reader read. */
  readonly coverage: Coverage;
}

/** A resource of an inventory. */
export interface InventoryResource<T = unknown> {
  /** What identifies it: a URN in a stack, an Azure id elsewhere. */
  readonly urn: string;
  /** The name that its reader knows. */
  readonly name: string;
  /** Azure's type, e.g. Microsoft.Compute/virtualMachines. */
  readonly type: string;
  readonly apiVersion?: string;
  /** Azure has the resource as `inputs` say. Omitted: unknown, the inputs may be what a program intends. */
  readonly exists?: true;
  /** What was sent to Azure. In a preview, the outputs are unknown for all that the program omits, so they cannot show an absence. */
  readonly inputs: T;
  /** What Azure returned; in a preview the inputs, and unknown for the rest. */
  readonly outputs: T;
  /** How its reader writes its fields. Omitted: as Azure does. */
  readonly words?: Words;
  /** The resources on which a property depends. */
  dependencies(property: string): readonly InventoryResource[];
}

/**
 * The inventory of some resources.
 *
 * @param coverage Omitted: it has all that it is about, as a program does.
 */
export function inventoryOf(
  resources: readonly InventoryResource[],
  coverage: Coverage = completeCoverage,
): Inventory {
  const byType = new Map<string, InventoryResource[]>();
  for (const resource of resources) {
    const ofType = byType.get(resource.type);
    if (ofType === undefined) byType.set(resource.type, [resource]);
    else ofType.push(resource);
  }
  return {
    of: <T>(type: string) => (byType.get(type) ?? []) as InventoryResource<T>[],
    all: () => resources,
    coverage,
  };
}

/** What rules judge, gathered from one resource or several, with the resource that its findings are about. */
export interface Subject<T> {
  readonly urn: string;
  readonly of: T;
  readonly words?: Words;
}

/** A finding about one of an inventory's resources. */
export type InventoryFinding = Finding & { readonly urn: string };

export interface InventoryVerdict extends Verdict {
  readonly findings: readonly InventoryFinding[];
  /** The subjects of which a rule could not read a value, with the error. */
  readonly unknownSubjects?: readonly UnknownSubject[];
}

/** A resource about which a rule's verdict is unknown. */
export interface UnknownSubject {
  readonly urn: string;
  readonly error: unknown;
}

/** The value; undefined if it is not known yet. For a caller that has another way. */
export function ifKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValue(error)) return undefined;
    throw error;
  }
}

/** The error of reading a value that is not known yet; undefined if it can be read. */
export function unknownError(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    if (isUnknownValue(error)) return error;
    throw error;
  }
}

/**
 * Judges each subject on its own, so that an unknown value hides no other subject's findings. `unknownBefore` is the error of an
 * unknown value because of which subjects may be missing.
 */
export function judgeEach<T>(
  subjects: readonly Subject<T>[],
  rules: readonly Rule<T>[],
  unknownBefore?: unknown,
): InventoryVerdict {
  const collected = collector();
  for (const { urn, of, words } of subjects) collected.add(urn, judge(rules, of, words));
  return collected.verdict(unknownBefore);
}

/** Judges each resource by rules on its inputs. `rulesOf` chooses the rules on a resource. */
export function judgeResources<R extends InventoryResource>(
  resources: readonly R[],
  rulesOf: (resource: R) => readonly Rule<unknown>[],
): InventoryVerdict {
  const collected = collector();
  for (const resource of resources) {
    const { urn, inputs, words } = resource;
    collected.add(urn, judge(rulesOf(resource), inputs, words));
  }
  return collected.verdict();
}

/** Collects the verdicts on subjects. */
function collector() {
  const findings: InventoryFinding[] = [];
  const unknownSubjects: UnknownSubject[] = [];
  return {
    add(urn: string, verdict: Verdict): void {
      if (verdict === noFindings) return;
      for (const finding of verdict.findings) findings.push({ ...finding, urn });
      if (verdict.unknown !== undefined) unknownSubjects.push({ urn, error: verdict.unknown });
    },
    verdict: (unknownBefore?: unknown): InventoryVerdict => ({
      findings,
      unknownSubjects,
      unknown: unknownBefore ?? unknownSubjects[0]?.error,
    }),
  };
}

/** Several verdicts on one inventory as one. */
export const allOf = (verdicts: readonly InventoryVerdict[]): InventoryVerdict => ({
  findings: verdicts.flatMap(({ findings }) => findings),
  unknownSubjects: verdicts.flatMap(({ unknownSubjects = [] }) => unknownSubjects),
  unknown: verdicts.find(({ unknown }) => unknown !== undefined)?.unknown,
});
