import { AsyncLocalStorage } from "node:async_hooks";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { ExemptionTracker } from "../src/core/exemptionTracker";
import type { Inventory } from "../src/core/inventory";
import { stackInventory } from "../src/stack/stackInventory";
import { kindOf, nativeTokenOf } from "../src/stack/tokens";

/** What the policies of a pack share while it runs. None of them needs another one: whichever is asked first tells the rest. */
export interface Run {
  readonly exemptions: ExemptionTracker;
  /**
   * Type token of the resource about which the SDK asks a policy, before it hands the resource over. Undefined for the
   * policy that is asked first: it has to take the resource, whatever it is, and to tell of it by `meet`.
   */
  tokenFor(policy: string): string | undefined;
  /** The resource in hand, where a policy before has met it. */
  currentResource(): CurrentResource | undefined;
  /** Tells the run of a resource, where `policy` is the one that was asked first. */
  visit(policy: string, resource: ResourceValidationArgs): void;
  /** Whether this is the first time in the run that something is to be told. */
  isFirstReport(text: string): boolean;
  /** The stack, where the SDK has handed it to a policy before: it copies every resource for each policy that it hands them to. */
  currentStack(): CurrentStack | undefined;
  /** The stack, from the resources that a policy was handed; another one where this policy is through with the last. */
  visitStack(policy: string, resources: readonly PolicyResource[]): CurrentStack;
  /** The token that resources of Azure's type have in this run: azure-native's own, where any has it. */
  tokenOf(armType: string): string;
}

/** What policies are asked about, and which of them were: one that is asked again is asked about the next. */
export interface Evaluation {
  /** Policies that have something to say of it. */
  readonly withFindings: Set<string>;
  /** Policies that were handed it, or skipped. */
  readonly evaluated: Set<string>;
}

/** A resource, as the policy got it that was asked first. */
export interface CurrentResource extends Evaluation {
  readonly token: string;
  readonly props: unknown;
}

/** A stack's resources, joined once for all policies. */
export interface CurrentStack extends Evaluation {
  readonly inventory: Inventory;
  readonly resources: ReadonlyMap<string, PolicyResource>;
}

/** Of the providers of Azure whose resources the inventory requirements join. */
const joined = /^Microsoft\.(Compute|Network|RecoveryServices|Authorization)\//;

export function newRun(exemptions: ExemptionTracker): Run {
  const inHand = new AsyncLocalStorage<CurrentResource>();
  const stackInHand = new AsyncLocalStorage<CurrentStack>();
  let first: string | undefined;
  const inputs = new Map<string, unknown>();
  const tokens = new Map<string, string>();
  const told = new Set<string>();

  return {
    exemptions,
    tokenFor(policy) {
      const resource = inHand.getStore();
      const isFirst = resource === undefined || resource.evaluated.has(policy);
      first = isFirst ? policy : undefined;
      if (isFirst) return undefined;
      resource.evaluated.add(policy);
      return resource.token;
    },
    currentResource: () => inHand.getStore(),
    visit(policy, { type: token, urn, props }) {
      if (first !== policy) return;
      first = undefined;
      inHand.enterWith({ token, props, withFindings: new Set(), evaluated: new Set([policy]) });
      const { inventoryType } = kindOf(token);
      if (!joined.test(inventoryType)) return;
      inputs.set(urn, props);
      if (tokens.get(inventoryType) !== nativeTokenOf(inventoryType)) tokens.set(inventoryType, token);
    },
    isFirstReport: (text) => !told.has(text) && told.add(text) !== undefined,
    currentStack: () => stackInHand.getStore(),
    visitStack(policy, resources) {
      const known = stackInHand.getStore();
      const stack =
        known !== undefined && !known.evaluated.has(policy)
          ? known
          : {
              inventory: stackInventory(resources, (urn) => inputs.get(urn)),
              resources: new Map(resources.map((resource) => [resource.urn, resource])),
              withFindings: new Set<string>(),
              evaluated: new Set<string>(),
            };
      stack.evaluated.add(policy);
      stackInHand.enterWith(stack);
      return stack;
    },
    tokenOf: (armType) => tokens.get(armType) ?? nativeTokenOf(armType),
  };
}
