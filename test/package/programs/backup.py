"""A backup in Python, on the generated SDK and under mocks: prints what it registers."""

import json

import pulumi
import pulumi_azure_vm_backup as backup

made = {}


class Recorder(pulumi.runtime.Mocks):
    def new_resource(self, args):
        made[args.name] = {"type": args.typ, "inputs": args.inputs}
        return [args.name, {**args.inputs, "policyId": f"id of {args.name}"}]

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Recorder(), project="bank", stack="dev")


@pulumi.runtime.test
def program():
    vault = backup.BackupVault(
        "vault",
        resource_group_name="bank",
        vault_name="bank-vault",
        storage_redundancy=backup.StorageRedundancy.GEO_REDUNDANT,
        cross_region_restore=True,
        soft_delete={"retention_days": 30},
        on_destroy=backup.VaultOnDestroy.RETAIN,
        tags={"costCenter": "4711"},
    )
    nightly = backup.VmBackupPolicy(
        "nightly",
        resource_group_name=vault.resource_group_name,
        vault_name=vault.vault_name,
        schedule={"weekly": {"time": "22:30", "days": [backup.DayOfWeek.SUNDAY]}},
        retention=backup.RetentionArgs(weekly=backup.WeeklyRetentionArgs(weeks=12)),
    )
    protected = backup.ProtectedVms(
        "protected",
        resource_group_name=vault.resource_group_name,
        vault_name=vault.vault_name,
        policy_id=nightly.policy_id,
        vms={
            "web-1": {
                "vm_id": "id of web",
                "vm_name": "web",
                "resource_group_name": vault.resource_group_name,
            }
        },
    )
    return protected.urn


program()
print(json.dumps(made))
