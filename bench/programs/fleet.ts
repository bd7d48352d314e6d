// The resources of the policy bench, as a program registers them.
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { fleet } from "../fleet";

const { version } = createRequire(__filename)("@pulumi/azure-native/package.json") as { version: string };
class AnyResource extends pulumi.CustomResource {}

const made = new Map<string, pulumi.CustomResource>();
for (const { type, name, props, dependsOn = {} } of fleet(new pulumi.Config().requireNumber("vms"))) {
  const inputs = Object.fromEntries(
    Object.entries(props).map(([key, value]) => [key, after(dependsOn[key] ?? [], value)]),
  );
  made.set(name, new AnyResource(type, name, inputs, { version }));
}

/** The value with a dependency on resources, as if the program passed their ids. */
function after(names: readonly string[], value: unknown): unknown {
  const resources = names.flatMap((name) => made.get(name) ?? []);
  return resources.length === 0 ? value : pulumi.all(resources.map(({ urn }) => urn)).apply(() => value);
}
