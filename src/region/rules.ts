import { formatValue } from "../core/format";
import { pages } from "../core/pages";
import { invalidValue, noFindings, note, type Verdict } from "../core/rule";
import { didYouMean, nearestNames, textOf } from "../core/values";
import { regionNames, regionOf, regions } from "./facts";
import { normalLocation } from "./location";

const names = regions.map(({ name }) => name);

/** The parts of a name that distinguish the regions of one geography: `eastus`, `westus3`, `eastus2euap`. */
const directions = /north|south|east|west|central|euap|stage|stg|\d/g;
const geographies = new Set(names.map((name) => name.replaceAll(directions, "")));

/** A name that Azure may give to a new region of a known geography, e.g. `eastus3`. */
const mayBeNew = (name: string): boolean => {
  const geography = name.replaceAll(directions, "");
  return geography !== name && geographies.has(geography);
};

/** Letters and digits: "eu-west-1" is another cloud's. */
const regionForm = /^[a-z0-9]+$/;

/**
 * A region of one of Azure's clouds. A value that is close to a known name is an error; one that may be newer than this library's table
 * is accepted with a note.
 */
export function isRegion(path: string, value: unknown): Verdict {
  if (regionOf(value) !== undefined) return noFindings;
  const wanted = normalLocation(textOf(value));
  const near = mayBeNew(wanted) ? [] : nearestNames(wanted, names);
  if (!regionForm.test(wanted) || near.length > 0)
    return invalidValue({
      path,
      actual: value,
      accepted: 'a region such as "westeurope" or "West Europe"',
      fix:
        near[0] === undefined
          ? 'write the name of an Azure region, e.g. "westeurope"'
          : { text: didYouMean(near), value: near[0] },
      ...pages.serviceTags,
    });
  return note({
    path,
    message: `${formatValue(value)} is not in the list of Azure regions of ${regionNames.Public.asOf}, so it is sent to Azure as written`,
    fix: 'check its spelling. If the region is new, write it as Azure shows it, e.g. "West Europe"',
    ...pages.serviceTags,
  });
}
