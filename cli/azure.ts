import type { TokenCredential } from "@azure/identity";
import type { Command } from "commander";
import { credentialOf, type SignInOptions } from "../src/live/client";
import { type Cloud, cloudOf } from "../src/live/cloud";
import { type Graph, graphOf } from "../src/live/graph";
import { type Send, senderOf } from "../src/live/request";
import { note } from "./notes";
import { type SubscriptionOptions, subscriptionIds } from "./subscriptions";

/** Options of all commands that read Azure. */
export interface AzureOptions extends SubscriptionOptions {
  readonly cloud?: string;
}

/** A connection to Azure. */
export interface Session {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  readonly graph: Graph;
  readonly send: Send;
  /** Ids of the subscriptions to read. Empty: all that the user can read. */
  readonly subscriptions: readonly string[];
}

/** Adds the options of {@link AzureOptions} to a command. */
export const withAzureOptions = (command: Command): Command =>
  command
    .option(
      "-s, --subscription <subscription...>",
      "ids or names of subscriptions (default: all that you can read)",
    )
    .option("--management-group <group...>", "ids of management groups, for all subscriptions below them")
    .option("--cloud <name>", "public, usgovernment or china (default: ARM_ENVIRONMENT, else public)");

/**
 * Prepares the connection. The first request signs in: here only to find subscriptions by name or by management group.
 *
 * @throws Error for an unknown cloud, or for a subscription or management group that is not found.
 */
export async function sessionOf(options: AzureOptions, signIn?: SignInOptions): Promise<Session> {
  const cloud = cloudOf(options.cloud ?? process.env.ARM_ENVIRONMENT);
  const credential = await credentialOf(cloud, signIn);
  const send = await senderOf(cloud, credential, note);
  const graph = graphOf(send);
  return { cloud, credential, graph, send, subscriptions: await subscriptionIds(graph, options) };
}
