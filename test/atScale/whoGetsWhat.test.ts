/**
 * Which assignments apply to a VM. The definitions here are the part of Azure's built-in definitions that our parameters decide, from
 * built-in-policies/policyDefinitions/Backup in Azure/azure-policy as of 2026-04-29, without their lists of images.
 */
import * as fc from "fast-check";
import { BackupAtScale, type BackupAtScaleArgs } from "../../src";
import { builtIn } from "../../src/protection/builtIn/definitions";
import { evaluate } from "../support/azurePolicy";
import { customs, register } from "../support/mocks";

const ofRegion = [
  { field: "type", equals: "Microsoft.Compute/virtualMachines" },
  { field: "location", equals: "[parameters('vaultLocation')]" },
];
const tag = (kind: string) => `[concat('tags[', parameters('${kind}TagName'), ']')]`;
const deploys = (conditions: readonly object[]) => ({
  if: { allOf: [...ofRegion, ...conditions] },
  // biome-ignore lint/suspicious/noThenProperty: Azure Policy calls it so.
  then: { effect: "DeployIfNotExists" },
});
const definitions: Readonly<Record<string, ReturnType<typeof deploys>>> = {
  [builtIn.withTag.id]: deploys([{ field: tag("inclusion"), in: "[parameters('inclusionTagValue')]" }]),
  [builtIn.withoutTag.id]: deploys([
    {
      anyOf: [
        { not: { field: tag("exclusion"), in: "[parameters('exclusionTagValue')]" } },
        { value: "[empty(parameters('exclusionTagValue'))]", equals: "true" },
        { value: "[empty(parameters('exclusionTagName'))]", equals: "true" },
      ],
    },
  ]),
};

const scope = "/subscriptions/1";
const policyIn = (vault: string) =>
  `${scope}/resourceGroups/b/providers/Microsoft.RecoveryServices/vaults/${vault}/backupPolicies/p`;
const entry = (location: string, tagValues?: string[]) => ({
  policyId: policyIn(location.replace(" ", "")),
  location,
  ...(tagValues && { tagValues }),
});

/** The keys of the entries whose assignments apply to a VM. */
async function assignmentKeys(args: Partial<BackupAtScaleArgs>): Promise<(vm: object) => string[]> {
  const all = customs(
    await register(
      () => new BackupAtScale("f", { scope, tagName: "backup", audit: { assign: false }, ...args }),
    ),
  );
  const assignments = all.filter(({ type }) => type.endsWith(":PolicyAssignment"));
  return (vm) =>
    assignments
      .filter(({ inputs }) => {
        const given = inputs.parameters as Record<string, { value: unknown }>;
        const policyRule = definitions[String(inputs.policyDefinitionId).split("/").pop() as string];
        if (policyRule === undefined) throw new Error(`unknown ${inputs.policyDefinitionId}`);
        const values = Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value]));
        const resource = { type: "Microsoft.Compute/virtualMachines", ...vm };
        return evaluate({ policyRule, parameters: given }, resource, values) !== undefined;
      })
      .map(({ name }) => name.replace("f-", ""))
      .sort();
}

const backups = {
  gold: entry("westeurope", ["gold"]),
  silver: entry("West Europe", ["silver", "bronze"]),
  others: entry("westeurope"),
  north: entry("northeurope", ["gold"]),
};

let keysOf: (vm: object) => string[];
beforeAll(async () => {
  keysOf = await assignmentKeys({ backups, exceptTagValues: ["none"] });
});

it.each<[what: string, vm: object, keys: string[]]>([
  ["gold", { location: "westeurope", tags: { backup: "gold" } }, ["gold"]],
  ["gold in another case", { location: "West Europe", tags: { Backup: "GOLD" } }, ["gold"]],
  ["one of two values", { location: "westeurope", tags: { backup: "bronze" } }, ["silver"]],
  ["no tag", { location: "westeurope" }, ["others"]],
  ["another tag", { location: "westeurope", tags: { team: "gold" } }, ["others"]],
  ["a value of no entry", { location: "westeurope", tags: { backup: "copper" } }, ["others"]],
  ["an exception", { location: "westeurope", tags: { backup: "none" } }, []],
  ["gold in the other region", { location: "northeurope", tags: { backup: "gold" } }, ["north"]],
  ["no tag in a region without an entry for others", { location: "northeurope" }, []],
  ["another region", { location: "uksouth", tags: { backup: "gold" } }, []],
])("%s", (_, vm, keys) => {
  expect(keysOf(vm)).toEqual(keys);
});

it("without a tag, the one entry applies to every VM of the region", async () => {
  const keys = await assignmentKeys({ tagName: undefined, backups: { all: entry("westeurope") } });
  expect(keys({ location: "westeurope", tags: { backup: "gold" } })).toEqual(["all"]);
  expect(keys({ location: "westeurope" })).toEqual(["all"]);
});

it("two entries never apply to one VM, and with an entry for all others exactly one applies to each VM of the region", async () => {
  const regions = ["westeurope", "northeurope"] as const;
  const values = ["gold", "silver", "bronze", "none"];
  const chosen = fc.uniqueArray(fc.tuple(fc.constantFrom(...regions), fc.constantFrom(...values)), {
    selector: ([region, value]) => `${region}/${value}`,
    minLength: 1,
  });
  const vms = regions.flatMap((location) =>
    [undefined, ...values, "copper"].map((backup) => ({ location, tags: backup ? { backup } : {} })),
  );
  await fc.assert(
    fc.asyncProperty(chosen, fc.subarray([...regions]), async (pairs, withOthers) => {
      const tagged = pairs.map(([region, value]) => [`${region}-${value}`, entry(region, [value])] as const);
      const others = withOthers.map((region) => [`${region}-others`, entry(region)] as const);
      const keys = await assignmentKeys({ backups: Object.fromEntries([...tagged, ...others]) });
      for (const vm of vms) {
        const own = pairs.some(([region, value]) => region === vm.location && value === vm.tags.backup);
        const expected = own || withOthers.includes(vm.location as (typeof regions)[number]) ? 1 : 0;
        expect(keys(vm).length).toBe(expected);
      }
    }),
    { numRuns: 10 },
  );
});
