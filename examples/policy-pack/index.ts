// The policy pack of an organisation: the policies of this library, with the organisation's levels and numbers. The exemptions, each
// with a reason and a last day, are in policy-config.json, so you can grant one without a change of the code.
//
// In a copy of this folder: npm install. Then, for any stack:
//   pulumi preview --policy-pack <this folder> --policy-pack-config <this folder>/policy-config.json
// Or publish it for the whole organisation, and set the exemptions as its configuration in Pulumi Cloud:
//   pulumi policy publish
import { PolicyPack } from "@pulumi/policy";
import { backupPolicies } from "azure-vm-backup/policies";

new PolicyPack("bank-backup", {
  policies: backupPolicies({
    // Every VM must have a backup.
    "vm-is-protected": "mandatory",
    "vault-geo-redundant": { enforcementLevel: "mandatory", allowed: ["GeoRedundant", "ZoneRedundant"] },
    "backup-policy-minimum-retention": { minDays: 30 },
    // The policy corrects the VM instead of refusing it.
    "vm-agent-enabled": "remediate",
    // The limits of 2018 do not matter here.
    "vm-within-2018-limits": "disabled",
    // Our own hardened images, under the name of their publisher.
    "vm-os-supported": { images: { "bank-images:*:*": "supported" } },
  }),
});
