import { described } from "../core/finding";
import { pages } from "../core/pages";
import { fault, notice, pass, type Verdict } from "../core/rule";
import { nearestNames, textOf } from "../core/values";
import { regionNames, regionOf, regions } from "./facts";

const names = regions.map(({ name }) => name);

/**
 * A region of one of Azure's clouds. What is a slip of a known name is refused; what resembles none may be newer than
 * this library's table, so it passes with a notice.
 */
export function isRegion(path: string, value: unknown): Verdict {
  if (regionOf(value) !== undefined) return pass;
  const allowed = `a region such as "westeurope" or "West Europe"`;
  const wanted = textOf(value).replaceAll(/\s/g, "");
  const near = nearestNames(wanted, names);
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
    fix: described(
      'check its spelling; where Azure is new there, write it as Azure shows it, e.g. "West Europe"',
    ).words,
    ...pages.serviceTags,
  });
}
