import { spawnSync } from "node:child_process";
import {
  type ImportFile,
  type PreviewSteps,
  readyPart,
  withIds,
  withSecretId,
} from "../../cli/repair/importFile";

const importFileOf = (file: ImportFile, preview: PreviewSteps) =>
  withIds(file, preview, () => "s").importFile;

const type = (name: string) => `azure-native:recoveryservices:${name}`;
const step = (token: string, name: string, inputs: object) => ({
  urn: `urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms$${token}::${name}`,
  newState: { inputs: { resourceGroupName: "bank", vaultName: "Safe", ...inputs } },
});
const preview = {
  steps: [
    step(type("Vault"), "safe", {}),
    step(type("ProtectionPolicy"), "nightly", { policyName: "Nightly" }),
    step(type("ProtectedItem"), "unresolved", {
      fabricName: "Azure",
      containerName: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      protectedItemName: "vm",
    }),
    step(type("ProtectedItem"), "hidden", {
      ...{ fabricName: "Azure", containerName: "[secret]", protectedItemName: "vm" },
    }),
    step("azure-native:resources:ResourceGroup", "group", {}),
  ],
};
const entry = (token: string, name: string, more: object = {}) => ({ type: token, name, ...more });

it("adds the id to each resource of this library, and leaves out resources with unknown names and other resources", () => {
  const file = {
    nameTable: { stack: "urn" },
    resources: [
      entry("azure-vm-backup:index:BackupVault", "safe", { component: true }),
      entry(type("Vault"), "safeVault", { logicalName: "safe", id: "<PLACEHOLDER>" }),
      entry(type("ProtectionPolicy"), "nightly"),
      entry(type("ProtectedItem"), "unresolved"),
      entry(type("ProtectedItem"), "hidden"),
      entry("azure-native:resources:ResourceGroup", "group"),
      entry(type("Vault"), "unrelated"),
    ],
  };
  const vault = "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe";
  expect(importFileOf(file, preview)).toEqual({
    nameTable: { stack: "urn" },
    resources: [
      file.resources[0],
      { ...file.resources[1], id: vault },
      { ...file.resources[2], id: `${vault}/backupPolicies/Nightly` },
    ],
  });
  expect(withSecretId(file, preview)).toEqual(["hidden"]);
});

it("adds the id to a resource group that holds a backup, and to no other", () => {
  const group = (name: string) => ({
    urn: `urn:pulumi:dev::bank::azure-native:resources:ResourceGroup::${name}`,
    newState: { inputs: { resourceGroupName: name } },
  });
  const policy = step(type("ProtectionPolicy"), "nightly", { policyName: "Nightly" });
  const steps = [
    ...["bank", "other"].map(group),
    {
      ...policy,
      newState: { ...policy.newState, propertyDependencies: { resourceGroupName: [group("bank").urn] } },
    },
  ];
  const groups = ["bank", "other"].map((name) => entry("azure-native:resources:ResourceGroup", name));
  expect(importFileOf({ resources: groups }, { steps }).resources).toEqual([
    { ...groups[0], id: "/subscriptions/s/resourceGroups/bank" },
  ]);
});

it("accepts an empty file", () => {
  expect(importFileOf({}, {})).toEqual({ resources: [] });
});

it.each([
  "azure-native_recoveryservices_v20260501:recoveryservices:Vault",
  "azure-native:recoveryservices/v20240401:Vault",
])("%s has the id of a vault", (token) => {
  const steps = [step(token, "safe", {})];
  const resources = [entry(token, "safe")];
  expect(importFileOf({ resources }, { steps }).resources).toEqual([
    {
      ...resources[0],
      id: "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe",
    },
  ]);
});

describe("providers", () => {
  const provider = (name: string, more: object = {}) => entry("pulumi:providers:azure-native", name, more);
  const vault = entry(type("Vault"), "safe", { provider: "own" });

  it("stay in the file if a resource in it needs them, because the stack does not have them", () => {
    const resources = [provider("own"), provider("other"), vault];
    expect(importFileOf({ resources }, preview).resources.map(({ name }) => name)).toEqual(["own", "safe"]);
  });

  it("wait for their parent, and their resources with them", () => {
    const component = entry("azure-vm-backup:index:BackupVault", "component", { component: true });
    const file = { resources: [component, provider("own", { parent: "component" }), vault] };
    expect(readyPart(file).resources).toEqual([component]);
    expect(readyPart({ ...file, resources: file.resources.slice(1) }).resources).toHaveLength(2);
  });

  it("that the CLI leaves out are named, and their resources are not imported", () => {
    const { importFile, withoutProvider } = withIds({ resources: [vault] }, preview, () => "s");
    expect([importFile.resources, withoutProvider]).toEqual([[], ["safe"]]);
    const nameTable = { own: "urn" };
    expect(importFileOf({ nameTable, resources: [vault] }, preview).resources).toHaveLength(1);
  });
});

it.each([
  [["--help"], 0, "backup-now"],
  [[], 2, "backup-now"],
  [["repiar"], 2, "Did you mean repair?"],
  [["repair", "--yse"], 2, "--yse"],
])("the command line with %j ends with exit code %i", (args, status, output) => {
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, ["dist/cli/index.js", ...args], { encoding: "utf8" });
  expect([code, stdout + stderr]).toEqual([status, expect.stringContaining(output)]);
});
