import { backupPolicies } from "../../policies/pack";
import { judgeOf } from "../../src/assess/judging";
import { controlOf, controlOptions, controls, levelsByControl } from "../../src/compliance/controls";
import { frameworks } from "../../src/compliance/facts";
import { assertValidOptions } from "../../src/core/optionErrors";
import { assessedRequirements } from "../../src/requirements";

const names = assessedRequirements.map(({ name }) => name);

it("every control names requirements that exist, what the data does not show, and its framework's source", () => {
  for (const { control, framework } of controls) {
    expect(names).toEqual(expect.arrayContaining([...control.requirements]));
    expect(control.requirements.length).toBeGreaterThan(0);
    expect(control.notShown).toMatch(/[^.]$/);
    expect(framework.source).toMatch(/^https:\/\//);
    expect(framework.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

it("the settings that a control needs exist, and the defaults satisfy them", () => {
  for (const { control } of controls)
    for (const [name, limits] of Object.entries(control.weakestSettings ?? {})) {
      expect(control.requirements).toContain(name);
      const settings = assessedRequirements.find((one) => one.name === name)?.settings ?? {};
      for (const [setting, limit] of Object.entries(limits)) {
        const value = settings[setting]?.value;
        if (typeof limit === "number") expect(value).toBeLessThanOrEqual(limit);
        else expect(limit).toEqual(expect.arrayContaining(value as string[]));
      }
    }
});

it("no framework claims a control and says that no data answers it", () => {
  for (const { controls: answered, unanswered } of Object.values(frameworks)) {
    const ids: string[] = [...answered, ...unanswered].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it("a policy cites the first control that needs it, with the version and the title", () => {
  const cited = Object.fromEntries(
    (backupPolicies() as { name: string; framework?: object }[]).map(({ name, framework }) => [
      name,
      framework,
    ]),
  );
  expect(cited["vault-soft-delete"]).toEqual({
    name: "Microsoft cloud security benchmark",
    version: "1.0",
    reference: "BR-2",
    specification: "Protect backup and recovery data",
  });
  expect(cited["vm-os-supported"]).toMatchObject({ name: "Azure Backup support matrix" });
  expect(controlOf("vault-geo-redundant")).toMatchObject({ name: "NIST SP 800-53", reference: "CP-9(5)" });
});

const levelOf = (options: object, name: string) =>
  (backupPolicies(options) as { name: string; enforcementLevel?: string }[]).find((one) => one.name === name)
    ?.enforcementLevel;

it("a control sets the level of its policies, a policy's own level prevails, and all comes last", () => {
  const options = { all: "disabled", "mcsb:BR-2": "mandatory", "vault-public-access": "advisory" } as const;
  expect(levelOf(options, "vault-immutability")).toBe("mandatory");
  expect(levelOf(options, "vault-public-access")).toBe("advisory");
  expect(levelOf(options, "vm-is-protected")).toBe("disabled");
  expect(judgeOf(assessedRequirements, options).settingsOf("vault-immutability")).toBeDefined();
  expect(judgeOf(assessedRequirements, options).settingsOf("vm-is-protected")).toBeUndefined();
  const withSettings = { "mcsb:BR-2": "mandatory", "vault-immutability": { states: ["Locked"] } };
  expect(levelsByControl(withSettings).get("vault-immutability")?.level).toBe("mandatory");
});

it.each<[object, RegExp]>([
  [{ "mcsb:BR-9": "mandatory" }, /Unknown policy mcsb:BR-9.*mcsb:BR-/],
  [{ "mcsb:BR-2": "strict" }, /mcsb:BR-2 is "strict"/],
  [{ "mcsb:BR-2": null }, /mcsb:BR-2 is null/],
  [
    { "mcsb:BR-2": "mandatory", "cis8:11.3": "advisory" },
    /mcsb:BR-2 and cis8:11.3 give different levels to vault-immutability/,
  ],
])("refuses %j", (options, message) => {
  expect(() => assertValidOptions(options, assessedRequirements, controlOptions)).toThrow(message);
});

it("accepts controls that agree, and a policy's own level where they do not", () => {
  const check = (options: object) => () => assertValidOptions(options, assessedRequirements, controlOptions);
  expect(check({ "mcsb:BR-2": "mandatory", "nist80053:CP-9": "mandatory" })).not.toThrow();
  const own = {
    "vault-soft-delete": "mandatory",
    "vault-immutability": "advisory",
    "vault-public-access": "advisory",
  };
  expect(check({ "mcsb:BR-2": "mandatory", "cis8:11.3": "advisory", ...own })).not.toThrow();
});

it("the pack accepts options and exemptions of what only the command line judges", () => {
  const exemption = {
    policy: "vm-restore-drilled",
    match: { name: "lab" },
    reason: "OPS-1: until spring",
    expires: "2027-03-31",
  };
  const options = { "vm-restore-drilled": { days: 30 }, "mcsb:BR-4": "mandatory", exemptions: [exemption] };
  const policies = backupPolicies(options as never) as { name: string }[];
  expect(policies.map(({ name }) => name)).not.toContain("vm-restore-drilled");
});
