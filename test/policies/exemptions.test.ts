import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { backupPolicies, type Exemption } from "../../policies/pack";
import { types } from "../support/tokens";
import { broken } from "./compliant";
import {
  analyze,
  analyzeStack,
  type Diagnostic,
  findingOf,
  type TestResource,
  unknown,
  urnOf,
} from "./server";

const expires = "2026-06-30";
const reason = "OPS-1412, the bank's CTO";
const big = (name = "web", props: object = {}): TestResource => ({
  type: types.vm,
  name,
  props: {
    ...broken(types.vm, { "storageProfile.dataDisks": Array.from({ length: 33 }, (_, lun) => ({ lun })) }),
    ...props,
  },
});
const exempting = (change: Partial<Exemption>): Exemption[] => [
  { policy: "vm-data-disk-limit", match: { name: "web" }, reason, expires, ...change },
];
const at = (day: string) => jest.spyOn(Date, "now").mockReturnValue(Date.parse(`${day}T23:59:59Z`));
const refused = (found: Diagnostic[]) => found.filter(({ policy }) => policy === "vm-data-disk-limit");
const inUse = (found: Diagnostic[]) =>
  found
    .filter(({ policy }) => policy === "exemptions-in-use")
    .map(({ level, message, urn }) => [level, findingOf(message), urn]);

beforeEach(() => at("2026-06-30"));
afterEach(() => jest.restoreAllMocks());

it.each<[string, Exemption["match"], object?]>([
  ["its URN", { urn: urnOf(big()) }],
  ["its name", { name: "web" }],
  ["a glob of its name", { name: "w?b*" }],
  ["a tag", { tag: "backup" }, { tags: { backup: "no" } }],
  ["the name of a tag in another letter case", { tag: "BackUp=no" }, { tags: { backup: "no" } }],
  ["a tag and its value", { tag: "backup=a=b" }, { tags: { backup: "a=b" } }],
])("a resource is exempt by %s", async (_, match, props = {}) => {
  const policies = backupPolicies({ exemptions: exempting({ match }) });
  expect(refused(await analyze(policies, big("web", props)))).toEqual([]);
});

it.each<[string, Partial<Exemption>, object?]>([
  ["another policy", { policy: "vm-no-luks" }],
  ["another URN", { match: { urn: urnOf(big("api")) } }],
  ["another name", { match: { name: "we" } }],
  ["a name that only contains it", { match: { name: "*api*" } }],
  ["another tag", { match: { tag: "backups" } }, { tags: { backup: "no" } }],
  ["a value in another letter case", { match: { tag: "backup=NO" } }, { tags: { backup: "no" } }],
  ["another name in Pulumi", { match: { name: "WEB" } }],
  ["another value", { match: { tag: "backup=no" } }, { tags: { backup: "nope" } }],
  ["a tag where there is none", { match: { tag: "backup" } }, { tags: undefined }],
  ["a tag where tags are none", { match: { tag: "backup" } }, { tags: null }],
  ["yesterday", { expires: "2026-06-29" }],
])("is not exempt by %s", async (_, change, props = {}) => {
  const policies = backupPolicies({ exemptions: exempting(change) });
  const found = refused(await analyze(policies, JSON.parse(JSON.stringify(big("web", props)))));
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("33 data disks")]);
});

it("holds to the end of its last day", async () => {
  const policies = backupPolicies({ exemptions: exempting({}) });
  expect(refused(await analyze(policies, big()))).toHaveLength(0);
  at("2026-07-01");
  expect(refused(await analyze(policies, big()))).toHaveLength(1);
});

