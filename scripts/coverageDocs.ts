import { armType } from "../simulator/azure/ids";
import { services } from "../simulator/azure/services";
import { resourceTypes } from "../simulator/azure/types";

/** What simulated Azure models: a row for each resource type, read from the simulator's tables. */
export function simulatedTypes(): string {
  const rows = Object.entries(resourceTypes).map(([token, { path, heldBy, inline }]) => {
    const service = services[token];
    const behaviour = [
      ...(service?.check ? ["rejects requests that Azure is known to reject"] : []),
      ...(service?.shape || service?.get ? ["returns the properties that Azure fills in"] : []),
      ...(service?.children ? ["creates child resources"] : []),
      ...(service?.remove ? ["models deletion: refusals or soft delete"] : []),
      ...(inline ? [`contains ${inline.property} inline`] : []),
      ...(heldBy ? [`cannot be deleted while it is used (${heldBy.code})`] : []),
    ];
    return `| \`azure-native:${token}\` | ${armType(path)} | ${behaviour.join("; ") || "only id, names and outputs"} |`;
  });
  return [
    "| Pulumi type | Azure type | behaviour beyond storing the request's body |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}
