import { createHash } from "node:crypto";
import { presets } from "../../src/backupPolicy/presets";
import { invalidOption } from "../failure";

/** The name of a preset. */
export type Preset = keyof typeof presets;

/** The preset of the policy that a tag's value names. Empty: VMs without the tag. */
export type PresetOf = (tag: string) => Preset;

/** The values of the tag in `--policy`, in lower case. */
export const tagsOf = (choices: readonly string[]): string[] =>
  choices.filter((choice) => choice.includes("=")).map(tagOf);

const tagOf = (choice: string): string => choice.slice(0, choice.lastIndexOf("=")).trim().toLowerCase();

const defaultPreset: Preset = "dailyForAMonth";

/**
 * Reads `--policy`: a preset for all policies, or `<value of the tag>=<preset>` for one. No name decides how long backups are kept.
 *
 * @throws Failure for an unknown preset.
 */
export function presetsBy(choices: readonly string[]): PresetOf {
  const byTag = new Map<string, Preset>();
  let general: Preset = defaultPreset;
  for (const choice of choices) {
    const at = choice.lastIndexOf("=");
    const preset = choice.slice(at + 1);
    if (!Object.hasOwn(presets, preset))
      throw invalidOption(
        "--policy",
        choice,
        `one of ${Object.keys(presets).join(", ")}, alone or after the value of a tag, e.g. gold=${defaultPreset}`,
      );
    if (at < 0) general = preset as Preset;
    else byTag.set(tagOf(choice), preset as Preset);
  }
  return (tag) => byTag.get(tag) ?? general;
}

const maxSuffixLength = 60;

/**
 * What the names of policies add to the project's name, by the values of the tag. A value that another one would share its name with, or
 * that is too long, or that has no letter that Azure accepts, gets a part of its hash: the name never depends on the order.
 */
export function policySuffixes(tags: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(tags)].sort();
  const short = new Map(distinct.map((tag) => [tag, tag === "" ? "nightly" : slugOf(tag)]));
  const isAmbiguous = (tag: string) =>
    distinct.some((other) => other !== tag && short.get(other) === short.get(tag));
  return new Map(
    distinct.map((tag) => {
      const name = short.get(tag) ?? "";
      // The value that is the name itself keeps it.
      const isExact = tag === name || tag === "";
      const isEnough = name !== "" && name.length <= maxSuffixLength && (isExact || !isAmbiguous(tag));
      return [tag, isEnough ? name : [name.slice(0, maxSuffixLength), hashOf(tag)].filter(Boolean).join("-")];
    }),
  );
}

const slugOf = (tag: string): string =>
  tag
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");

const hashOf = (tag: string): string => createHash("sha256").update(tag).digest("hex").slice(0, 8);
