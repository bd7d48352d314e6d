import { type Exemption, exemptionIsValid, isExpired } from "../../src/core/exemptions";
import { createExemptionTracker } from "../../src/core/exemptionTracker";

const names = ["vault-name", "vm-no-luks"];
const good: Exemption = {
  policy: "vault-name",
  match: { name: "old-*" },
  reason: "OPS-1412, until it is renamed",
  expires: "2026-12-31",
};
const errorPaths = (change: object | null | string) =>
  exemptionIsValid(
    (typeof change === "object" && change ? { ...good, ...change } : change) as never,
    "list[0]",
    names,
  ).findings.map(({ path }) => path);

it.each<[string, object | null | string, string[]]>([
  ["as it should be", {}, []],
  ["of ten characters", { reason: "0123456789" }, []],
  ["of nine characters", { reason: "012345678" }, ["list[0].reason"]],
  ["of ten blanks", { reason: "          " }, ["list[0].reason"]],
  ["without a reason", { reason: undefined }, ["list[0].reason"]],
  ["of a policy that is not there", { policy: "vault-names" }, ["list[0].policy"]],
  ["for nothing", { match: {} }, ["list[0].match"]],
  ["for an empty name", { match: { name: " " } }, ["list[0].match"]],
  ["for two things", { match: { name: "a", tag: "b" } }, ["list[0].match"]],
  ["for something else", { match: { type: "a" } }, ["list[0].match"]],
  ["for everything", { match: { name: "**" } }, ["list[0].match.name"]],
  ["with a day that is none", { expires: "2026-02-30" }, ["list[0].expires"]],
  ["with a month that is none", { expires: "2026-13-01" }, ["list[0].expires"]],
  ["with another form of day", { expires: "31.12.2026" }, ["list[0].expires"]],
  ["with a time", { expires: "2026-12-31T00:00:00Z" }, ["list[0].expires"]],
  ["of nothing", null, ["list[0].policy", "list[0].match", "list[0].reason", "list[0].expires"]],
  ["of a text", "vault-name", ["list[0].policy", "list[0].match", "list[0].reason", "list[0].expires"]],
])("an exemption %s", (_, change, paths) => expect(errorPaths(change)).toEqual(paths));

it("holds on its last day and no longer", () => {
  expect(isExpired(good, "2026-12-31")).toBe(false);
  expect(isExpired(good, "2027-01-01")).toBe(true);
});

describe("a list from Pulumi's configuration", () => {
  const resource = { urn: "urn:a", name: "old-vault", props: {} };
  const today = () => "2026-06-30";

  it("replaces the list of the program", () => {
    const tracker = createExemptionTracker(names, [good], today);
    expect(tracker.exemptionFor("vault-name", resource)).toBe(good);
    expect(tracker.load([])).toEqual([]);
    expect(tracker.isEmpty).toBe(true);
    expect(tracker.exemptionFor("vault-name", resource)).toBeUndefined();
  });

  it("reports its errors once, and its valid exemptions hold", () => {
    const tracker = createExemptionTracker(names, [], today);
    const list = [{ ...good, reason: "" }, good];
    expect(tracker.load(list).map(({ path }) => path)).toEqual(["exemptions[0].reason"]);
    expect(tracker.load(list)).toEqual([]);
    expect(tracker.exemptionFor("vault-name", resource)).toBe(good);
  });

  it("that is undefined changes nothing", () => {
    const tracker = createExemptionTracker(names, [good], today);
    expect(tracker.load(undefined)).toEqual([]);
    expect(tracker.exemptionFor("vault-name", resource)).toBe(good);
  });
});
