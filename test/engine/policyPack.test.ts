/** @jest-environment ./test/support/engineEnvironment.js */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirementNames } from "../../policies/pack";
import { repositoryDir, runCli, type Stack } from "../../simulator/engine";
import { broken, compliant } from "../policies/compliant";
import { armOf, asAzapi, asGeneric } from "../policies/otherForms";
import type { TestResource } from "../policies/server";
import { violations } from "../policies/violations";
import { env, policyPacks, stackOf } from "../support/engine";
import { types } from "../support/tokens";

jest.setTimeout(120_000);

let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("policyPack");
});
const scratch: string[] = [];
afterAll(() => {
  stack.remove();
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

const exemption = (policy: string, name: string, expires = "9999-12-31") => ({
  policy,
  match: { name },
  reason: "OPS-1412, until the migration",
  expires,
});

describe("every violation in one preview, configured by Pulumi's own file", () => {
  let found: string[];
  let outcome: Awaited<ReturnType<Stack["preview"]>>;
  beforeAll(async () => {
    stack.setConfig({ kind: "violations" });
    outcome = await stack.preview({
      env,
      policyPacks,
      policyConfig: {
        "vm-agent-enabled": "remediate",
        "vault-soft-delete": { enforcementLevel: "remediate", minRetentionDays: 30 },
        "vault-capacity": { maxVmsPerVault: 1, maxVmPerVault: 2 },
        "vm-restore-notes": "disabled",
        "backup-policy-minimum-retention": { enforcementLevel: "advisory", minDays: 30, minDay: 30 },
        exemptions: {
          list: [
            exemption("vm-os-supported", "vm-os-supported-*"),
            exemption("vault-name", "unused"),
            exemption("vm-no-luks", "vm-no-luks-4", "2020-01-01"),
            exemption("vm-is-protected", "vm-*"),
          ],
        },
      },
    });
    found = outcome.policyViolations.map(({ policy, urn }) => `${policy}: ${urn?.split("::").at(-1)}`);
  });

  it("each policy finds its violation, and the mandatory ones stop the preview", () => {
    expect(outcome.ok).toBe(false);
    const remediatedOrDisabled = [
      "vm-agent-enabled",
      "vault-soft-delete",
      "vm-restore-notes",
      "vm-os-supported",
    ];
    const expected = violations.flatMap(({ policy }, i) =>
      remediatedOrDisabled.includes(policy) ? [] : [`${policy}: ${policy}-${i}`],
    );
    expect(found).toEqual(expect.arrayContaining(expected));
    for (const policy of remediatedOrDisabled)
      expect(found.filter((line) => line.startsWith(`${policy}:`))).toEqual([]);
  });

  it("policies over several resources work although ids are unknown in preview", () => {
    expect(found).toEqual(
      expect.arrayContaining([
        "vm-and-vault-same-region: item-far",
        "suspended-backup-needs-immutability: item-paused",
        "vm-in-one-vault: item-near",
        "one-vault-per-region: far",
        "vault-capacity: main-vault",
        "vm-needs-enhanced-policy: item-far",
        "selected-disks-exist: item-far",
        "restore-points-not-locked: lock",
      ]),
    );
    // An item may protect each other VM, or it is exempt by its name.
    const wrongNames = violations.flatMap(({ policy, type }, i) =>
      policy === "names-and-ids" && type === types.vm ? [`vm-is-protected: ${policy}-${i}`] : [],
    );
    expect(found.filter((line) => line.startsWith("vm-is-protected")).sort()).toEqual(wrongNames.sort());
  });

  it("a misspelt setting stops the preview, once, at every enforcement level", () => {
    const reported = outcome.policyViolations.filter(({ message }) => message.startsWith("Unknown setting"));
    expect(reported.map(({ level, message }) => [level, message])).toEqual([
      ["mandatory", "Unknown setting vault-capacity.maxVmPerVault. Did you mean maxVmsPerVault?"],
      ["mandatory", "Unknown setting backup-policy-minimum-retention.minDay. Did you mean minDays?"],
    ]);
  });

  it("every policy of the pack is tested", () => {
    const reporting = new Set(outcome.policyViolations.map(({ policy }) => policy));
    const silent = requirementNames.filter((name) => !reporting.has(name));
    expect(silent).toEqual([
      "vm-os-supported",
      "vm-agent-enabled",
      "vm-restore-notes",
      "vault-soft-delete",
      // Only Azure's own rows have the state of backups.
      "backups-are-recent",
      // Tested in stackPolicies.test.ts, which has an assignment of Azure's definitions.
      "vm-at-scale-image",
      // Tested in network.long.test.ts, which has a network.
      "backup-egress-open",
      "nsg-rule-outranked",
    ]);
  });

  it("exemptions are listed, expired ones do not count, and unused ones are reported", () => {
    const lines = outcome.policyViolations
      .filter(({ policy }) => policy === "exemptions-in-use")
      .map(({ level, message }) => `${level}: ${message.split("\n")[1]}`);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^advisory: Exemption used: vm-os-supported for name vm-os-supported-\* until 9999-12-31 .* covers vm-os-supported-0: storageProfile\.imageReference/,
        ),
        expect.stringMatching(
          /^advisory: Expired exemption: vm-no-luks for name vm-no-luks-4 until 2020-01-01/,
        ),
        expect.stringMatching(/^advisory: Unused exemption: vault-name for name unused/),
      ]),
    );
  });

  it("remediations change only what they correct", () => {
    const inputs = (name: string) => outcome.steps.find((step) => step.name === name)?.inputs;
    const agent = violations.findIndex(({ policy }) => policy === "vm-agent-enabled");
    expect(inputs(`vm-agent-enabled-${agent}`)).toMatchObject({
      vmName: "web",
      osProfile: { computerName: "web", linuxConfiguration: { provisionVMAgent: true } },
    });
    const soft = violations.findIndex(({ policy }) => policy === "vault-soft-delete");
    expect(inputs(`vault-soft-delete-${soft}`)).toMatchObject({
      vaultName: "safe-vault",
      properties: {
        securitySettings: {
          immutabilitySettings: { state: "Unlocked" },
          softDeleteSettings: { softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 30 },
        },
      },
    });
  });
});

