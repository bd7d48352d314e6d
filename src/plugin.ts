/** What Pulumi starts for programs in other languages: `package.json` names it as `main`; Node.js programs import `index.ts`. */
import type * as pulumi from "@pulumi/pulumi";
import { main, type Provider } from "@pulumi/pulumi/provider";
import * as library from ".";
import { packageJson } from "./component/packageFile";

type Component = new (
  name: string,
  args: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & Record<string, pulumi.Output<unknown>>;

const { version } = packageJson("package.json");
const schema = packageJson("schema.json");

const provider: Provider = {
  version,
  schema: JSON.stringify({ ...schema, version }),
  construct: async (name, type, inputs, options) => {
    const outputs = schema.resources[type]?.properties;
    if (outputs === undefined) {
      throw new Error(
        `${type} is no component of azure-vm-backup; there are ${Object.keys(schema.resources).join(", ")}`,
      );
    }
    const Class = (library as unknown as Record<string, Component>)[
      type.split(":").pop() as string
    ] as Component;
    const component = new Class(name, inputs, options);
    const state = Object.fromEntries(Object.keys(outputs).map((output) => [output, component[output]]));
    return { urn: component.urn, state };
  },
};

// A function is what Pulumi's plugin runner calls; it would take classes for components and read their types.
export = () => main(provider, process.argv.slice(2));