it("holds a finding back while a tag is unknown", async () => {
  const policies = backupPolicies({ exemptions: exempting({ match: { tag: "backup" } }) });
  for (const tags of [unknown, { backup: unknown }]) {
    const found = refused(await analyze(policies, big("web", { tags })));
    const isUnknown = tags === unknown;
    expect(found.map(({ level, message }) => [level, /can't run policy/.test(message)])).toEqual(
      isUnknown ? [["advisory", true]] : [],
    );
  }
  const value = backupPolicies({ exemptions: exempting({ match: { tag: "backup=no" } }) });
  const found = refused(await analyze(value, big("web", { tags: { backup: unknown } })));
  expect(found).toMatchObject([{ level: "advisory", message: expect.stringMatching(/can't run policy/) }]);
});

describe("the report at the end", () => {
  const stack = [big()];

  it("lists what an exemption covered, with its reason", async () => {
    const policies = backupPolicies({ exemptions: exempting({}) });
    await analyze(policies, big());
    const [line, ...rest] = inUse(await analyzeStack(policies, stack));
    expect(rest).toEqual([]);
    expect(line).toEqual([
      "advisory",
      expect.stringMatching(
        /^Exemption used: vm-data-disk-limit for name web until 2026-06-30 \("OPS-1412, the bank's CTO"\) covers web: storageProfile\.dataDisks: 33 data disks/,
      ),
      urnOf(big()),
    ]);
  });

  it("covers findings of stack policies too", async () => {
    const policies = backupPolicies({
      exemptions: [{ policy: "vm-is-protected", match: { name: "web" }, reason, expires }],
    });
    const found = await analyzeStack(policies, [big(), big("api")]);
    expect(found.filter(({ policy }) => policy === "vm-is-protected").map(({ urn }) => urn)).toEqual([
      urnOf(big("api")),
    ]);
    expect(inUse(found)).toMatchObject([
      ["advisory", expect.stringMatching(/^Exemption used: vm-is-protected for name web/), urnOf(big())],
    ]);
  });

  it("holds back a finding whose tag is unknown, and no other resource's", async () => {
    const policies = backupPolicies({
      exemptions: [{ policy: "vm-is-protected", match: { tag: "backup" }, reason, expires }],
    });
    const found = await analyzeStack(policies, [big("web", { tags: unknown }), big("api", { tags: {} })]);
    const reported = found.filter(({ policy }) => policy === "vm-is-protected");
    expect(reported.map(({ level, urn }) => [level, urn])).toEqual([
      ["advisory", urnOf(big("api"))],
      ["advisory", ""],
    ]);
    expect(reported[1]?.message).toMatch(/can't run policy/);
  });

  it("in preview reads tags from the inputs: a VM without tags is refused, not held back", async () => {
    const policies = backupPolicies({
      exemptions: [{ policy: "vm-is-protected", match: { tag: "backup" }, reason, expires }],
    });
    const vms = [big("web"), big("api", { tags: { backup: "no" } })];
    for (const vm of vms) await analyze(policies, vm);
    const previewed = vms.map((vm) => ({ ...vm, props: { tags: unknown, ...vm.props } }));
    const found = await analyzeStack(policies, previewed);
    expect(found.filter(({ policy }) => policy === "vm-is-protected")).toMatchObject([
      { urn: urnOf(big("web")), message: expect.not.stringContaining("can't run") },
    ]);
  });

  it("reports an exemption that covers nothing", async () => {
    const policies = backupPolicies({ exemptions: exempting({ match: { name: "api" } }) });
    await analyze(policies, big());
    expect(inUse(await analyzeStack(policies, stack))).toEqual([
      [
        "advisory",
        `Unused exemption: vm-data-disk-limit for name api until 2026-06-30 ("${reason}") covers no finding of this run. Fix: remove it.`,
        "",
      ],
    ]);
  });

  it("calls no exemption unneeded while its policy could not finish", async () => {
    const policies = backupPolicies({ exemptions: exempting({ match: { name: "api" } }) });
    await analyze(policies, { type: types.vm, props: { storageProfile: unknown } });
    expect(inUse(await analyzeStack(policies, stack))).toEqual([]);
  });

  it("reports an expired one", async () => {
    const policies = backupPolicies({ exemptions: exempting({ expires: "2026-06-29" }) });
    await analyze(policies, big());
    expect(inUse(await analyzeStack(policies, stack))).toEqual([
      [
        "advisory",
        `Expired exemption: vm-data-disk-limit for name web until 2026-06-29 ("${reason}"). Fix: renew it with a new reason, or remove it.`,
        "",
      ],
    ]);
  });

  it("starts again for the next run", async () => {
    const policies = backupPolicies({ exemptions: exempting({}) });
    await analyze(policies, big());
    await analyzeStack(policies, stack);
    expect(inUse(await analyzeStack(policies, stack))).toMatchObject([
      ["advisory", expect.stringMatching(/^Unused exemption/), ""],
    ]);
  });

  it("costs nothing without exemptions", () => {
    const last = backupPolicies().at(-1) as { validateStack: { __pulumiType?: string } };
    expect(last.validateStack.__pulumiType).toBe("azure-vm-backup:policies:Nothing");
    const some = backupPolicies({ exemptions: exempting({}) }).at(-1) as typeof last;
    expect(some.validateStack.__pulumiType).toBeUndefined();
  });
});

describe("in Pulumi's own configuration", () => {
  const [first] = backupPolicies() as ResourceValidationPolicy[];
  const schema = first?.configSchema?.properties.list as { items: Record<string, unknown> };

  it("requires each field, and accepts no other", () => {
    expect(schema.items).toMatchObject({
      required: ["policy", "match", "reason", "expires"],
      additionalProperties: false,
      properties: { match: { additionalProperties: false }, reason: { minLength: 10 } },
    });
  });

  it("reports what a schema cannot express at the first resource, once", () => {
    const reported: string[] = [];
    const list = [{ ...exempting({})[0], expires: "2027-02-30" }];
    const args = { type: "a:b:C", urn: "urn", props: {}, getConfig: () => ({ list }) };
    const validate = first?.validateResource as ResourceValidation;
    for (let i = 0; i < 2; i++) validate(args as never, (message) => reported.push(String(message)));
    expect(reported).toEqual([
      expect.stringMatching(/^exemptions\[0\]\.expires is "2027-02-30"; an exemption accepts a date/),
    ]);
  });

  it("tags the two policies about exemptions like the others", () => {
    for (const policy of backupPolicies()) expect(policy.tags).toEqual(["azure-backup"]);
  });
});
