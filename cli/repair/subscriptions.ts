import { textOf } from "../../src/core/values";
import type { Pulumi } from "../pulumi";
import type { PreviewSteps } from "./importFile";
import type { StackResource } from "./stackResources";

/** Where a provider of the program creates resources, as far as it is known. */
export interface KnownSubscription {
  readonly id: string;
  /** Whether `pulumi up` creates resources there. False: it is the best guess. */
  readonly isCertain: boolean;
}

interface Known {
  readonly pulumi: Pulumi;
  readonly resources: readonly StackResource[];
  readonly preview: PreviewSteps;
  /** The subscription of the user's environment. */
  readonly ofUser: (() => Promise<KnownSubscription | undefined>) | undefined;
}

/**
 * The subscription of each provider: its own input, else that of the resources that it has created, else what azure-native reads when a
 * provider has no subscription of its own. By the provider's URN.
 */
export async function subscriptionsOf(
  known: Known,
  providers: Iterable<string>,
): Promise<ReadonlyMap<string, KnownSubscription>> {
  const found = new Map<string, KnownSubscription>();
  for (const provider of new Set(providers)) {
    const one = shownBy(known, provider) ?? (await configuredFor(known, provider)) ?? guessed(known);
    if (one !== undefined) found.set(provider, one);
  }
  return found;
}

/** The URN in a reference to a provider, which ends with the provider's id. */
export const providerIn = (reference: string | undefined): string =>
  (reference ?? "").split("::").slice(0, -1).join("::");

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Not the id of what belongs to another resource, e.g. a role assignment: that resource may be in any subscription. */
const ownId = /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+(\/providers\/(?!.*\/providers\/).+)?$/i;

function shownBy({ resources, preview }: Known, provider: string): KnownSubscription | undefined {
  const { steps = [] } = preview;
  const inputs = [...steps.map(({ urn, newState }) => ({ urn, ...newState })), ...resources]
    .filter(({ urn }) => urn === provider)
    .map((one) => textOf(one.inputs?.subscriptionId));
  const ids = resources
    .filter((one) => providerIn(one.provider) === provider)
    .map(({ id = "" }) => ownId.exec(id)?.[1] ?? "");
  return certain([...inputs, ...ids].find((id) => idForm.test(id)));
}

/** Stacks' configuration is read by default providers only. */
async function configuredFor({ pulumi, ofUser }: Known, provider: string) {
  if (provider === "" || /::default[^:]*$/.test(provider)) {
    const configured = await pulumi(["config", "get", "azure-native:subscriptionId"]);
    const id = configured.stdout.trim();
    if (configured.exitCode === 0 && idForm.test(id)) return certain(id);
  }
  const found = await ofUser?.();
  return found !== undefined && idForm.test(found.id) ? found : undefined;
}

const certain = (id: string | undefined): KnownSubscription | undefined =>
  id === undefined ? undefined : { id, isCertain: true };

function guessed({ resources }: Known): KnownSubscription | undefined {
  const ids = resources.map(({ id = "" }) => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]);
  const id = ids.find((one) => one !== undefined);
  return id === undefined ? undefined : { id, isCertain: false };
}
