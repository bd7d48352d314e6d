// A place for restore drills, which drillNetwork.long.test.ts uses for a drill.
import * as pulumi from "@pulumi/pulumi";
import { RestoreDrillNetwork } from "azure-vm-backup";

const place = new RestoreDrillNetwork("drills", {
  location: new pulumi.Config("azure-native").require("location"),
  stagingAccountName: "bankdrillstaging",
  budget: { amountPerMonth: 50, contactEmails: ["backup@example.com"] },
});

export const { drillOptions, roleDefinitionId } = place;
