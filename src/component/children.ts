import * as pulumi from "@pulumi/pulumi";

/** `azure-native:<module>/v<date>:<Type>`: the tokens under which azure-native's older API versions register. */
const versionedToken = /^azure-native:[a-z0-9]+\/v\d{8}(preview|privatepreview)?:/;

/**
 * Options for a component's children.
 *
 * azure-native sends an alias for each older API version of a resource, some 46 a child, and they are two
 * thirds of a preview's time. Our children never lived under those tokens, so the aliases are dropped; renames
 * and whatever a user's transformations add stay. A stack that moves resources from versioned tokens into our
 * components keeps them with `pulumi config set azure-vm-backup:keepVersionedAliases true`.
 */
export function childOptions(
  parent: pulumi.Resource,
  options: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const keep = new pulumi.Config("azure-vm-backup").getBoolean("keepVersionedAliases") ?? false;
  return { ...options, parent, transformations: keep ? [] : [dropVersionedAliases] };
}

const dropVersionedAliases: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props,
  opts: { ...opts, aliases: opts.aliases?.filter((alias) => !isVersioned(alias)) },
});

const isVersioned = (alias: unknown): boolean => {
  const type = (alias as pulumi.Alias | undefined)?.type;
  return typeof type === "string" && versionedToken.test(type);
};
