import { formatValue } from "../core/format";
import { pages } from "../core/pages";
import { invalidValue, noFindings, note, type Verdict } from "../core/rule";
import { nearestNames, textOf } from "../core/values";
import { regionNames, regionOf, regions } from "./facts";
import { normalLocation } from "./location";

const names = regions.map(({ name }) => name);

/** What tells the regions of one geography apart: `eastus`, `westus3`, `eastus2euap`. */
const directions = /north|south|east|west|central|euap|stage|stg|\d/g;
const geographies = new Set(names.map((name) => name.replaceAll(directions, "")));

/** A name that Azure may give to a new region of a known geography, e.g. `eastus3`. */
const mayBeNew = (name: string): boolean => {
  const geography = name.replaceAll(directions, "");
  return geography !== name && geographies.has(geography);
};

/**
 * A region of one of Azure's clouds. What is a slip of a known name is refused; what may be newer than this library's
 * table passes with a notice.
 */
export function isRegion(path: string, value: unknown): Verdict {
  if (regionOf(value) !== undefined) return noFindings;
  const allowed = `a region such as "westeurope" or "West Europe"`;
  const wanted = normalLocation(textOf(value));
  const near = mayBeNew(wanted) ? [] : nearestNames(wanted, names);
  if (wanted === "" || near.length > 0) {
    const text =
      near.length > 0 ? `did you mean ${near.map((name) => `"${name}"`).join(", ")}` : "give the region";
    return invalidValue({
      path,
      actual: value,
      accepted: allowed,
      fix: { text, ...(near[0] && { value: near[0] }) },
      ...pages.serviceTags,
    });
  }
  return note({
    path,
    message: `${formatValue(value)} is not in the list of Azure regions of ${regionNames.Public.asOf}, so it is sent to Azure as written`,
    fix: 'check its spelling. If the region is new, write it as Azure shows it, e.g. "West Europe"',
    ...pages.serviceTags,
  });
}
