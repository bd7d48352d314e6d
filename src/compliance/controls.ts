import { type Finding, statementOf } from "../core/finding";
import type { ControlOptions } from "../core/optionErrors";
import type { Framework, Level } from "../core/requirement";
import { type FrameworkName, frameworks } from "./facts";
import type { ComplianceFramework, Control } from "./framework";

/** A control with the key of the configuration, e.g. `mcsb:BR-2`. */
export interface KeyedControl {
  readonly key: string;
  readonly control: Control;
  readonly framework: ComplianceFramework;
}

/** The controls of all frameworks, in the order of the table. */
export const controls: readonly KeyedControl[] = Object.entries(frameworks).flatMap(
  ([name, framework]: [string, ComplianceFramework]) =>
    framework.controls.map((control) => ({ key: `${name}:${control.id}`, control, framework })),
);

/** Names of the requirements that a framework's controls need. */
export const requirementsOf = (name: FrameworkName): readonly string[] => [
  ...new Set(frameworks[name].controls.flatMap(({ requirements }): readonly string[] => requirements)),
];

const first = new Map<string, KeyedControl>();
for (const keyed of controls)
  for (const name of keyed.control.requirements) if (!first.has(name)) first.set(name, keyed);

/** The control that a requirement's policy cites. Undefined: no control needs the requirement. */
export function controlOf(requirement: string): Framework | undefined {
  const found = first.get(requirement);
  return (
    found && {
      name: found.framework.name,
      version: found.framework.version,
      reference: found.control.id,
      specification: found.control.title,
    }
  );
}

/** The levels that the controls of a configuration give to requirements without a level of their own, and the key of the control. */
export function levelsByControl(
  options: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, { readonly level: Level; readonly key: string }> {
  const chosen = new Map<string, { readonly level: Level; readonly key: string }>();
  for (const { key, control } of controls) {
    const level = options[key] as Level | undefined;
    if (level === undefined) continue;
    for (const requirement of control.requirements)
      if (!hasOwnLevel(options[requirement]) && !chosen.has(requirement))
        chosen.set(requirement, { level, key });
  }
  return chosen;
}

/** The keys of controls in a configuration, and what contradicts itself there. */
export const controlOptions: ControlOptions = {
  keys: controls.map(({ key }) => key),
  conflictsIn: (options) => {
    const chosen = levelsByControl(options);
    return controls.flatMap(({ key, control }) =>
      control.requirements.flatMap((requirement): Finding[] => {
        const other = chosen.get(requirement);
        if (options[key] === undefined || other === undefined || other.level === options[key]) return [];
        return [
          statementOf("missing", {
            path: key,
            message: `${other.key} and ${key} give different levels to ${requirement}`,
            fix: `give ${requirement} a level of its own`,
          }),
        ];
      }),
    );
  },
};

const hasOwnLevel = (option: unknown): boolean =>
  typeof option === "string" ||
  (option as { enforcementLevel?: unknown } | null | undefined)?.enforcementLevel !== undefined;
