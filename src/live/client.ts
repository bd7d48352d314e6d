import type { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import type { TokenCredential } from "@azure/identity";
import type { Cloud } from "./cloud";

/** Azure's own clients are loaded when something is asked of Azure: whoever only declares backups waits for none of them. */
export async function credentialOf({ authorityHost }: Cloud): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential({ authorityHost });
}

/** Azure Backup of a subscription, signed in by `DefaultAzureCredential`. It tries a throttled or failed request again by itself, and waits as long as Retry-After says. */
export async function backupClientOf(
  subscriptionId: string,
  cloud: Cloud,
  credential?: TokenCredential,
): Promise<RecoveryServicesBackupClient> {
  const arm = await import("@azure/arm-recoveryservicesbackup");
  return new arm.RecoveryServicesBackupClient(credential ?? (await credentialOf(cloud)), subscriptionId, {
    endpoint: cloud.endpoint,
    credentialScopes: `${cloud.audience}/.default`,
  });
}
