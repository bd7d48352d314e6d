/** What to restore, and where to. Ids of Azure Resource Manager. */
export interface RestoreTarget {
  readonly pointName: string;
  readonly sourceVmId: string;
  readonly groupId: string;
  readonly stagingId: string;
  readonly region: string;
  /** Undefined: only the disks are restored. */
  readonly vm?: { readonly id: string; readonly subnetId: string } | undefined;
  /** Requests of a resource guard. Empty: the vault's restores are not guarded. */
  readonly guardRequests: readonly string[];
}

/**
 * The body of a restore to another place. There is no way to make one to the original location. Its fields are those that azure-cli and
 * azure-powershell recorded (test_backup_restore, TestAzureManagedVMRestore, 2022-05).
 */
export function restoreRequest(target: RestoreTarget): {
  readonly properties: Readonly<Record<string, unknown>>;
} {
  const { pointName, sourceVmId, groupId, stagingId, region, vm, guardRequests } = target;
  const toVm = vm && {
    ...{ targetVirtualMachineId: vm.id, subnetId: vm.subnetId },
    virtualNetworkId: vm.subnetId.replace(/\/subnets\/[^/]+$/i, ""),
    restoreWithManagedDisks: false,
  };
  return {
    properties: {
      objectType: "IaasVMRestoreRequest",
      recoveryPointId: pointName,
      recoveryType: vm === undefined ? "RestoreDisks" : "AlternateLocation",
      sourceResourceId: sourceVmId,
      targetResourceGroupId: groupId,
      storageAccountId: stagingId,
      ...toVm,
      region,
      createNewCloudService: false,
      originalStorageAccountOption: false,
      ...(guardRequests.length > 0 && { resourceGuardOperationRequests: guardRequests }),
    },
  };
}
