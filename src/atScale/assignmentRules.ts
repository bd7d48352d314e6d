import type { Sourced } from "../core/fact";
import { at, type Fix } from "../core/finding";
import { formatValue } from "../core/format";
import { cite, inRange } from "../core/limits";
import { all, forEachEntry, invalidValue, noFindings, note, type Verdict } from "../core/rule";
import { textOf } from "../core/values";
import { exclusions, nameLengths, policyNameForm, policyPages } from "./facts";
import { liesIn, scopeOf, scopeTexts } from "./scope";

/** The kinds of scope that an assignment may have. */
export type ScopeKind = keyof typeof scopeTexts;

/** An id of a scope of some kinds; an omitted one passes. */
export function isScope(path: string, value: unknown, kinds: readonly ScopeKind[], page: Sourced): Verdict {
  const scope = scopeOf(value);
  if (value === undefined || (scope !== undefined && kinds.includes(scope.kind))) return noFindings;
  return invalidValue({
    path,
    actual: value,
    accepted: `an id: ${kinds.map((kind) => scopeTexts[kind]).join(", or ")}`,
    fix: meantBy(textOf(value), kinds) ?? "give the id in one of these forms",
    ...cite(page),
  });
}

/** The id that was meant by a subscription's number alone, or by one with a slash at its end. */
function meantBy(value: string, kinds: readonly ScopeKind[]): Fix | undefined {
  const id = /^[0-9a-f-]{36}$/i.test(value) ? `/subscriptions/${value}` : value.replace(/\/+$/, "");
  const scope = scopeOf(id);
  return scope !== undefined && kinds.includes(scope.kind)
    ? { text: `write ${JSON.stringify(id)}`, value: id }
    : undefined;
}

/** What is left out of an assignment: ids of what lies in its scope, not too many. */
export function areExclusions(path: string, list: readonly unknown[] | undefined, scope: unknown): Verdict {
  const outer = scopeOf(scope);
  return all([
    inRange(path, list?.length, exclusions, `keep ${exclusions.max} of them: exclude a whole resource group`),
    forEachEntry(list, (id, i) => {
      const where = at(path, Number(i));
      const form = /^\/(subscriptions|providers\/Microsoft\.Management\/managementGroups)\/[^/]+/i;
      if (!form.test(textOf(id)))
        return invalidValue({
          path: where,
          actual: id,
          accepted: "an Azure id: of a subscription, a resource group or a resource",
          fix: "give the id, e.g. /subscriptions/<id>/resourceGroups/<name>",
          ...cite(policyPages.assignment),
        });
      // What a management group holds its id does not say.
      if (outer === undefined || outer.kind === "managementGroup" || liesIn(textOf(id), textOf(scope)))
        return noFindings;
      return note({
        path: where,
        message: `${formatValue(id)} is not within ${scope}, so it excludes nothing`,
        fix: "check the id, or remove it",
        ...cite(policyPages.assignment),
      });
    }),
  ]);
}

/** The name of an assignment, said of what makes it: a prefix, and a key. */
export function isAssignmentName(path: string, assignmentName: string, scope: unknown): Verdict {
  const length =
    scopeOf(scope)?.kind === "managementGroup"
      ? nameLengths.assignmentAtManagementGroup
      : nameLengths.assignment;
  if (assignmentName.length > length.max)
    return invalidValue({
      path,
      actual: assignmentName,
      accepted: `an assignment's name of at most ${length.max} ${length.unit}; this one has ${assignmentName.length}`,
      fix: "choose a shorter assignmentNamePrefix or key",
      ...cite(length),
    });
  if (policyNameForm.pattern.test(assignmentName)) return noFindings;
  return invalidValue({
    path,
    actual: assignmentName,
    accepted: `an assignment's name ${policyNameForm.text}`,
    fix: "leave these characters out of assignmentNamePrefix and key",
    ...cite(policyNameForm),
  });
}
