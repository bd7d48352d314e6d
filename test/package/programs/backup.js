// A backup in Node.js, on the generated SDK and under mocks: prints what it registers.
// @ts-check
const pulumi = require("@pulumi/pulumi");
const backup = require("@pulumi/azure-vm-backup");

/** @type {Record<string, object>} */
const made = {};
pulumi.runtime.setMocks({
  newResource: ({ name, type, inputs }) => {
    made[name] = { type, inputs };
    return { id: name, state: { ...inputs, policyId: `id of ${name}` } };
  },
  call: () => ({}),
});
process.once("exit", () => console.log(JSON.stringify(made)));

const vault = new backup.BackupVault("vault", {
  resourceGroupName: "bank",
  vaultName: "bank-vault",
  storageRedundancy: "GeoRedundant",
  crossRegionRestore: true,
  softDelete: { retentionDays: 30 },
  onDestroy: backup.types.enums.VaultOnDestroy.Retain,
  tags: { costCenter: "4711" },
});
const { resourceGroupName, vaultName } = vault;
const nightly = new backup.VmBackupPolicy("nightly", {
  resourceGroupName,
  vaultName,
  schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
  retention: { weekly: { weeks: 12 } },
});
new backup.ProtectedVms("protected", {
  resourceGroupName,
  vaultName,
  policyId: nightly.policyId,
  vms: { "web-1": { vmId: "id of web", vmName: "web", resourceGroupName } },
});
