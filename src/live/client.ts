import type { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";
import { reportWaits } from "./waits";

/** How to sign in. */
export interface SignInOptions {
  /** How often each way to sign in is tried again. Omitted: Azure's SDK decides, and may try a managed identity for 17 s. */
  readonly maxRetries?: number;
}

/** The user's credential. Azure's own clients are loaded only when they are used: a program that only declares backups does not wait for them. */
export async function credentialOf(
  { authorityHost }: Cloud,
  { maxRetries }: SignInOptions = {},
): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  const retries = maxRetries === undefined ? {} : { retryOptions: { maxRetries } };
  return new DefaultAzureCredential({ authorityHost, ...retries });
}

/**
 * A client for Azure Backup in a subscription. It retries a throttled or failed request, after the time in Retry-After.
 *
 * @param credential Omitted: `DefaultAzureCredential`.
 * @param onWait Called if Azure asks to wait before a retry. Omitted: waits are not reported.
 */
export async function backupClientOf(
  subscriptionId: string,
  cloud: Cloud,
  credential?: TokenCredential,
  onWait?: (text: string) => void,
): Promise<RecoveryServicesBackupClient> {
  const arm = await import("@azure/arm-recoveryservicesbackup");
  return new arm.RecoveryServicesBackupClient(credential ?? (await credentialOf(cloud)), subscriptionId, {
    endpoint: cloud.endpoint,
    credentialScopes: `${cloud.audience}/.default`,
    ...(onWait !== undefined && {
      additionalPolicies: [{ policy: reportWaits(onWait), position: "perRetry" as const }],
    }),
  });
}
