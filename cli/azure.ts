import type { TokenCredential } from "@azure/identity";
import type { Command } from "commander";
import { credentialOf } from "../src/live/client";
import { type Cloud, cloudOf } from "../src/live/cloud";
import { type Graph, graphOf } from "../src/live/graph";
import { invalidOption } from "./failure";

/** Options of all commands that read Azure. */
export interface AzureOptions {
  readonly subscription?: readonly string[];
  readonly cloud?: string;
}

/** A connection to Azure. */
export interface Session {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  readonly graph: Graph;
  /** Ids of the subscriptions to read. Empty: all that the user can read. */
  readonly subscriptions: readonly string[];
}

const subscriptionForm = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Adds the options of {@link AzureOptions} to a command. */
export const withAzureOptions = (command: Command): Command =>
  command
    .option("-s, --subscription <id...>", "ids of the subscriptions to read (default: all that you can read)")
    .option("--cloud <name>", "public, usgovernment or china (default: ARM_ENVIRONMENT, else public)");

/** Prepares the connection; the first request signs in. @throws Error for an unknown cloud or an invalid subscription id. */
export async function sessionOf({ subscription = [], cloud }: AzureOptions): Promise<Session> {
  const invalid = subscription.find((id) => !subscriptionForm.test(id));
  if (invalid !== undefined)
    throw invalidOption("--subscription", invalid, "the id of a subscription, which is a GUID");
  const chosen = cloudOf(cloud ?? process.env.ARM_ENVIRONMENT);
  const credential = await credentialOf(chosen);
  return { cloud: chosen, credential, graph: await graphOf(chosen, credential), subscriptions: subscription };
}
