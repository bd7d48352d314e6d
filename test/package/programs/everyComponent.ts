// Every component in Node.js, as everyComponent writes it for YAML.
import * as pulumi from "@pulumi/pulumi";
import * as library from "azure-vm-backup";
import { everyComponent } from "../everyComponent";

type Component = new (name: string, args: unknown, opts?: object) => pulumi.ComponentResource;

const made: Record<string, Record<string, unknown>> = {};

/** YAML's functions, on values that are known. */
const functions: Record<string, (argument: never) => unknown> = {
  "fn::secret": (value) => pulumi.secret(value),
  "fn::join": ([by, texts]: [string, string[]]) => texts.join(by),
  "fn::split": ([by, text]: [string, string]) => text.split(by),
  "fn::select": ([index, list]: [number, unknown[]]) => list[index],
};

function read(value: unknown): unknown {
  if (typeof value === "string") {
    const [, resource, property] = /^\$\{(\w+)\.(\w+)\}$/.exec(value) ?? [];
    return resource && property ? made[resource]?.[property] : value;
  }
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [name = "", argument] = entries[0] ?? [];
  const apply = functions[name];
  if (apply === undefined) return Object.fromEntries(entries.map(([key, item]) => [key, read(item)]));
  return (pulumi.output(read(argument)) as pulumi.Output<unknown>).apply((known) => apply(known as never));
}

for (const [name, { type, properties, options }] of Object.entries(everyComponent)) {
  const Component = (library as unknown as Record<string, Component>)[type] as Component;
  made[name] = new Component(name, read(properties), options) as unknown as Record<string, unknown>;
}
