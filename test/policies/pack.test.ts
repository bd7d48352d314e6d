import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type BackupPoliciesOptions, backupPolicies, packName, requirementNames } from "../../policies/pack";
import { requirements } from "../../src/requirements";

type AnyPolicy = ResourceValidationPolicy & Partial<StackValidationPolicy>;
const policies = backupPolicies() as AnyPolicy[];
const named = (name: string, options = {}) =>
  (backupPolicies(options) as AnyPolicy[]).find((p) => p.name === name);

it("the pack's name", () => expect(packName).toBe("azure-vm-backup"));

/** Levels, severities and settings are a promise to the users of the pack: write a change of them into the change log. */
it("its policies, in order, with level, severity, kind and settings", () => {
  const lines = policies.map((policy) => {
    const kind = [policy.validateStack ? "stack" : "resource", policy.remediateResource && "remediates"]
      .filter(Boolean)
      .join(", ");
    const settings = Object.entries(policy.configSchema?.properties ?? {}).map(
      ([name, schema]) => `${name}=${JSON.stringify(schema.default)}`,
    );
    return [policy.name, policy.enforcementLevel, policy.severity, kind, ...settings].join(" | ");
  });
  expect(lines).toEqual([
    "exemptions | mandatory | medium | resource | list=[]",
    "secret-values | remediate | medium | resource, remediates",
    "vm-os-supported | mandatory | high | stack | images={}",
    "vm-os-uncertain | advisory | medium | resource | images={}",
    "vm-agent-enabled | mandatory | high | stack, remediates",
    "vm-no-luks | mandatory | high | resource",
    "vm-within-2018-limits | advisory | low | resource",
    "vm-restore-notes | advisory | low | resource",
    "vm-data-disk-limit | mandatory | high | resource | maxDataDisks=32",
    "vm-disk-size-limit | mandatory | high | resource | maxDiskGB=65536 | maxTotalGB=524288",
    "vm-no-unmanaged-disks | mandatory | high | resource",
    "vm-no-write-accelerated-os-disk | mandatory | high | resource",
    "vm-no-ephemeral-os-disk | advisory | medium | resource",
    "disk-data-access-auth | mandatory | high | resource",
    "disk-not-shared | mandatory | high | stack",
    "vm-no-secured-data-disks | mandatory | medium | resource",
    "vm-support-conditions | advisory | medium | resource",
    "vault-name | mandatory | medium | resource",
    "vault-cross-region-restore-needs-geo | mandatory | high | resource",
    "vault-encryption-needs-identity | mandatory | high | resource",
    "vault-soft-delete | mandatory | high | resource, remediates | minRetentionDays=14",
    'vault-geo-redundant | advisory | medium | resource | allowed=["GeoRedundant"]',
    "vault-region-redundancy | advisory | low | resource",
    'vault-immutability | advisory | medium | resource | states=["Unlocked","Locked"] | minDays=30',
    "vault-immutability-lock-acknowledged | mandatory | critical | resource | acknowledged=[]",
    "vault-public-access | advisory | medium | resource",
    "vault-private-endpoint | advisory | medium | stack",
    "backup-policy-valid | mandatory | high | resource",
    "backup-policy-minimum-retention | mandatory | medium | resource | minDays=7",
    "backup-policy-clock-change | advisory | low | resource",
    "protected-item-valid | mandatory | high | resource",
    "vm-and-vault-same-region | mandatory | high | stack",
    "suspended-backup-needs-immutability | mandatory | medium | stack",
    "vm-in-one-vault | mandatory | high | stack",
    "one-vault-per-region | advisory | medium | stack",
    "vm-is-protected | advisory | medium | stack",
    "backups-are-recent | advisory | high | stack | marginHours=24",
    "vault-capacity | mandatory | medium | stack | maxVmsPerVault=1000 | maxVmsPerPolicy=100",
    "vm-needs-enhanced-policy | mandatory | high | stack",
    "selected-disks-exist | advisory | medium | stack",
    "restore-points-not-locked | advisory | medium | stack",
    "vm-at-scale-image | advisory | medium | stack",
    "names-and-ids | mandatory | medium | resource",
    "backup-egress-open | advisory | medium | stack",
    "nsg-rule-outranked | mandatory | high | stack",
    "nsg-service-tag-spelling | mandatory | medium | resource",
    "storage-account-trusted-services | advisory | low | resource, remediates",
    "exemptions-in-use | advisory | medium | stack",
  ]);
});

