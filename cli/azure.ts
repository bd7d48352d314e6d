import type { TokenCredential } from "@azure/identity";
import type { Command } from "commander";
import { credentialOf } from "../src/live/client";
import { type Cloud, cloudOf } from "../src/live/cloud";
import { type Graph, graphOf } from "../src/live/graph";
import { Failure } from "./failure";

/** Options of every command that asks Azure. */
export interface AzureOptions {
  readonly subscription?: readonly string[];
  readonly cloud?: string;
}

/** Azure, signed in. */
export interface Session {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  readonly graph: Graph;
  /** Subscriptions to look at; none are all that can be seen. */
  readonly subscriptions: readonly string[];
}

const subscriptionForm = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Adds those options to a command. */
export const withAzure = (command: Command): Command =>
  command
    .option("-s, --subscription <id...>", "subscriptions to look at (default: all that you can see)")
    .option("--cloud <name>", "public, usgovernment or china (default: ARM_ENVIRONMENT, else public)");

/** @throws Failure for what names no cloud or no subscription. */
export async function sessionOf({ subscription = [], cloud }: AzureOptions): Promise<Session> {
  const wrong = subscription.find((id) => !subscriptionForm.test(id));
  if (wrong !== undefined)
    throw new Failure(`--subscription: got "${wrong}"; allowed: the id of a subscription, a GUID.`);
  const chosen = cloudOf(cloud ?? process.env.ARM_ENVIRONMENT);
  const credential = await credentialOf(chosen);
  return { cloud: chosen, credential, graph: await graphOf(chosen, credential), subscriptions: subscription };
}
