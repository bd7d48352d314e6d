import { exemptionIsValid } from "./exemptions";
import type { Requirement } from "./requirement";
import { say } from "./say";
import { settingFaults } from "./settings";
import { nearestNames } from "./values";

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * Refuses levels, settings and exemptions that are none: a program in JavaScript, and a file, have nothing but this to tell of a
 * mistyped name.
 *
 * @param speaker Who was given the options.
 * @throws Error that lists every fault.
 */
export function refuseFaults(
  options: unknown,
  requirements: readonly Requirement[],
  speaker = "backupPolicies",
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const example = levels.includes(options) ? `{ all: "${options}" }` : '{ all: "advisory" }';
    throw new Error(`${speaker}: an object is wanted, e.g. ${example}`);
  }
  const names = requirements.map(({ name }) => name);
  const known = ["all", "exemptions", "exemptions-in-use", ...names];
  const faults = Object.entries(options).flatMap(([name, given]) => {
    if (name === "exemptions" || given === undefined) return [];
    if (!known.includes(name))
      return [`there is no policy "${name}": did you mean "${nearestNames(name, known, 1)[0]}"?`];
    return levelFaults(
      name,
      given,
      requirements.find((requirement) => requirement.name === name),
    );
  });
  const { exemptions = [] } = options as { exemptions?: unknown };
  if (!Array.isArray(exemptions)) faults.push("exemptions: a list is wanted");
  else {
    const found = exemptions.flatMap(
      (exemption, i) => exemptionIsValid(exemption, `exemptions[${i}]`, names).findings,
    );
    faults.push(...found.map(say));
  }
  if (faults.length > 0) throw new Error([`${speaker}: faults in its options`, ...faults].join("\n  - "));
}

/** A level, or for a requirement an object with its level and settings. */
function levelFaults(name: string, given: unknown, requirement: Requirement | undefined): string[] {
  const isLevelAlone = typeof given !== "object" || given === null || requirement === undefined;
  const { enforcementLevel: level, ...settings } = isLevelAlone
    ? { enforcementLevel: given }
    : (given as { enforcementLevel?: unknown });
  const faults =
    level === undefined || levels.includes(level)
      ? []
      : [`${name}: "${level}" is no level: ${levels.join(", ")}`];
  return [...faults, ...settingFaults(requirement?.settings ?? {}, settings, name)];
}
