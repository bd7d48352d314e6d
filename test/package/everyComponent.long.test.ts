/** @jest-environment ./test/support/engineEnvironment.js */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { repositoryDir, type Stack } from "../../simulator/engine";
import * as library from "../../src";
import { errorsOf, loadEngine } from "../support/engine";
import { register } from "../support/mocks";
import { azureOf, shown, stateOf } from "./compared";
import { everyComponent, inGuard, secret } from "./everyComponent";
import { packedLibrary } from "./packed";
import { furnishedAzure, type YamlStack, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

type Component = new (name: string, args: object) => object;
const components = Object.fromEntries(
  Object.entries(library).filter(
    ([, value]) => (value as Component).prototype instanceof pulumi.ComponentResource,
  ),
);

/** Invalid arguments of each component. */
const faulty: Record<string, Record<string, unknown>> = {
  BackupVault: { resourceGroupName: "rg", softDelete: { retentionDays: 7 } },
  ResourceGuard: { resourceGroupName: "rg", unguardedOperations: ["all"] },
  VmBackupPolicy: {
    ...{ resourceGroupName: "rg", vaultName: "bank", timeZone: "Paris" },
    schedule: { daily: { time: "22:15" } },
    retention: { daily: { days: 6 } },
  },
  ProtectedVms: {
    resourceGroupName: "rg",
    vaultName: "bank",
    policyId: "nightly",
    vms: { a: { vmId: "web" } },
  },
  RegionalBackup: {
    resourceGroupName: "rg",
    vms: { a: { vmId: "web", location: "westeuorpe" } },
    policies: {},
  },
  BackupAtScale: { scope: "bank", backups: { gold: { policyId: "gold", location: "westeuorpe" } } },
  SupportLimitsInitiative: { managementGroupId: "/bank", effect: "Disabled" },
  RestoreDrillNetwork: { location: "westeuorpe", stagingAccountName: "Bank" },
  BackupNsgRule: { ...inGuard, region: "westeurope", priority: 5000 },
  BackupServiceTagRules: { ...inGuard, region: "" },
  ProxyExceptionRule: { ...inGuard, proxyAddress: "10.0.5" },
  ProxyInboundRule: { ...inGuard, proxyPort: 70000 },
  VmProxySettings: {
    ...{ resourceGroupName: "rg", vmName: "web", osType: "Linux" },
    ...{ proxyHost: "http://proxy", proxyPort: 3128 },
  },
  BackupFirewallRule: { resourceGroupName: "rg", firewallPolicyName: "firewall", sources: {} },
};

let root: string;
let yaml: YamlStack;
let node: Stack;

beforeAll(async () => {
  const packed = await packedLibrary();
  root = packed.root;
  const [azure, sameAzure] = [await furnishedAzure(), join(root, "azure")];
  cpSync(azure, sameAzure, { recursive: true });
  yaml = await yamlStack(packed.library, azure, { keepsPlugin: true });
  const program = join(repositoryDir, "dist/test/package/programs/everyComponent.js");
  node = await loadEngine().createStack({ program, azureDir: sameAzure, inProcess: true });
});
afterAll(() => {
  yaml?.remove();
  node?.remove();
  rmSync(root, { recursive: true, force: true });
});

it("the programs have every component", () => {
  expect(Object.keys(faulty).sort()).toEqual(Object.keys(components).sort());
  const types = Object.values(everyComponent).map(({ type }) => type);
  expect(types.sort()).toEqual(Object.keys(components).sort());
});

describe("from YAML as from Node.js", () => {
  beforeAll(() => yaml.write(everyComponent));

  it("preview: the same resources, inputs, outputs, secrets and unknowns", async () => {
    const [there, here] = await Promise.all([yaml.preview(), node.preview()]);
    expect([errorsOf(there), errorsOf(here)]).toEqual(["", ""]);
    expect(shown(there)).toEqual(shown(here));
    expect(JSON.stringify(shown(there))).toMatch(/\[unknown\].*\[secret\]/);
  });

  it("up: the same state, deletion protection and simulated Azure; a second up changes nothing", async () => {
    const [there, here] = await Promise.all([yaml.up(), node.up()]);
    expect([errorsOf(there), errorsOf(here)]).toEqual(["", ""]);
    expect(await stateOf(yaml)).toEqual(await stateOf(node));
    expect(await stateOf(yaml)).toContainEqual(
      expect.objectContaining({
        id: expect.stringMatching(/vaults\/web$/),
        protect: true,
        retainOnDelete: true,
      }),
    );
    expect(azureOf(yaml)).toEqual(azureOf(node));
    expect(Object.keys((await yaml.up()).changes)).toEqual(["same"]);
  });
});

it("every component's errors are reported once, as in Node.js, and nothing is registered", async () => {
  const expected = new Map<string, string>();
  for (const [type, args] of Object.entries(faulty)) expected.set(await messageOf([type, args]), type);
  const said: string[] = [];
  // The engine stops at the first component that fails. Others may have failed by then.
  for (let left = Object.entries(faulty); left.length > 0; ) {
    yaml.write(Object.fromEntries(left.map(([type, properties]) => [type, { type, properties }])));
    const preview = await yaml.preview();
    const errors = preview.diagnostics.filter(({ severity }) => severity === "error");
    const now = errors.map(({ message }) => message.trimEnd());
    expect(now.length).toBeGreaterThan(0);
    expect(preview.steps.map((step) => step.type)).toEqual(["pulumi:pulumi:Stack"]);
    said.push(...now);
    const told = new Set(now.map((message) => expected.get(message) ?? message));
    expect(told.size).toBe(now.length);
    expect(Object.keys(faulty)).toEqual(expect.arrayContaining([...told]));
    left = left.filter(([type]) => !told.has(type));
  }
  expect(said.sort()).toEqual([...expected.keys()].sort());
});

it("the error about a secret does not contain it", async () => {
  const properties = { resourceGroupName: "rg", vaultName: secret("two words") };
  yaml.write({ it: { type: "BackupVault", properties } });
  const { log } = await yaml.preview();
  expect(log).toContain("vaultName: [secret]");
  expect(log).not.toContain("two words");
});

/** A component's error as YAML's host reports it, without a line of a program. */
async function messageOf([type, args]: [string, object]): Promise<string> {
  let message = "";
  await register(() => {
    try {
      new (components[type] as Component)(type, args);
    } catch (error) {
      message = (error as Error).message.trimEnd();
    }
  });
  return `azure-vm-backup:index:${type} resource '${type}' has a problem: ${message.replace(/ at \S+:\d+ has/, " has")}`;
}
