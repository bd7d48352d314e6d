import { spawnSync } from "node:child_process";
import { subscriptionOf, withIds, withSecretId } from "../../cli/repair/importFile";

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
  expect(withIds(file, preview, "s")).toEqual({
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
  expect(withIds({ resources: groups }, { steps }, "s").resources).toEqual([
    { ...groups[0], id: "/subscriptions/s/resourceGroups/bank" },
  ]);
});

it("accepts an empty file, and ids without a subscription", () => {
  expect(withIds({}, {}, "s")).toEqual({ resources: [] });
  expect(subscriptionOf(["", "urn"])).toBeUndefined();
  expect(subscriptionOf(["x", "/subscriptions/s/resourceGroups/g"])).toBe("s");
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
