import type { Source } from "./source";
import { stackOf, stepsOf } from "./stack";
import { templateOf } from "./template";

/** The resources of a stack or a template. Undefined: the value is something else. */
export function programOf(
  json: unknown,
): { readonly sources: readonly Source[]; readonly isTemplate: boolean } | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const stack = stackOf(json as Json) ?? stepsOf(json as Json);
  if (stack !== undefined) return { sources: stack, isTemplate: false };
  const template = templateOf(json as Json);
  return template && { sources: template, isTemplate: true };
}

type Json = Readonly<Record<string, unknown>>;
