import { pages } from "../core/pages";
import { fault, notice, pass, type Verdict } from "../core/rule";
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
  if (regionOf(value) !== undefined) return pass;
  const allowed = `a region such as "westeurope" or "West Europe"`;
  const wanted = normalLocation(textOf(value));
  const near = mayBeNew(wanted) ? [] : nearestNames(wanted, names);
  if (wanted === "" || near.length > 0) {
    const text =
      near.length > 0 ? `did you mean ${near.map((name) => `"${name}"`).join(", ")}` : "give the region";
    return fault({
      path,
      got: value,
      allowed,
      fix: { text, ...(near[0] && { value: near[0] }) },
      ...pages.serviceTags,
    });
  }
  return notice({
    path,
    got: value,
    allowed: `${allowed}; of this one the table of ${regionNames.Public.asOf} knows nothing, so it goes to Azure as it is written`,
    fix: 'check its spelling; where Azure is new there, write it as Azure shows it, e.g. "West Europe"',
    ...pages.serviceTags,
  });
}
