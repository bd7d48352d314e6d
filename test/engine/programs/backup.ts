// A vault, a policy and protected VMs whose arguments come from the stack's configuration.
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  type AdoptedItems,
  BackupVault,
  type InitialBackup,
  type ProtectedDisks,
  ProtectedVms,
  type ProtectionState,
  VmBackupPolicy,
} from "azure-vm-backup";

const config = new pulumi.Config();
const configured = (key: string) => config.getObject<Record<string, unknown>>(key) ?? {};

/** Makes each argument an Output, as if it came from another resource. */
const deferred = config.getBoolean("deferred") ?? false;
const secretArgs = config.getBoolean("secretArgs") ?? false;
const asInput = (value: unknown) => (secretArgs ? pulumi.secret(value) : pulumi.output(value));
const asInputs = (args: Record<string, unknown>) =>
  deferred || secretArgs
    ? Object.fromEntries(Object.entries(args).map(([key, value]) => [key, asInput(value)]))
    : args;

// A group that another stack created is a plain name.
const groupName = config.getBoolean("groupExists")
  ? "bank"
  : new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" }).name;
const vaultAlias = config.get("vaultAlias");
const secretTag = config.getSecret("secretTag");
// A vault that another stack created is two plain names.
const vault = config.getBoolean("vaultExists")
  ? { vaultName: "bank-vault", resourceGroupName: "bank" }
  : new BackupVault(
      config.get("vaultName") ?? "bank-vault",
      {
        resourceGroupName: groupName,
        ...(config.getBoolean("groupExists") && { location: "westeurope" }),
        ...(!config.getBoolean("protect") && { onDestroy: "Delete" as const }),
        ...asInputs(configured("vault")),
        ...(secretTag !== undefined && { tags: { secretTag } }),
      },
      vaultAlias === undefined ? {} : { aliases: [{ name: vaultAlias }] },
    );
const policy = new VmBackupPolicy("nightly", {
  ...(config.get("policyName") !== undefined && { policyName: config.require("policyName") }),
  ...(config.getBoolean("retainPolicy") && { onDestroy: "Retain" as const }),
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  ...({
    schedule: { daily: { time: "22:30" } },
    retention: { daily: { days: 30 } },
    ...asInputs(configured("policy")),
  } as Pick<import("azure-vm-backup").VmBackupPolicyArgs, "schedule" | "retention">),
});
const ids = config.getObject<Record<string, string>>("vmIds") ?? {};
const states = config.getObject<Record<string, ProtectionState>>("states") ?? {};
const disks = config.getObject<Record<string, ProtectedDisks>>("disks") ?? {};
const adopt = config.getObject<AdoptedItems>("adopt");
const initialBackup = config.getObject<InitialBackup>("initialBackup");
const guardRequests = config.getObject<string[]>("guardRequests");
const previousKeys = config.getObject<Record<string, string>>("previousKeys") ?? {};
const vms = Object.fromEntries(
  Object.entries(ids).map(([key, id]) => {
    const previousKey = previousKeys[key];
    const given = deferred ? pulumi.output(id) : id;
    const vmId = config.getBoolean("secretIds") ? pulumi.secret(given) : given;
    const more = {
      ...(previousKey !== undefined && { previousKey }),
      ...(states[key] !== undefined && { protectionState: states[key] }),
      ...(disks[key] !== undefined && { disks: disks[key] }),
    };
    return [key, { vmId, ...more }];
  }),
);
const componentAlias = config.get("componentAlias");
const secretVault = config.getSecret("secretVault");
const backup = new ProtectedVms(
  config.get("component") ?? "backup",
  {
    resourceGroupName: vault.resourceGroupName,
    vaultName: secretVault ?? vault.vaultName,
    policyId: policy.policyId,
    vms,
    ...(adopt?.keys !== undefined && { adopt }),
    ...(initialBackup !== undefined && { initialBackup }),
    ...(guardRequests !== undefined && { resourceGuardOperationRequests: guardRequests }),
    ...(config.getBoolean("deleteItems") && { onDestroy: "Delete" as const }),
  },
  componentAlias === undefined ? {} : { aliases: [{ name: componentAlias }] },
);

export const items = backup.protectedItemIds;
export const vaultName = vault.vaultName;
