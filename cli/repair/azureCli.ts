import { runLimited } from "../../simulator/engine/process";
import type { KnownSubscription } from "./subscriptions";

/**
 * The subscription that azure-native uses if its provider and the stack's configuration have none: ARM_SUBSCRIPTION_ID, else the one that
 * the Azure CLI has selected. https://www.pulumi.com/registry/packages/azure-native/installation-configuration, 2026-11
 *
 * Undefined: there is none.
 */
export async function ofUser(): Promise<KnownSubscription | undefined> {
  const id = process.env.ARM_SUBSCRIPTION_ID?.trim();
  if (id) return { id, isCertain: true };
  const args = ["account", "show", "--query", "id", "--output", "tsv"];
  const { exitCode, stdout } = await runLimited("az", args, { timeLimitSeconds: 30 });
  const selected = stdout.trim();
  // The provider may be signed in in another way.
  return exitCode === 0 && selected !== "" ? { id: selected, isCertain: false } : undefined;
}
