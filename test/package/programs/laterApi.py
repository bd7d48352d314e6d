"""A vault whose arguments may need a later API version, on the generated SDK and the real engine."""

import pulumi
import pulumi_azure_vm_backup as backup

config = pulumi.Config()
days = config.get_int("immutabilityDays")

vault = backup.BackupVault(
    "vault",
    resource_group_name="rg",
    vault_name="bank-vault",
    identity={"type": "SystemAssigned"},
    immutability=backup.Immutability.UNLOCKED,
    immutability_days=days,
    threat_detection={"state": backup.ThreatDetectionState.ENABLED} if days else None,
    on_destroy=backup.VaultOnDestroy.DELETE,
)
nightly = backup.VmBackupPolicy(
    "nightly",
    resource_group_name=vault.resource_group_name,
    vault_name=vault.vault_name,
    schedule={"daily": {"time": "22:30"}},
    retention={"daily": {"days": 45}},
    time_zone="Europe/Paris",
)
backup.ProtectedVms(
    "protected",
    resource_group_name=vault.resource_group_name,
    vault_name=vault.vault_name,
    policy_id=nightly.policy_id,
    vms={"web": {"vm_id": config.require("webId")}},
)
pulumi.export("vaultId", vault.vault_id)
