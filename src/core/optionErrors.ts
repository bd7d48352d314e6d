import { exemptionIsValid } from "./exemptions";
import { type Finding, invalidValueOf, statementOf } from "./finding";
import { formatFinding } from "./format";
import type { Requirement } from "./requirement";
import { settingErrors } from "./settings";
import { nearestNames, unknownNameFix } from "./values";

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

/** The controls of compliance frameworks in a configuration: a level for all requirements that a control needs. */
export interface ControlOptions {
  readonly keys: readonly string[];
  /** The requirements to which controls give different levels. */
  readonly conflictsIn: (options: Readonly<Record<string, unknown>>) => readonly Finding[];
}

/**
 * Refuses unknown levels, settings and exemptions. A program in JavaScript and a configuration file have no other check for a
 * misspelt name.
 *
 * @param requirements Those that have options.
 * @param controls Checks the levels of controls, e.g. `mcsb:BR-2`.
 * @param caller Names the function or file that was given the options.
 * @throws Error that lists every error.
 */
export function assertValidOptions(
  options: unknown,
  requirements: readonly Requirement[],
  controls: ControlOptions,
  caller = "backupPolicies",
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const example = levels.includes(options) ? `{ all: "${options}" }` : '{ all: "advisory" }';
    throw new Error(`${caller}: the options must be an object, e.g. ${example}`);
  }
  const names = requirements.map(({ name }) => name);
  const known = ["all", "exemptions", "exemptions-in-use", ...names, ...controls.keys];
  const errors = Object.entries(options).flatMap(([name, given]): Finding[] => {
    if (name === "exemptions" || given === undefined) return [];
    if (!known.includes(name)) return [unknownPolicy(name, known)];
    return levelErrors(
      name,
      given,
      requirements.find((requirement) => requirement.name === name),
    );
  });
  const { exemptions = [] } = options as { exemptions?: unknown };
  const inExemptions = Array.isArray(exemptions)
    ? exemptions.flatMap((exemption, i) => exemptionIsValid(exemption, `exemptions[${i}]`, names).findings)
    : [invalidValueOf({ path: "exemptions", actual: exemptions, accepted: "a list", by: caller })];
  const inControls = controls.conflictsIn(options as Readonly<Record<string, unknown>>);
  const all = [...errors, ...inControls, ...inExemptions].map(formatFinding);
  if (all.length > 0) throw new Error([`${caller}: invalid options`, ...all].join("\n  - "));
}

function unknownPolicy(name: string, known: readonly string[]): Finding {
  const [near] = nearestNames(name, known, 1);
  const fix = unknownNameFix(near, known);
  return statementOf("unknownName", { path: name, message: `Unknown policy ${name}`, fix });
}

/** A level or, for a requirement, an object with its level and settings. */
function levelErrors(name: string, given: unknown, requirement: Requirement | undefined): Finding[] {
  const isLevelAlone = typeof given !== "object" || given === null || requirement === undefined;
  const { enforcementLevel: level, ...settings } = isLevelAlone
    ? { enforcementLevel: given }
    : (given as { enforcementLevel?: unknown });
  const path = isLevelAlone ? name : `${name}.enforcementLevel`;
  const errors =
    level === undefined || levels.includes(level)
      ? []
      : [invalidValueOf({ path, actual: level, accepted: levels.join(", "), by: "this setting" })];
  return [...errors, ...settingErrors(requirement?.settings ?? {}, settings, name, ["enforcementLevel"])];
}
