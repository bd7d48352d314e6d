/**
 * Environment variable of `azure-vm-backup repair`: in its previews no change is checked, because it only reads which resources the stack
 * lacks, and Azure has those.
 */
export const repairVariable = "AZURE_VM_BACKUP_REPAIR";
