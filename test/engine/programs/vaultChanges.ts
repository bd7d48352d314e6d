// Vaults, policies and items, or a RegionalBackup: the arguments come from the stack's configuration. For random changes.
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, ProtectedVms, RegionalBackup, VmBackupPolicy } from "azure-vm-backup";
import { declareOwnVault, type OwnVaultProgram } from "../../support/changes/vaults/ownVault";
import { declareRegional, type RegionalProgram } from "../../support/changes/vaults/regional";

const config = new pulumi.Config();
if (config.require("kind") === "regional")
  declareRegional(RegionalBackup, config.requireObject<RegionalProgram>("program"));
else
  declareOwnVault(
    { BackupVault, VmBackupPolicy, ProtectedVms },
    config.requireObject<OwnVaultProgram>("program"),
  );