it("compliant resources have no findings, by the pack as it is published and by one that depends on it", async () => {
  stack.setConfig({ kind: "compliant" });
  const packs = ["policies", "examples/policy-pack"].map(asInstalled);
  const { ok, policyViolations, log } = await stack.preview({ env, policyPacks: packs });
  if (!ok) process.stderr.write(log.slice(-2500));
  expect(policyViolations).toEqual([]);
  expect(log).toMatch(
    /azure-vm-backup@v0\.1\.0[\s\S]*bank-backup@v1\.0\.0|bank-backup@v1\.0\.0[\s\S]*azure-vm-backup@v0\.1\.0/,
  );
  expect(ok).toBe(true);
});

/** A copy of a pack's folder, with what `npm install` adds to it. */
function asInstalled(folder: string): string {
  const root = mkdtempSync(join(tmpdir(), "avb-pack-"));
  scratch.push(root);
  const pack = join(root, "pack");
  const source = join(repositoryDir, folder);
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const files: string[] = manifest.files ?? readdirSync(source);
  for (const file of [...files, "package.json"]) cpSync(join(source, file), join(pack, file));
  mkdirSync(join(pack, "node_modules"));
  symlinkSync(repositoryDir, join(pack, "node_modules/azure-vm-backup"));
  symlinkSync(join(repositoryDir, "node_modules"), join(root, "node_modules"));
  return pack;
}

it("a malformed exemption is refused before any resource is checked", async () => {
  const list = [{ ...exemption("vault-name", "a"), reason: "because" }];
  const refused = await stack.preview({ env, policyPacks, policyConfig: { exemptions: { list } } });
  expect(refused.ok).toBe(false);
  expect(refused.log).toMatch(/exemptions.*reason/s);
});

const azure = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups";
const urn = (type: string, name: string) => `urn:pulumi:prod::bank::${type}::${name}`;

