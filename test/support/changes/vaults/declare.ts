/** The programs with the classes of the sources, for the model of the engine. */
import { VmBackupPolicy } from "../../../../src/backupPolicy/vmBackupPolicy";
import { ProtectedVms } from "../../../../src/protection/component/protectedVms";
import { RegionalBackup } from "../../../../src/regional/regionalBackup";
import { BackupVault } from "../../../../src/vault/backupVault";
import { declareOwnVault, type OwnVaultProgram } from "./ownVault";
import { declareRegional, type RegionalProgram } from "./regional";

export const regionalProgram = (program: RegionalProgram): void => declareRegional(RegionalBackup, program);

export const ownVaultProgram = (program: OwnVaultProgram): void =>
  declareOwnVault({ BackupVault, VmBackupPolicy, ProtectedVms }, program);
