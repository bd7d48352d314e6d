import { notesOf, placeholder, problemsOf, type ReleaseState } from "../../scripts/release/problems";
import { asPlugin } from "../../scripts/release/tag";

const changelog =
  "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 - 2026-12-01\n\n### Added\n\n- This.\n\n## 1.1.0\n";
const ready: ReleaseState = {
  version: "1.2.0",
  texts: { "package.json": "{}" },
  changelog,
  changes: "",
  tags: ["v1.1.0"],
  hasStoredState: true,
};

it("a version with notes, without changes and without a tag can be released", () =>
  expect(problemsOf(ready)).toEqual([]));

it.each<[string, Partial<ReleaseState>, RegExp]>([
  [
    "a placeholder",
    { texts: { "schema.json": `https://github.com/${placeholder}/x` } },
    /^schema\.json has the placeholder/,
  ],
  ["no section of the version", { version: "1.3.0" }, /^CHANGELOG\.md has no section "## 1\.3\.0"/],
  ["an empty section", { version: "1.1.0", tags: [] }, /^CHANGELOG\.md has no section/],
  ["changes", { changes: " M README.md" }, /^the working tree has changes:\n M README\.md\nFix: /],
  [
    "a version whose state is not stored",
    { hasStoredState: false },
    /^test\/upgrades\/1\.2\.0 has no state\.jsonl\. Fix: run npm run states/,
  ],
  ["a tag", { tags: ["v1.2.0"] }, /^the tag v1\.2\.0 exists/],
])("refuses %s", (_, change, problem) => {
  const problems = problemsOf({ ...ready, ...change });
  expect(problems).toEqual([expect.stringMatching(problem)]);
});

it("reports all problems at once", () =>
  expect(problemsOf({ ...ready, version: "2.0.0", changes: " M x", texts: { a: placeholder } })).toHaveLength(
    3,
  ));

it("a version's notes end where the next section begins", () => {
  expect(notesOf(changelog, "1.2.0")).toBe("### Added\n\n- This.");
  expect(notesOf("## [1.2.0]\n\nText.", "1.2.0")).toBe("Text.");
  expect(notesOf(changelog, "1.2")).toBeUndefined();
});

it("the tag's package.json has what the plugin needs at run time, and nothing of development", () => {
  const manifest = {
    name: "azure-vm-backup",
    dependencies: { commander: "^14" },
    peerDependencies: { "@pulumi/azure-native": "^3" },
    peerDependenciesMeta: {},
    devDependencies: { jest: "^30" },
    scripts: { prepack: "x" },
  };
  expect(asPlugin(manifest)).toEqual({
    name: "azure-vm-backup",
    dependencies: { commander: "^14", "@pulumi/azure-native": "^3" },
  });
});

it("until there is a public address, a release is refused", () => {
  const texts = { "package.json": JSON.stringify(require("../../package.json")) };
  expect(problemsOf({ ...ready, texts })).toHaveLength(1);
});