/** What `pulumi policy analyze` reports of a state. */
function analyzeState(states: readonly object[]) {
  const type = "pulumi:pulumi:Stack";
  const resources = [{ urn: urn(type, "bank-prod"), custom: false, type }, ...states];
  const folder = mkdtempSync(join(tmpdir(), "avb-state-"));
  scratch.push(folder);
  const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "" };
  writeFileSync(
    join(folder, "state.json"),
    JSON.stringify({ version: 3, deployment: { manifest, resources } }),
  );
  const packs = policyPacks.flatMap((pack) => ["--policy-pack", pack]);
  return runCli(["policy", "analyze", "--file", "state.json", ...packs], folder);
}

it("`pulumi policy analyze` finds the same in the state of a deployed stack", async () => {
  const vm = (name: string, changes: Readonly<Record<string, unknown>>) => ({
    urn: urn(types.vm, name),
    custom: true,
    id: `${azure}/app/providers/Microsoft.Compute/virtualMachines/${name}`,
    type: types.vm,
    inputs: broken(types.vm, { vmName: name, ...changes }),
    outputs: { ...broken(types.vm, changes), vmName: undefined, name },
  });
  const disks = Array.from({ length: 33 }, (_, lun) => ({ lun }));
  const web = vm("web", { location: "northeurope", "storageProfile.dataDisks": disks });
  const vault = {
    urn: urn(types.vault, "safe"),
    custom: true,
    id: `${azure}/backup/providers/Microsoft.RecoveryServices/vaults/safe-vault`,
    type: types.vault,
    inputs: compliant[types.vault],
    outputs: { ...compliant[types.vault], name: "safe-vault" },
  };
  const item = {
    urn: urn(types.item, "item"),
    custom: true,
    id: `${vault.id}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`,
    type: types.item,
    inputs: compliant[types.item],
    outputs: compliant[types.item],
    dependencies: [web.urn],
    propertyDependencies: { properties: [web.urn], vaultName: [vault.urn] },
  };
  const analysis = await analyzeState([web, vault, item]);
  expect(analysis.exitCode).not.toBe(0);
  expect(analysis.output).toMatch(
    /\[mandatory\].* vm-data-disk-limit {2}\(azure-native:compute:VirtualMachine: web\)/,
  );
  expect(analysis.output).toMatch(/\[mandatory\].* vm-and-vault-same-region .*ProtectedItem: item\)/);
  expect(analysis.output).not.toMatch(/can't run policy|vault-name|protected-item-valid/);
});

it("the engine shows the pack resources of azapi and of azure-native's generic type, and their findings have the names of the program", async () => {
  const disks = Array.from({ length: 33 }, (_, lun) => ({ lun }));
  const declared = (resource: TestResource, translate: typeof asAzapi, dependsOn: object = {}) => {
    const { type, props } = translate(resource);
    return {
      ...{ urn: urn(type, resource.name ?? "it"), custom: true, id: armOf(resource).id, type },
      ...{ inputs: props, outputs: props, propertyDependencies: dependsOn },
    };
  };
  const changes = { location: "northeurope", "storageProfile.dataDisks": disks };
  const web = declared({ type: types.vm, name: "web", props: broken(types.vm, changes) }, asAzapi);
  const safe = compliant[types.vault] as object;
  const vault = declared({ type: types.vault, name: "safe", props: safe }, asGeneric);
  const item = declared({ type: types.item, name: "item", props: compliant[types.item] as object }, asAzapi, {
    body: [web.urn],
    parentId: [vault.urn],
  });
  const { exitCode, output } = await analyzeState([web, vault, item]);
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/\[mandatory\].* vm-data-disk-limit {2}\(azapi:index:Resource: web\)/);
  expect(output).toContain("web: body.properties.storageProfile.dataDisks: 33 data disks");
  expect(output).toMatch(/\[mandatory\].* vm-and-vault-same-region .*Resource: item\)/);
  expect(output).not.toMatch(/can't run policy|vault-name|protected-item-valid/);
});

it("the folder's package has the library's version and lists its dependencies", () => {
  const read = (file: string) => JSON.parse(readFileSync(join(repositoryDir, file), "utf8"));
  const [pack, library] = [read("policies/package.json"), read("package.json")];
  expect(pack.version).toBe(library.version);
  expect(pack.files).toEqual(["main.js", "PulumiPolicy.yaml"]);
  expect(pack.dependencies).toEqual({
    "@pulumi/policy": library.peerDependencies["@pulumi/policy"],
    "azure-vm-backup": library.version,
  });
});
