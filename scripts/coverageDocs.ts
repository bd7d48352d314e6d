import { armType } from "../simulator/azure/ids";
import { services } from "../simulator/azure/services";
import { resourceTypes } from "../simulator/azure/types";

/** What simulated Azure models: a row for each resource type, read from the simulator's tables. */
export function simulatedTypes(): string {
  const rows = Object.entries(resourceTypes).map(([token, { path, deletionBlockedBy, inline }]) => {
    const service = services[token];
    const behaviour = [
      ...(service?.checkPut ? ["rejects requests that Azure is known to reject"] : []),
      ...(service?.storedProperties || service?.computedProperties
        ? ["returns the properties that Azure fills in"]
        : []),
      ...(service?.defaultChildren ? ["creates child resources"] : []),
      ...(service?.checkDelete ? ["models deletion: refusals or soft delete"] : []),
      ...(inline ? [`contains ${inline.property} inline`] : []),
      ...(deletionBlockedBy ? [`cannot be deleted while it is used (${deletionBlockedBy.code})`] : []),
    ];
    return `| \`azure-native:${token}\` | ${armType(path)} | ${behaviour.join("; ") || "only id, names and outputs"} |`;
  });
  return [
    "| Pulumi type | Azure type | behaviour beyond storing the request's body |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}
