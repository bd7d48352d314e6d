import { AsyncLocalStorage } from "node:async_hooks";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Inventory } from "../src/core/inventory";
import type { Ledger } from "../src/core/ledger";
import { stackInventory } from "../src/stack/stackInventory";
import { kindOf, nativeTokenOf } from "../src/stack/tokens";

/** What the policies of a pack share while it runs. None of them needs another one: whichever is asked first tells the rest. */
export interface Run {
  readonly ledger: Ledger;
  /**
   * Type token of the resource about which the SDK asks a policy, before it hands the resource over. Undefined for the
   * policy that is asked first: it has to take the resource, whatever it is, and to tell of it by `meet`.
   */
  tokenFor(policy: string): string | undefined;
  /** The resource in hand, where a policy before has met it. */
  resource(): ResourceInHand | undefined;
  /** Tells the run of a resource, where `policy` is the one that was asked first. */
  meet(policy: string, resource: ResourceValidationArgs): void;
  /** Whether this is the first time in the run that something is to be told. */
  isNews(text: string): boolean;
  /** The stack, where the SDK has handed it to a policy before: it copies every resource for each policy that it hands them to. */
  stack(): JoinedStack | undefined;
  /** The stack, from the resources that a policy was handed; another one where this policy is through with the last. */
  join(policy: string, resources: readonly PolicyResource[]): JoinedStack;
  /** The token that resources of Azure's type have in this run: azure-native's own, where any has it. */
  tokenOf(armType: string): string;
}

/** What policies are asked about, and which of them were: one that is asked again is asked about the next. */
export interface InHand {
  /** Policies that have something to say of it. */
  readonly loud: Set<string>;
  /** Policies that were handed it, or skipped. */
  readonly done: Set<string>;
}

/** A resource, as the policy got it that was asked first. */
export interface ResourceInHand extends InHand {
  readonly token: string;
  readonly props: unknown;
}

/** A stack's resources, joined once for all policies. */
export interface JoinedStack extends InHand {
  readonly inventory: Inventory;
  readonly resources: ReadonlyMap<string, PolicyResource>;
}

/** Of the providers of Azure whose resources the inventory requirements join. */
const joined = /^Microsoft\.(Compute|Network|RecoveryServices|Authorization)\//;

export function newRun(ledger: Ledger): Run {
  const inHand = new AsyncLocalStorage<ResourceInHand>();
  const stackInHand = new AsyncLocalStorage<JoinedStack>();
  let first: string | undefined;
  const inputs = new Map<string, unknown>();
  const tokens = new Map<string, string>();
  const told = new Set<string>();

  return {
    ledger,
    tokenFor(policy) {
      const resource = inHand.getStore();
      const isFirst = resource === undefined || resource.done.has(policy);
      first = isFirst ? policy : undefined;
      if (isFirst) return undefined;
      resource.done.add(policy);
      return resource.token;
    },
    resource: () => inHand.getStore(),
    meet(policy, { type: token, urn, props }) {
      if (first !== policy) return;
      first = undefined;
      inHand.enterWith({ token, props, loud: new Set(), done: new Set([policy]) });
      const { joinedType } = kindOf(token);
      if (!joined.test(joinedType)) return;
      inputs.set(urn, props);
      if (tokens.get(joinedType) !== nativeTokenOf(joinedType)) tokens.set(joinedType, token);
    },
    isNews: (text) => !told.has(text) && told.add(text) !== undefined,
    stack: () => stackInHand.getStore(),
    join(policy, resources) {
      const known = stackInHand.getStore();
      const stack =
        known !== undefined && !known.done.has(policy)
          ? known
          : {
              inventory: stackInventory(resources, (urn) => inputs.get(urn)),
              resources: new Map(resources.map((resource) => [resource.urn, resource])),
              loud: new Set<string>(),
              done: new Set<string>(),
            };
      stack.done.add(policy);
      stackInHand.enterWith(stack);
      return stack;
    },
    tokenOf: (armType) => tokens.get(armType) ?? nativeTokenOf(armType),
  };
}
