// ProtectedVms in a vault that another stack created: the arguments come from the stack's configuration. For random changes.
import * as pulumi from "@pulumi/pulumi";
import { ProtectedVms } from "azure-vm-backup";
import type { ChangesConfig } from "../../support/changes/edits";
import { declareChanges } from "../../support/changes/program";

declareChanges(ProtectedVms, new pulumi.Config().requireObject<ChangesConfig>("program"));