it("no two policies share a name", () =>
  expect(new Set(requirementNames).size).toBe(requirementNames.length));

it.each(requirements)("$name says all of itself", (requirement) => {
  const sentence = /^[A-Z].*\.$/;
  expect(requirement.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  expect(requirement.displayName).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [requirement.description, requirement.remediation]) expect(text).toMatch(sentence);
  if ("seed" in requirement) expect(requirement.seed).toMatch(sentence);
  expect(requirement.page.asOf).toMatch(/^\d{4}-\d\d(-\d\d)?$/);
  expect(Object.values(requirement.framework).every((text) => text !== "")).toBe(true);
});

it("each stack policy is one typed function, so that the SDK skips it in a stack without its type", () => {
  for (const { validateStack } of policies.filter((policy) => policy.validateStack !== undefined)) {
    expect((validateStack as { __pulumiType?: string }).__pulumiType).toMatch(
      /^(azure-native|azure-vm-backup):/,
    );
  }
});

it("a setting says what it takes", () => {
  expect(named("vm-os-supported")?.configSchema?.properties.images).toMatchObject({
    type: "object",
    additionalProperties: { type: "string", enum: ["supported", "unsupported", "uncertain"] },
  });
  expect(named("vault-geo-redundant")?.configSchema?.properties.allowed).toMatchObject({
    type: "array",
    minItems: 1,
    items: { type: "string", enum: ["GeoRedundant", "LocallyRedundant", "ZoneRedundant"] },
  });
  expect(named("vault-capacity")?.configSchema?.properties.maxVmsPerVault).toMatchObject({
    type: "integer",
    minimum: 1,
  });
});

