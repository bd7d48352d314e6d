import { armOf } from "../../src/live/arm";
import { visibleSubscriptions } from "../../src/live/discover";
import { type AzureOptions, sessionOf } from "../azure";
import { readDeletedVaults } from "../deletedVaults";
import { note } from "../notes";
import type { Report } from "./report";

/** A report with the deleted vaults of all subscriptions that it is about, also of those that have nothing else any more. */
export async function withDeletedVaults(report: Report, options: AzureOptions): Promise<Report> {
  const { cloud, credential, graph, subscriptions } = await sessionOf(options);
  const names = await visibleSubscriptions(graph, subscriptions);
  const arm = await armOf(cloud, credential, note);
  return { ...report, deletedVaults: await readDeletedVaults(arm, names.keys()) };
}
