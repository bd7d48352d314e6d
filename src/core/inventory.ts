import type { PolicyResource } from "@pulumi/policy";
import { kindOf } from "../../policies/tokens";
import type { Finding } from "./finding";
import { isUnknownValue, judge, type Rule } from "./rule";

/** A finding about one of the stack's resources. */
export interface StackFinding extends Finding {
  readonly urn: string;
}

/** A resource of a stack, with the joins to others. */
export interface StackResource<T = unknown> {
  readonly urn: string;
  /** Its Pulumi name. */
  readonly name: string;
  /** azure-native's type token. */
  readonly type: string;
  readonly apiVersion?: string;
  /**
   * What the program gave. In preview the outputs say "unknown" of all that the program left out, so that nothing
   * could be said of what is absent.
   */
  readonly inputs: T;
  /** What Azure answered; in preview the inputs, and unknown for the rest. */
  readonly outputs: T;
  /** The resources on which a property depends. */
  dependencies(property: string): readonly StackResource[];
}

/** The resources of a stack by azure-native's type token. */
export interface Stack {
  of<T>(type: string): readonly StackResource<T>[];
}

/** Indexes a stack's resources. `inputsOf` gives a resource's inputs, where this run has seen them. */
export function indexStack(resources: readonly PolicyResource[], inputsOf: (urn: string) => unknown): Stack {
  const byUrn = new Map<string, StackResource>();
  const byType = new Map<string, StackResource[]>();
  for (const resource of resources) {
    const { stackType, apiVersion, classic } = kindOf(resource.type);
    const view = (props: unknown) => (classic === undefined ? props : classic.view(props));
    const { urn, name, props } = resource;
    const node: StackResource = {
      urn,
      name,
      type: stackType,
      ...(apiVersion && { apiVersion }),
      inputs: view(inputsOf(urn) ?? props),
      outputs: view(props),
      dependencies: (property) =>
        (resource.propertyDependencies[property] ?? []).flatMap(({ urn }) => byUrn.get(urn) ?? []),
    };
    byUrn.set(urn, node);
    const ofType = byType.get(stackType);
    if (ofType === undefined) byType.set(stackType, [node]);
    else ofType.push(node);
  }
  return { of: <T>(type: string) => (byType.get(type) ?? []) as StackResource<T>[] };
}

/** The value, or undefined where it is not known yet: for a join that has another way. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValue(error)) return undefined;
    throw error;
  }
}

/** The error of reading what is not known yet; undefined where it can be read. */
export function unknownOf(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    if (isUnknownValue(error)) return error;
    throw error;
  }
}

/** A subject of stack rules with the resource that its findings are about. */
export interface Subject<T> {
  readonly urn: string;
  readonly of: T;
}

/**
 * Judges each subject; an unknown value hides no other subject's findings. `missing` is a value that is not known
 * yet and without which there may be subjects missing.
 */
export function judgeEach<T>(
  subjects: readonly Subject<T>[],
  rules: readonly Rule<T>[],
  missing?: unknown,
): { findings: StackFinding[]; unknown?: unknown } {
  const findings: StackFinding[] = [];
  let unknown = missing;
  for (const { urn, of } of subjects) {
    const verdict = judge(rules, of);
    findings.push(...verdict.findings.map((finding) => ({ ...finding, urn })));
    unknown ??= verdict.unknown;
  }
  return { findings, unknown };
}
