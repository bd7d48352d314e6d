import { spawnSync } from "node:child_process";
import { importable, subscriptionOf } from "../../cli/repair/orphans";

const type = (name: string) => `azure-native:recoveryservices:${name}`;
const step = (token: string, name: string, inputs: object) => ({
  urn: `urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms$${token}::${name}`,
  newState: { inputs: { resourceGroupName: "bank", vaultName: "Safe", ...inputs } },
});
const preview = {
  steps: [
    step(type("Vault"), "safe", {}),
    step(type("ProtectionPolicy"), "nightly", { policyName: "Nightly" }),
    step(type("ProtectedItem"), "late", {
      fabricName: "Azure",
      containerName: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      protectedItemName: "vm",
    }),
    step("azure-native:resources:ResourceGroup", "group", {}),
  ],
};
const entry = (token: string, name: string, more: object = {}) => ({ type: token, name, ...more });

it("gives each of our resources its id, in the letters of its names, and leaves out what is not known or not ours", () => {
  const file = {
    nameTable: { stack: "urn" },
    resources: [
      entry("azure-vm-backup:index:BackupVault", "safe", { component: true }),
      entry(type("Vault"), "safeVault", { logicalName: "safe", id: "<PLACEHOLDER>" }),
      entry(type("ProtectionPolicy"), "nightly"),
      entry(type("ProtectedItem"), "late"),
      entry("azure-native:resources:ResourceGroup", "group"),
      entry(type("Vault"), "stranger"),
    ],
  };
  const vault = "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/Safe";
  expect(importable(file, preview, "s")).toEqual({
    nameTable: { stack: "urn" },
    resources: [
      file.resources[0],
      { ...file.resources[1], id: vault },
      { ...file.resources[2], id: `${vault}/backupPolicies/Nightly` },
    ],
  });
});

it("takes nothing for nothing", () => {
  expect(importable({}, {}, "s")).toEqual({ resources: [] });
  expect(subscriptionOf(["", "urn"])).toBeUndefined();
  expect(subscriptionOf(["x", "/subscriptions/s/resourceGroups/g"])).toBe("s");
});

it.each([
  [["--help"], 0, "backup-now"],
  [[], 2, "backup-now"],
  [["repiar"], 2, "Did you mean repair?"],
  [["repair", "--yse"], 2, "--yse"],
])("the command with %j ends with %i", (args, status, said) => {
  const done = spawnSync(process.execPath, ["dist/cli/index.js", ...args], { encoding: "utf8" });
  expect([done.status, (done.stdout + done.stderr).includes(said)]).toEqual([status, true]);
});
