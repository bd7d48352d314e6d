// An organisation's own policy pack: this library's policies with the organisation's levels and numbers. Its exemptions, each with a
// reason and an end, stand in policy-config.json: who grants them changes no code.
//
// In a copy of this folder: npm install. Then, for any stack:
//   pulumi preview --policy-pack <this folder> --policy-pack-config <this folder>/policy-config.json
// or publish it for the whole organisation, with the exemptions as its configuration there:
//   pulumi policy publish
import { PolicyPack } from "@pulumi/policy";
import { backupPolicies } from "azure-vm-backup/policies";

new PolicyPack("bank-backup", {
  policies: backupPolicies({
    // Nothing goes live without a backup.
    "vm-is-protected": "mandatory",
    "vault-geo-redundant": { enforcementLevel: "mandatory", allowed: ["GeoRedundant", "ZoneRedundant"] },
    "backup-policy-minimum-retention": { minDays: 30 },
    // Mended on the way instead of refused.
    "vm-agent-enabled": "remediate",
    // Nobody here minds the limits of 2018.
    "vm-within-2018-limits": "disabled",
    // Hardened images of our own, under their publisher's name.
    "vm-os-supported": { images: { "bank-images:*:*": "supported" } },
  }),
});
