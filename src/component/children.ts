import * as pulumi from "@pulumi/pulumi";
import { deferredInputs, ignoreRejections } from "./deferred";

/** `azure-native:<module>/v<date>:<Type>`: the tokens under which azure-native's older API versions register. */
const versionedToken = /^azure-native:[a-z0-9]+\/v\d{8}(preview|privatepreview)?:/;

/**
 * Options for a component's children.
 *
 * azure-native sends an alias for each older API version of a resource, about 46 for each child, and they take two thirds of a
 * preview's time. Our children were never registered under those tokens, so the aliases are dropped. Renames, and what a user's
 * transformations add, are kept. A stack that moves resources from versioned tokens into our components keeps the aliases with
 * `pulumi config set azure-vm-backup:keepVersionedAliases true`.
 */
export function childOptions(
  parent: pulumi.Resource,
  options: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const keep = new pulumi.Config("azure-vm-backup").getBoolean("keepVersionedAliases") ?? false;
  const dropped = keep ? [] : [dropVersionedAliases];
  return { ...options, parent, transformations: [...dropped, reportErrorsOnce] };
}

const dropVersionedAliases: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props,
  opts: { ...opts, aliases: opts.aliases?.filter((alias) => !isVersioned(alias)) },
});

const isVersioned = (alias: unknown): boolean => {
  const type = (alias as pulumi.Alias | undefined)?.type;
  return typeof type === "string" && versionedToken.test(type);
};

/** Where an input of a child fails, the child's registration reports the error; each Output would repeat it several times. */
const reportErrorsOnce: pulumi.ResourceTransformation = ({ props }) => {
  for (const { value } of deferredInputs(props)) ignoreRejections(value);
  return undefined;
};
