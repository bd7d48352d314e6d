// An organisation's own policy pack: this library's policies, with the organisation's levels, numbers and exemptions.
// After `npm install` in this folder run it with `pulumi preview --policy-pack examples/policy-pack`, or publish it with `pulumi policy publish`.
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
    exemptions: [
      {
        policy: "vm-is-protected",
        match: { tag: "disposable=yes" },
        reason: "BANK-1412: build agents are made anew every night",
        expires: "2027-12-31",
      },
    ],
  }),
});
