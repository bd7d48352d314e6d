/** What keeps a version from being released. */

/** The part of an address that stands for one that is not known yet. */
export const placeholder = "your-organisation";

/** What a release is made from. */
export interface ReleaseState {
  readonly version: string;
  /** Texts that are published, by their file. */
  readonly texts: Readonly<Record<string, string>>;
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly changes: string;
  readonly tags: readonly string[];
  /** Whether test/upgrades has the state that this version's program leaves. */
  readonly hasStoredState: boolean;
}

/** The name of a version's tag: Pulumi finds the versions of a Git repository by such tags. */
export const tagOf = (version: string): string => `v${version}`;

/** Every reason why the version cannot be released, each with what to do. Empty: it can. */
export function problemsOf(state: ReleaseState): string[] {
  const { version, texts, changelog, changes, tags, hasStoredState } = state;
  const withPlaceholder = Object.keys(texts).filter((file) => texts[file]?.includes(placeholder));
  return [
    ...withPlaceholder.map(
      (file) =>
        `${file} has the placeholder "${placeholder}". Fix: write the repository's public address, and run npm run schema`,
    ),
    ...(notesOf(changelog, version) === undefined
      ? [
          `CHANGELOG.md has no section "## ${version}" with text. Fix: rename "## Unreleased" to "## ${version} - YYYY-MM-DD"`,
        ]
      : []),
    ...(changes === "" ? [] : [`the working tree has changes:\n${changes}\nFix: commit or remove them`]),
    ...(tags.includes(tagOf(version))
      ? [`the tag ${tagOf(version)} exists. Fix: give package.json the next version`]
      : []),
    ...(hasStoredState
      ? []
      : [`test/upgrades/${version} has no state.jsonl. Fix: run npm run states, and commit what it writes`]),
  ];
}

/** The changelog's text about a version: its release notes. Undefined: it has none. */
export function notesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\[?([^\]\s]+)/.exec(text)?.[1] === version);
  const notes = section?.slice(section.indexOf("\n")).trim();
  return notes === "" ? undefined : notes;
}
