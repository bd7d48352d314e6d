import * as pulumi from "@pulumi/pulumi";
import type { RegionalBackupArgs } from "../regionalBackupArgs";

/**
 * The resources whose changes the kinds of requests allow. All other kinds are about items. The names of the operations are those of a
 * recorded answer of Azure and of azure-cli: https://github.com/Azure/azure-cli, backup/custom_help.py, 2026-11-30. A sample of Microsoft
 * leaves Requests out: https://github.com/Azure/azure-rest-api-specs, PUTVault_WithCMK.json of 2025-08-01.
 */
const requestKinds = {
  policies: /\/updateProtectionPolicy(Requests)?\//i,
  vaults: /\/(reduceImmutabilityState|modifyEncryptionSettings|disableSoftDelete)(Requests)?\//i,
};

/** The requests of the resource guard that are about one kind of resource. */
export function guardRequests(
  { resourceGuardOperationRequests: requests }: RegionalBackupArgs,
  wanted: keyof typeof requestKinds | "items",
) {
  if (requests === undefined) return {};
  const isWanted = (request: string) =>
    wanted === "items"
      ? !Object.values(requestKinds).some((kind) => kind.test(request))
      : requestKinds[wanted].test(request);
  const found = pulumi.output(requests).apply((known) => {
    const ofKind = (known ?? []).filter(isWanted);
    return ofKind.length > 0 ? ofKind : undefined;
  });
  return { resourceGuardOperationRequests: found as pulumi.Output<string[]> };
}
