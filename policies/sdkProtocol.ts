/**
 * The only file that relies on the order in which @pulumi/policy's server reads the properties of a policy (tried with the versions of
 * the peer range in package.json; test/policies/sdkProtocol.long.test.ts fails if a new one behaves differently).
 *
 * For each resource the server goes through the policies in their order. Of each policy it
 *   1. reads `validateResource`. If that is undefined, the engine counts the policy as passed;
 *   2. reads `validateResource.__pulumiType`. If that is set and is not the resource's type token, it skips the policy;
 *   3. copies the resource, and calls the function with the copy.
 * For a stack it does the same with `validateStack`, and copies every resource of the stack for each policy it calls. The server handles
 * one request in one asynchronous context.
 *
 * The copies are what a policy pack costs. So the policy that is asked first about a resource takes it, whatever its type, and all
 * others use that copy: each answers step 2 with the spelling of its type that the resource has, and step 1 with undefined if it would
 * find nothing. No policy needs another one to be enabled.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";

/** A type that no resource has, for a policy that the server must skip. */
export const NEVER_MATCHES = "azure-vm-backup:policies:Nothing";

/** A resource, as the policy that was asked first got it. */
export interface CurrentResource {
  readonly token: string;
  readonly props: unknown;
}

/** What the server is asking the policies about, and how far it is. A policy that is asked again is asked about the next one. */
interface Current<T> {
  readonly value: T;
  readonly withFindings: Set<string>;
  readonly evaluated: Set<string>;
}

/** How a policy judges single resources. */
export interface ResourceJudge {
  /** The type token to answer about a resource: its own one if the policy is for it. Omitted: every resource. */
  readonly typeFor?: (resource: CurrentResource) => string | undefined;
  /** Whether the policy would report anything of a resource. Omitted: the server always calls it. */
  readonly hasFindings?: (resource: CurrentResource) => boolean;
  readonly validate: (args: ResourceValidationArgs, report: ReportViolation) => void;
}

/** How a policy judges a stack. `S` is the stack as the pack reads it. */
export interface StackJudge<S> {
  /** A type token without which the stack has nothing to judge. */
  readonly type: () => string;
  /** Whether the policy would report anything of a stack. */
  readonly hasFindings: (stack: S) => boolean;
  readonly validate: (stack: S, args: StackValidationArgs, report: ReportViolation) => void;
}

/** The policies of one pack, as the server calls them. */
export interface SdkProtocol<S> {
  /** Gives a policy the function for single resources. */
  judgeResources<P extends object>(
    name: string,
    policy: P,
    judge: ResourceJudge,
  ): P & Pick<ResourceValidationPolicy, "validateResource">;
  /** Gives a policy the function for a stack. */
  judgeStack<P extends object>(
    name: string,
    policy: P,
    judge: StackJudge<S>,
  ): P & Pick<StackValidationPolicy, "validateStack">;
}

/** `visit` gets each resource once; `readStack` makes of a stack's resources what all policies judge. */
export function newSdkProtocol<S>(
  visit: (resource: ResourceValidationArgs) => void,
  readStack: (resources: readonly PolicyResource[]) => S,
): SdkProtocol<S> {
  const resourceContext = new AsyncLocalStorage<Current<CurrentResource>>();
  const stackContext = new AsyncLocalStorage<Current<S>>();
  let askedFirst: string | undefined;

  /** The resource that the server asks a policy about; undefined for the policy that it asks first. */
  function resourceFor(policy: string): CurrentResource | undefined {
    const current = resourceContext.getStore();
    const isFirst = current === undefined || current.evaluated.has(policy);
    askedFirst = isFirst ? policy : undefined;
    if (isFirst) return undefined;
    current.evaluated.add(policy);
    return current.value;
  }

  function shareResource(policy: string, args: ResourceValidationArgs): void {
    if (askedFirst !== policy) return;
    askedFirst = undefined;
    resourceContext.enterWith(startOf({ token: args.type, props: args.props }, policy));
    visit(args);
  }

  function shareStack(policy: string, resources: readonly PolicyResource[]): S {
    const current = stackContext.getStore();
    const isSame = current !== undefined && !current.evaluated.has(policy);
    const stack = isSame ? current : startOf(readStack(resources), policy);
    stack.evaluated.add(policy);
    stackContext.enterWith(stack);
    return stack.value;
  }

  return {
    judgeResources(name, policy, { typeFor, hasFindings, validate }) {
      const sharing = (args: ResourceValidationArgs, report: ReportViolation) => {
        shareResource(name, args);
        validate(args, report);
      };
      const typed = withType(sharing, () => {
        const resource = resourceFor(name);
        return resource === undefined ? undefined : typeFor?.(resource);
      });
      const current = () => resourceContext.getStore();
      return withGetter(policy, "validateResource", () =>
        hasFindings !== undefined && findsNothing(name, current(), hasFindings) ? undefined : typed,
      );
    },
    judgeStack(name, policy, { type, hasFindings, validate }) {
      const sharing = (args: StackValidationArgs, report: ReportViolation) =>
        validate(shareStack(name, args.resources), args, report);
      const typed = withType(sharing, type);
      return withGetter(policy, "validateStack", () =>
        findsNothing(name, stackContext.getStore(), hasFindings) ? undefined : typed,
      );
    },
  };
}

const startOf = <T>(value: T, policy: string): Current<T> => ({
  value,
  withFindings: new Set(),
  evaluated: new Set([policy]),
});

/** Whether the server can skip a policy for what it asks about. The server reads several times, and the first answer counts. */
function findsNothing<T>(
  policy: string,
  current: Current<T> | undefined,
  hasFindings: (value: T) => boolean,
): boolean {
  if (current === undefined || current.evaluated.has(policy) || current.withFindings.has(policy))
    return false;
  const isSkipped = !hasFindings(current.value);
  (isSkipped ? current.evaluated : current.withFindings).add(policy);
  return isSkipped;
}

const withType = <F extends object>(validate: F, get: () => string | undefined): F =>
  Object.defineProperty(validate, "__pulumiType", { get });

const withGetter = <P extends object>(policy: P, key: string, get: () => unknown) =>
  Object.defineProperty(policy, key, { enumerable: true, configurable: true, get }) as P & never;