describe("options", () => {
  it("set the level of one policy, or of all that name none", () => {
    expect(named("vm-is-protected", { "vm-is-protected": "mandatory" })?.enforcementLevel).toBe("mandatory");
    const all = { all: "disabled", "vm-no-luks": "advisory" } as const;
    expect(named("vm-no-luks", all)?.enforcementLevel).toBe("advisory");
    expect(named("vault-name", all)?.enforcementLevel).toBe("disabled");
    expect(named("exemptions", all)?.enforcementLevel).toBe("mandatory");
  });

  it("set a policy's own settings, as the defaults of its configuration", () => {
    const options = {
      "backup-policy-minimum-retention": { enforcementLevel: "advisory", minDays: 30 },
    } as const;
    expect(named("backup-policy-minimum-retention", options)).toMatchObject({
      enforcementLevel: "advisory",
      configSchema: { properties: { minDays: { type: "integer", default: 30 } } },
    });
  });

  it("set the level of the report on exemptions", () => {
    const level = (options: object) => named("exemptions-in-use", options)?.enforcementLevel;
    expect([level({}), level({ "exemptions-in-use": "mandatory" })]).toEqual(["advisory", "mandatory"]);
  });

  it("must be an object", () => {
    const pack = (given: unknown) => () => backupPolicies(given as never);
    expect(pack("mandatory")).toThrow(
      'backupPolicies: the options must be an object, e.g. { all: "mandatory" }',
    );
    expect(pack([])).toThrow('backupPolicies: the options must be an object, e.g. { all: "advisory" }');
  });

  it("are checked by the compiler: levels, names, settings, choices", () => {
    const options: BackupPoliciesOptions[] = [
      { "vault-soft-delete": { minRetentionDays: 30 }, "exemptions-in-use": "mandatory" },
      // @ts-expect-error: a level in another case
      { "vm-no-luks": "Mandatory" },
      // @ts-expect-error: an unknown policy
      { "vm-is-protectd": "mandatory" },
      // @ts-expect-error: an unknown setting
      { "backup-policy-minimum-retention": { minDay: 30 } },
      // @ts-expect-error: an unknown choice
      { "vault-geo-redundant": { allowed: ["Geo"] } },
    ];
    const refused = options.map((given) => {
      try {
        return backupPolicies(given) === undefined;
      } catch {
        return true;
      }
    });
    expect(refused).toEqual([false, true, true, true, true]);
  });

  it.each<[string, object, string]>([
    [
      "minDay",
      { "backup-policy-minimum-retention": { minDay: 30 } },
      "Unknown setting backup-policy-minimum-retention.minDay. Did you mean minDays?",
    ],
    [
      "enforcmentLevel",
      { "vm-no-luks": { enforcmentLevel: "mandatory" } },
      "Unknown setting vm-no-luks.enforcmentLevel. Did you mean enforcementLevel?",
    ],
    [
      "a number below Azure's",
      { "vault-soft-delete": { minRetentionDays: 7 } },
      "vault-soft-delete.minRetentionDays is 7; this setting accepts a whole number from 14 to 180.",
    ],
    ["a number above Azure's", { "vault-soft-delete": { minRetentionDays: 365 } }, "from 14 to 180"],
    [
      "a number in quotes",
      { "vm-data-disk-limit": { maxDataDisks: "16" } },
      'maxDataDisks is "16"; this setting accepts a whole number',
    ],
    [
      "a wrong choice",
      { "vault-geo-redundant": { allowed: ["Geo"] } },
      'allowed[0] is "Geo"; this setting accepts GeoRedundant',
    ],
    [
      "a list of nothing",
      { "vault-geo-redundant": { allowed: [] } },
      "allowed is []; this setting accepts a list with at least one element",
    ],
    [
      "a wrong support",
      { "vm-os-supported": { images: { "a:*": "yes" } } },
      'images["a:*"] is "yes"; this setting accepts supported, unsupported, uncertain',
    ],
    [
      "a list for a map",
      { "vm-os-supported": { images: [] } },
      "images is []; this setting accepts an object",
    ],
    [
      "a wrong level of the report on exemptions",
      { "exemptions-in-use": "Loud" },
      'exemptions-in-use is "Loud"; this setting accepts advisory',
    ],
  ])("are refused for %s", (_, options, message) => {
    expect(() => backupPolicies(options as never)).toThrow(message);
  });

  it("are refused with every error at once", () => {
    const wrong = {
      "vm-data-disk-limits": "advisory",
      "vm-no-luks": "mandtory",
      "vault-name": { enforcementLevel: "off" },
      exemptions: [{ policy: "vault-nme", match: {}, reason: "because", expires: "2027-02-30" }],
    };
    let message = "";
    try {
      backupPolicies(wrong as never);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split("\n")).toEqual([
      "backupPolicies: invalid options",
      "  - Unknown policy vm-data-disk-limits. Did you mean vm-data-disk-limit?",
      '  - vm-no-luks is "mandtory"; this setting accepts advisory, mandatory, remediate, disabled.',
      '  - vault-name.enforcementLevel is "off"; this setting accepts advisory, mandatory, remediate, disabled.',
      '  - exemptions[0].policy: unknown policy "vault-nme". Did you mean vault-name?',
      "  - exemptions[0].match is {}; an exemption accepts exactly one of urn, name (a glob), tag (key or key=value). Fix: name the resources.",
      '  - exemptions[0].reason is "because"; an exemption accepts 10 characters or more. Fix: write why, and who decided it.',
      '  - exemptions[0].expires is "2027-02-30"; an exemption accepts a date, YYYY-MM-DD: the last day on which the exemption applies (UTC). Fix: write it as "2027-06-30".',
    ]);
  });
});
