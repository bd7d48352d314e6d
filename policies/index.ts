import { PolicyPack } from "@pulumi/policy";
import { backupPolicies, packName } from "./pack";

new PolicyPack(packName, { policies: backupPolicies });
