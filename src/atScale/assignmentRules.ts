import type { Sourced } from "../core/fact";
import { at, described, type Fix } from "../core/finding";
import { formatValue } from "../core/format";
import { cite } from "../core/limits";
import { all, forEachEntry, invalidValue, noFindings, note, type Verdict } from "../core/rule";
import { textOf, withoutEnd } from "../core/values";
import { azurePolicyNameForm, nameLengths } from "../names/facts";
import { exclusions, policyPages } from "./facts";
import { isInside, scopeOf, scopeTexts } from "./scope";

/** The kinds of scope that an assignment may have. */
export type ScopeKind = keyof typeof scopeTexts;

/** The id of a scope of one of the kinds. An omitted id has no findings. */
export function isScope(path: string, value: unknown, kinds: readonly ScopeKind[], page: Sourced): Verdict {
  const scope = scopeOf(value);
  if (value === undefined || (scope !== undefined && kinds.includes(scope.kind))) return noFindings;
  return invalidValue({
    path,
    actual: value,
    accepted: `an id of the form ${kinds.map((kind) => scopeTexts[kind]).join(" or ")}`,
    fix: scopeFix(textOf(value), kinds) ?? "give an id of this form",
    ...cite(page),
  });
}

/** The id that a subscription's GUID or an id with a slash at its end means; undefined for any other text. */
function scopeFix(value: string, kinds: readonly ScopeKind[]): Fix | undefined {
  const id = /^[0-9a-f-]{36}$/i.test(value) ? `/subscriptions/${value}` : withoutEnd(value, "/");
  const scope = scopeOf(id);
  return scope !== undefined && kinds.includes(scope.kind)
    ? { text: `write ${JSON.stringify(id)}`, value: id }
    : undefined;
}

/** Exclusions from an assignment: Azure ids inside its scope, at most as many as Azure accepts. */
export function areExclusions(path: string, list: readonly unknown[] | undefined, scope: unknown): Verdict {
  const outer = scopeOf(scope);
  const count = list?.length ?? 0;
  return all([
    count <= exclusions.max
      ? noFindings
      : invalidValue({
          path,
          actual: described(`${count} ${exclusions.unit}`),
          accepted: `at most ${exclusions.max}`,
          fix: "exclude whole resource groups instead of single resources",
          ...cite(exclusions),
        }),
    forEachEntry(list, (id, i) => {
      const where = at(path, Number(i));
      const form = /^\/(subscriptions|providers\/Microsoft\.Management\/managementGroups)\/[^/]+/i;
      if (!form.test(textOf(id)))
        return invalidValue({
          path: where,
          actual: id,
          accepted: "an Azure id of a subscription, a resource group or a resource",
          fix: "give the id, e.g. /subscriptions/<id>/resourceGroups/<name>",
          ...cite(policyPages.assignment),
        });
      // An id does not tell whether it is inside a management group.
      if (outer === undefined || outer.kind === "managementGroup" || isInside(textOf(id), textOf(scope)))
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

/** The name of an assignment. The finding is about the argument from which it is made; `shorten` is the fix for a name that is too long. */
export function isAssignmentName(
  path: string,
  assignmentName: string,
  scope: unknown,
  shorten: string,
): Verdict {
  const length =
    scopeOf(scope)?.kind === "managementGroup"
      ? nameLengths.assignmentAtManagementGroup
      : nameLengths.assignment;
  if (assignmentName.length > length.max)
    return invalidValue({
      path,
      actual: described(
        `the assignment's name ${formatValue(assignmentName)} has ${assignmentName.length} characters`,
      ),
      accepted: `at most ${length.max} ${length.unit}`,
      fix: shorten,
      ...cite(length),
    });
  if (azurePolicyNameForm.pattern.test(assignmentName)) return noFindings;
  return invalidValue({
    path,
    actual: described(`the assignment's name is ${formatValue(assignmentName)}`),
    accepted: `a name ${azurePolicyNameForm.text}`,
    fix: "remove these characters",
    ...cite(azurePolicyNameForm),
  });
}
