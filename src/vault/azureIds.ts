import type { Sourced } from "../core/fact";
import { cite } from "../core/limits";
import { invalidValue, noFindings, type Verdict } from "../core/rule";
import { textOf } from "../core/values";

/** An Azure id of a resource type, e.g. Microsoft.Network/virtualNetworks/subnets. An omitted id has no finding. */
export function isIdOf(resourceType: string, path: string, value: unknown, page: Sourced): Verdict {
  if (value === undefined) return noFindings;
  const [provider = "", ...kinds] = resourceType.split("/");
  const names = kinds.map((kind) => `${kind}/[^/]+`).join("/");
  const form = new RegExp(
    `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${provider}/${names}/?$`,
    "i",
  );
  if (form.test(textOf(value))) return noFindings;
  const example = kinds.map((kind) => `${kind}/<name>`).join("/");
  return invalidValue({
    path,
    actual: value,
    accepted: `an id of the form /subscriptions/<subscription>/resourceGroups/<group>/providers/${provider}/${example}`,
    fix: "set it to the id of the resource, e.g. to its output id",
    ...cite(page),
  });
}
