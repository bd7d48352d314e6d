import { armType } from "../simulator/azure/ids";
import { services } from "../simulator/azure/services";
import { resourceTypes } from "../simulator/azure/types";

/** What simulated Azure models: a row for each type, from its own tables. */
export function simulatedTypes(): string {
  const rows = Object.entries(resourceTypes).map(([token, { path, deletionBlockedBy, inline }]) => {
    const service = services[token];
    const does = [
      ...(service?.checkPut ? ["refuses what Azure is known to refuse"] : []),
      ...(service?.storedProperties || service?.computedProperties ? ["answers what Azure fills in"] : []),
      ...(service?.defaultChildren ? ["brings children of its own"] : []),
      ...(service?.checkDelete ? ["keeps or refuses deletions"] : []),
      ...(inline ? [`has ${inline.property} inline`] : []),
      ...(deletionBlockedBy ? [`is held by what uses it (${deletionBlockedBy.code})`] : []),
    ];
    return `| \`azure-native:${token}\` | ${armType(path)} | ${does.join("; ") || "id, names and outputs alone"} |`;
  });
  return ["| type | in Azure | what it does beyond keeping its body |", "|---|---|---|", ...rows].join("\n");
}
